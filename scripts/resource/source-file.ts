// Writes src/index.ts of a new package: the methods of the resource, in the style of the package of API keys.

import { type NamedType, sentence } from "./named-types.ts";
import { camel, pascal } from "./names.ts";
import { declarationsOf, type Method, type Resource } from "./resource.ts";
import type { Taken } from "./taken.ts";

const comment = (text: string): string => text.trim().replaceAll("*/", "*\\/").replaceAll("\n", "\n * ");

export function sourceOf(resource: Resource): string {
  const { name, description, methods } = resource;
  const [types, type, make] = [declarationsOf(resource), pascal(name), camel(name)];
  const isUsed = (word: string): boolean => types.some((one) => one.type.includes(word));
  const fromCore = ["CallOptions", "Client", ...(isUsed("Schema.") ? ["Schema"] : [])];
  const fromInternal = [
    ...(isUsed("Data<") ? ["type Data"] : []),
    ...["hasFunction", "must"],
    ...(isUsed("operations[") ? ["type operations"] : []),
    ...["orThrow", "readCallOptions"],
  ];
  return `// What \`@flexfactor/${name}\` exports: the calls of ${name}, and their types.
import type { ${fromCore.join(", ")} } from "@flexfactor/core";
import { ${fromInternal.join(", ")} } from "@flexfactor/core/internal";

export type { CallOptions, Client } from "@flexfactor/core";

${types.map(declarationOf).join("\n")}
/** ${comment(description)} */
export interface ${type} {
${methods.map(signatureOf).join("")}}

/**
 * The calls of ${name}.
 *
 * @throws {ConfigError} when \`client\` is not one
 *
 * @example
 * ${exampleCallOf(resource)}
 */
export function ${make}(client: Client): ${type} {
  must(hasFunction(client, "GET"), "client", "what createClient(…) returns");
  return {
${methods.map(implementationOf).join("\n")}  };
}
`;
}

/** A call of a method with the examples of the spec, for the TSDoc and the README. */
export function callOf({ name, takes }: Method): string {
  return `${name}(${takes.map(({ example }) => JSON.stringify(example)).join(", ")})`;
}

function exampleCallOf({ name, methods: [first] }: Resource): string {
  if (!first) return `${camel(name)}(client);`;
  const call = `await ${camel(name)}(client).${callOf(first)};`;
  return comment(first.gives.text === "void" ? call : `const result = ${call}`);
}

function declarationOf({ name, type, comment: text }: NamedType): string {
  return `/** ${comment(text)} */\nexport type ${name} = ${type};\n`;
}

function signatureOf({ found, name, takes, gives }: Method): string {
  const { operationId, method, path, operation } = found;
  const parameters = takes.map((one) => `${one.name}${one.optional ? "?" : ""}: ${one.type.text}, `).join("");
  const lines = [
    `${sentence(operation.summary ?? operationId)} (\`${operationId}\`, \`${method} ${path}\`).`,
    ...(found.retry === "never"
      ? ["It is retried only if it never left this machine or the server refused it: read `outcome` of its error."]
      : []),
    "",
    ...failuresOf(found).map((failure) => `@throws ${failure}`),
  ];
  return `  /**\n${lines.map((line) => `   * ${comment(line)}`.trimEnd()).join("\n")}\n   */
  ${name}(${parameters}options?: CallOptions): Promise<${gives.text}>;
`;
}

function failuresOf({ operation }: Method["found"]): string[] {
  const statuses = Object.keys(operation.responses);
  const named = [
    ...(operation.requestBody ? ["{ValidationError} when a field is wrong, named in `fields`"] : []),
    ...(statuses.includes("404") ? ["{NotFoundError} when there is none"] : []),
    ...(statuses.includes("409") ? ["{ConflictError} when it contradicts what the server has"] : []),
  ];
  return [...named, `{FlexFactorError} for everything ${named.length > 0 ? "else " : ""}that is not a success`];
}

function implementationOf({ found, name, takes, gives }: Method): string {
  const parameters = takes.map((one) => `${one.name}${one.optional && one.input !== "body" ? " = {}" : ""}, `).join("");
  const params = paramsOf(takes);
  const call = `client.${found.method}("${found.path}", ${initOf(name, takes)})`;
  const lines = [
    ...(params === "" ? [] : [`const params = { ${params} };`]),
    ...(gives.text === "void" ? [`await orThrow(${call});`] : [`const { data } = await orThrow(${call});`, "return data;"]),
  ];
  return `    async ${name}(${parameters}options) {\n${lines.map((line) => `      ${line}\n`).join("")}    },\n`;
}

function paramsOf(takes: Taken[]): string {
  return takes.flatMap(({ input }) => (input === "body" ? [] : [input.params])).join(", ");
}

function initOf(name: string, takes: Taken[]): string {
  const options = `readCallOptions("${name}", options)`;
  const more = [...(paramsOf(takes) === "" ? [] : ["params"]), ...(takes.some(({ input }) => input === "body") ? ["body"] : [])];
  return more.length === 0 ? options : `{ ...${options}, ${more.join(", ")} }`;
}
