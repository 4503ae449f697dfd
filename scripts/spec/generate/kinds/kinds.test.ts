import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../generate.ts";
import { ANSWERS } from "./answers.ts";
import { BODIES } from "./bodies.ts";
import { SHARED, type WorkingKind } from "./kind.ts";
import { PARAMETERS } from "./parameters.ts";
import { REFUSED_MEDIA } from "./refused-media.ts";
import { REFUSED_PARAMETERS } from "./refused-parameters.ts";
import { REFUSED_SCHEMAS } from "./refused-schemas.ts";

// The kinds of operations that a JSON API can have. Each one works, from the spec to a call of the real client, or is refused.
const WORKING = [...BODIES, ...PARAMETERS, ...ANSWERS];
const REFUSED = [...REFUSED_MEDIA, ...REFUSED_PARAMETERS, ...REFUSED_SCHEMAS];

const core = join(import.meta.dirname, "../../../../packages/core");
const folder = mkdtempSync(join(tmpdir(), "kinds-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = ({ path }: WorkingKind, index: number): string => path ?? `/kind${index}`;
const methodOf = ({ method = "get" }: WorkingKind): string => method.toUpperCase();

interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
}
type Call = (path: string, init?: object) => Promise<{ data?: unknown; error?: unknown }>;
type CreateClient = (options: object) => Record<string, Call>;
let createClient: CreateClient;

// One spec with all kinds, generated into a copy of core: each kind must work beside all others.
beforeAll(async () => {
  const specFile = join(folder, "spec.json");
  writeFileSync(specFile, JSON.stringify(specOf(WORKING)));
  cpSync(join(core, "src"), join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  symlinkSync(join(core, "node_modules"), join(folder, "node_modules"));
  const written = await generate(specFile);
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, "src/generated", name), text);
  const outfile = join(folder, "core.mjs");
  await build({ entryPoints: [join(folder, "src/index.ts")], bundle: true, format: "esm", outfile, target: "es2022" });
  ({ createClient } = await import(pathToFileURL(outfile).href));
}, 60_000);

function specOf(kinds: WorkingKind[]): object {
  const paths = kinds.map((kind, index) => {
    const { parameters = [], operation = {} } = kind;
    const said = { operationId: `kind${index}`, tags: ["kinds"], "x-retry": "never", ...operation };
    const responses = { 200: { description: "Yes.", content: { "application/json": { schema: { type: "object" } } } } };
    return [pathOf(kind, index), { parameters, [methodOf(kind).toLowerCase()]: { responses, ...said } }] as const;
  });
  const schemas = Object.assign({}, ...kinds.map((kind) => kind.schemas));
  return document({ paths: Object.fromEntries(paths), components: { ...SHARED, schemas } });
}

function document(more: object): object {
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Kinds", version: "1.0.0" },
    servers: [{ url: "https://api.example/v1", "x-environment": "sandbox" }],
    security: [{ bearer: [] }],
    ...more,
  };
}

/** A client whose server gives one answer, and the requests that it got. */
function clientOf({ status = 200, text = "{}", type = "application/json" }: NonNullable<WorkingKind["answer"]> = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> => {
    sent.push({ url, headers: init.headers, body: await new Response(init.body ?? null).text() });
    const isEmpty = status === 204 || init.method === "HEAD" || init.method === "OPTIONS";
    return new Response(isEmpty ? null : text, { status, headers: { "content-type": type } });
  };
  return { client: createClient({ baseUrl: "https://api.example/v1", auth: "t-12345678", fetch, maxAttempts: 1 }), sent };
}

/** The data with its secrets in angle brackets, so that it can be compared. */
function revealed(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  if ("reveal" in data && typeof data.reveal === "function") return `<${data.reveal()}>`;
  if (Array.isArray(data)) return data.map(revealed);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, revealed(value)]));
}

describe("an operation of this kind works", () => {
  for (const [index, kind] of WORKING.entries())
    test(kind.title, async () => {
      const { client, sent } = clientOf(kind.answer);
      const call = client[methodOf(kind)] as Call;
      const path = pathOf(kind, index);
      const { data, error } = await call(path, evaluate(kind.init));
      expect(error).toBeUndefined();
      if ("data" in kind) expect(revealed(data)).toEqual(kind.data);
      const [{ url, headers, body } = { url: "", headers: {}, body: "" }] = sent;
      const { url: expectedUrl = "", headers: expectedHeaders = {}, body: expectedBody = "" } = kind.sent ?? {};
      if (kind.sent?.url !== undefined)
        expect(url.replace("https://api.example/v1", "").replace(/^\/kind\d+/, "")).toBe(expectedUrl);
      for (const [name, value] of Object.entries(expectedHeaders))
        expect({ [name]: headers[name] ?? "" }).toEqual({ [name]: value });
      expect(body).toBe(expectedBody);
      if (!kind.refuses) return;
      const [otherInit, message] = kind.refuses;
      await expect(call(path, evaluate(otherInit))).rejects.toThrow(message);
      expect(sent).toHaveLength(1);
    });

  test("and its types describe the argument and the result", () => {
    const lines = WORKING.map((kind, index) => {
      const given = [JSON.stringify(pathOf(kind, index)), ...(kind.init ? [kind.init] : [])].join(", ");
      const call = `const { data: data${index} } = await client.${methodOf(kind)}(${given});`;
      return kind.type ? `${call}\nconst same${index}: Same<typeof data${index}, ${kind.type}> = true;` : call;
    });
    const program = `import { createClient, type Schema, type Secret } from "./index.js";
type Flat<T> = T extends Secret ? T : T extends object ? { -readonly [K in keyof T]: Flat<T[K]> } : T;
type Given<T> = Flat<Exclude<T, undefined>>;
type Same<A, B> = [Given<A>, Given<B>] extends [Given<B>, Given<A>] ? true : { given: Given<A> };
const client = createClient({ environment: "sandbox", auth: "token" });
${lines.join("\n")}
`;
    expect(errorsOf(program)).toEqual([]);
  });
});

function evaluate(init: string | undefined): object | undefined {
  return init === undefined ? undefined : (new Function(`return ${init}`)() as object);
}

function errorsOf(text: string): string[] {
  const file = join(folder, "src/program.ts");
  writeFileSync(file, text);
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file: at, start = 0 }) => {
    const line = at?.text.slice(0, start).split("\n").length ?? 0;
    return `${at?.text.split("\n")[line - 1]}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

describe("generate refuses, with the place and what to do", () => {
  test.each(REFUSED)("%s", async (_, operation, message, { method = "post", path = "/refused", components = {} } = {}) => {
    const said = { operationId: "refused", tags: ["kinds"], "x-retry": "never", responses: { 200: { description: "Yes." } } };
    const file = join(folder, "refused.json");
    const paths = { [path]: { [method]: { ...said, ...operation } } };
    writeFileSync(file, JSON.stringify(document({ paths, components: { ...SHARED, ...components } })));
    await expect(generate(file)).rejects.toThrow(message);
  });
});
