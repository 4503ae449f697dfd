// Serves the page of the spec and reloads it when the spec is saved. A spec that cannot be read is shown as its error.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SPEC_FILE } from "../spec.ts";
import { asset, PAGE, specScript } from "./spec-page.ts";
import { watchSpec } from "./watch-spec.ts";

// The page says which save it shows, so that one that came while it loaded is not missed.
const reload = (shown: number): string =>
  `<script>new EventSource("saved?shown=${shown}").onmessage = () => location.reload();</script>`;
const TYPES: Record<string, string> = { js: "text/javascript", css: "text/css", png: "image/png" };

export async function startPreview(specFile: string, port: number): Promise<{ url: string; close(): void }> {
  const pages = new Set<ServerResponse>();
  let saves = 0;
  const server = createServer(({ url = "/" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://preview");
    const name = pathname.slice(1);
    if (name === "saved") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).flushHeaders();
      pages.add(response);
      if (Number(searchParams.get("shown")) !== saves) response.write("data: saved\n\n");
      response.on("close", () => pages.delete(response));
      return;
    }
    const body =
      name === "" ? PAGE.replace("</body>", `${reload(saves)}\n</body>`) : name === "spec.js" ? script(specFile) : asset(name);
    const type = TYPES[name.split(".").pop() ?? ""] ?? "text/html";
    response.writeHead(body ? 200 : 404, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const stopWatch = watchSpec(specFile, () => {
    saves++;
    for (const page of pages) page.write("data: saved\n\n");
  });
  const close = (): void => {
    stopWatch();
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

function script(specFile: string): string {
  try {
    return specScript(specFile);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `document.body.insertAdjacentElement("afterbegin", document.createElement("pre")).textContent = ${JSON.stringify(message)};\n`;
  }
}

if (import.meta.main)
  try {
    const { url } = await startPreview(SPEC_FILE, Number(process.env["PORT"] ?? 4020));
    console.log(`The spec as a page, reloaded on save: ${url}`);
  } catch (error) {
    console.error(`spec:preview: ${error instanceof Error ? error.message : error}. PORT sets another port.`);
    process.exitCode = 1;
  }
