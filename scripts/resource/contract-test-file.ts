// Writes the contract test of a new package: a call of each method, and the expected result of each cell of the matrix.
import { inspect } from "node:util";
import { createRedactor, isFromApi, readRefusal, refuses } from "@flexfactor/core/internal";
import { type Cell, deref, type Spec } from "@flexfactor/spec";
import { camel } from "./names.ts";
import type { Method, Resource } from "./resource.ts";

export function contractTestOf({ name, methods, cells, spec }: Resource): string {
  const calls = methods.map((method) => {
    const { found, takes } = method;
    const given = [...takes.map(({ example }) => JSON.stringify(example)), "options"].join(", ");
    return `    ${found.operationId}: (client, options) => ${camel(name)}(client).${method.name}(${given}),\n`;
  });
  const expected = cells.map((cell) => `    ${JSON.stringify(cell.name)}: ${expectationOf(spec, methods, cell)},\n`);
  const used = expected.some((text) => text.includes("asDocumented")) ? ["asDocumented"] : [];
  return `import { ${[...used, "contract"].sort().join(", ")} } from "@flexfactor/contract";
import { createClient } from "@flexfactor/core";
import { ${camel(name)} } from "../src/index.ts";

contract({
  createClient,
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

function codeOf(status: number): string {
  if (status >= 300 && status < 400) return "redirect";
  const busy = status >= 500 || [408, 421, 425].includes(status);
  return CODES[status] ?? (busy ? "server" : "validation");
}

function expectationOf(spec: Spec, methods: Method[], cell: Cell): string {
  const { status, value } = cell;
  if (status < 300 && !refuses({}, value)) return "asDocumented";
  const retryAfter = retryAfterOf(spec, methods, cell);
  const code = codeOf(status);
  const { messages, fields } = readRefusal(Object(value), createRedactor([]));
  // A 503 of the API itself with a Retry-After was refused before processing. After a 503 of a gateway, it may have been carried out.
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

/** The example of `Retry-After` in the answer. */
function retryAfterOf(spec: Spec, methods: Method[], { operationId, name }: Cell): unknown {
  const [, declared = ""] = name.split(" ");
  const response = methods.find(({ found }) => found.operationId === operationId)?.found.operation.responses[declared];
  const header = deref(spec, response ?? {}, name).headers?.["Retry-After"];
  return header && deref(spec, header, name).example;
}
