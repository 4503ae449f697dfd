// Writes the README of a new package, and its row in the README of the root.
import { format, inspect } from "node:util";
import { withSecrets } from "@flexfactor/contract/with-secrets";
import { refuses } from "@flexfactor/core/internal";
import { readSpec, SPEC_FILE } from "@flexfactor/spec";
import { secretsOf } from "@flexfactor/spec/generate/secrets";
import { sentence } from "./named-types.ts";
import { camel } from "./names.ts";
import type { Resource } from "./resource.ts";
import { callOf } from "./source-file.ts";

export function readmeOf({ name, description, methods, cells }: Resource): string {
  const first = (id: string) => cells.find(({ operationId, status }) => operationId === id && status < 300);
  const shown =
    methods.find(({ found }) => found.method === "GET" && !refuses({}, first(found.operationId)?.value)) ?? methods[0];
  const { names: secretNames } = secretsOf(readSpec(SPEC_FILE));
  const redacted = { [inspect.custom]: () => "[redacted]" };
  const printed = withSecrets(first(shown?.found.operationId ?? "")?.value, secretNames, () => redacted);
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

/** The README of the root with a row for the package after the other packages. */
export function withRow(rootReadme: string, { name, methods }: Resource): string {
  const lines = rootReadme.split("\n");
  const last = lines.findLastIndex((line) => line.startsWith("| [`@flexfactor/"));
  if (last === -1) throw new Error("README.md has no table of packages to add a row to");
  const calls = methods.map((method) => method.name).join(", ");
  const row = `| [\`@flexfactor/${name}\`](packages/${name}/README.md) | \`${camel(name)}\` | ${calls} |`;
  return lines.toSpliced(last + 1, 0, row).join("\n");
}
