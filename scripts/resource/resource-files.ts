// What new:resource writes from the spec: a resource's source, its contract test and its README.
import { format, inspect } from "node:util";
import { createRedactor, isFromApi, readRefusal, refuses } from "@flexfactor/core/internal";
import { type Cell, deref, type Spec } from "../spec.ts";
import { camel, type Method, pascal, type Resource } from "./resource.ts";

const comment = (text: string): string => text.trim().replaceAll("*/", "*\\/").replaceAll("\n", "\n * ");
const sentence = (text = ""): string => text.trim().replace(/\.$/, "");

export function sourceOf({ name, description, methods }: Resource): string {
  const signatures = methods.map(({ found, name, takes }) => {
    const { operationId, method, path, retry, operation } = found;
    const parameters = takes.map((one) => `${one.name}${one.optional ? "?" : ""}: ${one.type}, `).join("");
    const once =
      retry === "never"
        ? "\n   * It is retried only if it never left this machine or the server refused it: read `outcome` of its error."
        : "";
    return `  /**
   * ${comment(sentence(operation.summary ?? operationId))} (\`${operationId}\`, \`${method} ${path}\`).${once}
   *
   * @throws {FlexFactorError} for everything that is not a success
   */
  ${name}(${parameters}options?: CallOptions): Promise<Data<operations["${operationId}"]>>;
`;
  });
  const implementations = methods.map(({ found, name, takes }) => {
    const parameters = takes.map((one) => `${one.name}${one.optional ? " = {}" : ""}, `).join("");
    return `    async ${name}(${parameters}options) {
      const { data } = await orThrow(client.${found.method}("${found.path}", { ...readCallOptions("${name}", options), ${initOf(takes)} }));
      return data;
    },
`;
  });
  return `import type { CallOptions, Client } from "@flexfactor/core";
import { type Data, must, type operations, orThrow, readCallOptions } from "@flexfactor/core/internal";

/** ${comment(description)} */
export interface ${pascal(name)} {
${signatures.join("")}}

/**
 * The calls of ${name}.
 *
 * @throws {ConfigError} when \`client\` is not one
 */
export function ${camel(name)}(client: Client): ${pascal(name)} {
  must(typeof client?.GET === "function", "client", "what createClient(…) gives");
  return {
${implementations.join("\n")}  };
}
`;
}

function initOf(takes: Method["takes"]): string {
  const params = takes.filter(({ input }) => input !== "body").map(({ input }) => input);
  const body = takes.some(({ input }) => input === "body") ? ["body"] : [];
  return [...(params.length > 0 ? [`params: { ${params.join(", ")} }`] : []), ...body].join(", ");
}

const callOf = ({ name, takes }: Method): string => `${name}(${takes.map(({ example }) => JSON.stringify(example)).join(", ")})`;

export function contractTestOf({ name, methods, cells, spec }: Resource): string {
  const calls = methods.map((method) => {
    const { found, takes } = method;
    const given = [...takes.map(({ example }) => JSON.stringify(example)), "options"].join(", ");
    return `    ${found.operationId}: (client, options) => ${camel(name)}(client).${method.name}(${given}),\n`;
  });
  const expected = cells.map((cell) => `    ${JSON.stringify(cell.name)}: ${expectationOf(spec, methods, cell)},\n`);
  const used = expected.some((text) => text.includes("asDocumented")) ? ["asDocumented"] : [];
  return `import { ${[...used, "contract"].sort().join(", ")} } from "../../../scripts/contract.ts";
import { ${camel(name)} } from "../src/index.ts";

contract({
  tag: "${name}",
  calls: {
${calls.join("")}  },
  cells: {
${expected.join("")}  },
});
`;
}

const CODES: Record<number, string> = {
  401: "authentication",
  403: "permission",
  404: "not_found",
  409: "conflict",
  410: "not_found",
  429: "rate_limit",
};

function expectationOf(spec: Spec, methods: Method[], { operationId, status, value, name }: Cell): string {
  if (status < 300 && !refuses({}, value)) return "asDocumented";
  const response = methods.find(({ found }) => found.operationId === operationId)?.found.operation.responses[status];
  const { headers = {} } = deref(spec, response ?? {}, name) as { headers?: Record<string, { example?: unknown }> };
  const retryAfter = headers["Retry-After"] && deref(spec, headers["Retry-After"], name).example;
  const busy = status >= 500 || [408, 421, 425].includes(status);
  const code = status >= 300 && status < 400 ? "redirect" : (CODES[status] ?? (busy ? "server" : "validation"));
  const { messages, fields } = readRefusal(Object(value), createRedactor([]));
  // A 503 in the API's own words and with a Retry-After was refused before processing; a gateway's may have been carried out.
  const refused = status < 500 || [501, 505, 511].includes(status) || (status === 503 && retryAfter && isFromApi(value));
  const expected = {
    code,
    outcome: refused && code !== "redirect" ? "rejected" : "unknown",
    messages,
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(retryAfter !== undefined && { retryAfterMs: Number(retryAfter) * 1000 }),
  };
  return inspect({ refusal: expected }, { breakLength: Infinity, depth: null });
}

export function readmeOf({ name, description, methods, cells }: Resource, secrets: (id: string) => readonly string[]): string {
  const first = (id: string) => cells.find(({ operationId, status }) => operationId === id && status < 300);
  const shown =
    methods.find(({ found }) => found.method === "GET" && !refuses({}, first(found.operationId)?.value)) ?? methods[0];
  const { operationId = "" } = shown?.found ?? {};
  const redacted = { [inspect.custom]: () => "[redacted]" };
  const answer = JSON.stringify(first(operationId)?.value);
  const printed = answer && JSON.parse(answer, (key, value) => (secrets(operationId).includes(key) ? redacted : value));
  const rows = methods.map(({ found, name, takes }) => {
    const parameters = takes.map((one) => `${one.name}${one.optional ? "?" : ""}`).join(", ");
    return `| \`${name}(${parameters})\` | ${sentence(found.operation.summary)} | \`${found.method} ${found.path}\` |\n`;
  });
  return `# @flexfactor/${name}

${description}

\`\`\`ts
import { createClient } from "@flexfactor/core";
import { ${camel(name)} } from "@flexfactor/${name}";

const client = createClient({ environment: "sandbox", auth: "a-bearer-token" });

console.log(await ${camel(name)}(client).${shown ? callOf(shown) : ""});
\`\`\`

prints

\`\`\`text
${format(printed)}
\`\`\`

## Calls

|  |  |  |
| --- | --- | --- |
${rows.join("")}
Each call takes \`{ signal, timeoutMs, maxAttempts, headers }\` as its last argument. Its errors are those of
[\`@flexfactor/core\`](https://www.npmjs.com/package/@flexfactor/core).
`;
}
