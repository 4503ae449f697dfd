// `pnpm spec:preview`: serves the page of the spec on loopback, and reloads it when the spec is saved. If the spec cannot be read, the page
// shows the error.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { SPEC_FILE } from "@flexfactor/spec";
import { commandLine } from "@flexfactor/spec/command-line";
import { PAGE_FILES } from "./spec-page.ts";
import { problemScript, specScript } from "./spec-script.ts";
import { watchSpec } from "./watch-spec.ts";

const TYPES: Record<string, string> = { ".js": "text/javascript", ".html": "text/html", ".txt": "text/plain" };

/** Serves the page on `port` (0 means a free port) until `close` is called. */
export async function startPreview(specFile: string, port: number): Promise<{ url: string; close(): void }> {
  const openPages = new Set<ServerResponse>();
  let saves = 0;
  const server = createServer((request, response) => {
    const { name, query } = targetOf(request);
    if (name !== "saved") return sendFile(response, name, contentOf(name, specFile, saves));
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).flushHeaders();
    openPages.add(response);
    response.on("close", () => openPages.delete(response));
    // The page says which save it shows, so that it does not miss a save during its load.
    if (Number(query.get("shown")) !== saves) response.write("data: saved\n\n");
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const stopWatch = watchSpec(specFile, () => {
    saves++;
    for (const page of openPages) page.write("data: saved\n\n");
  });
  const close = (): void => {
    stopWatch();
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

/** The name of the requested file. Does not parse the URL, because some clients send `//` or a whole URL, which `new URL` may refuse. */
function targetOf({ url = "/" }: IncomingMessage): { name: string; query: URLSearchParams } {
  const [path = "", query] = url.split("?");
  return { name: path.slice(1) || "index.html", query: new URLSearchParams(query) };
}

/** The content of a file of the page, or `undefined` for any other name. */
function contentOf(name: string, specFile: string, saves: number): string | Buffer | undefined {
  if (name === "spec.js") return scriptOf(specFile);
  if (!Object.hasOwn(PAGE_FILES, name)) return undefined;
  const content = readFileSync(PAGE_FILES[name] as string);
  if (name !== "index.html") return content;
  const reload = `<script>new EventSource("saved?shown=${saves}").onmessage = () => location.reload();</script>`;
  return content.toString().replace("</body>", `${reload}\n</body>`);
}

function scriptOf(specFile: string): string {
  try {
    return specScript(specFile);
  } catch (error) {
    return problemScript(error instanceof Error ? error.message : String(error));
  }
}

function sendFile(response: ServerResponse, name: string, content: string | Buffer | undefined): void {
  const type = TYPES[extname(name)] ?? "text/plain";
  const headers = { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" };
  response.writeHead(content === undefined ? 404 : 200, headers).end(content ?? `There is no ${name} here.\n`);
}

const USAGE = `pnpm spec:preview

Serves the spec as a page on http://127.0.0.1:4020, and reloads it after each save. PORT in the environment sets another port.
Ctrl-C ends it.`;

if (import.meta.main)
  try {
    commandLine(USAGE);
    const { url } = await startPreview(SPEC_FILE, Number(process.env["PORT"] ?? 4020));
    console.log(`The spec as a page, reloaded on save: ${url}`);
  } catch (error) {
    console.error(`spec:preview: ${error instanceof Error ? error.message : error}. PORT sets another port.`);
    process.exitCode = 1;
  }
