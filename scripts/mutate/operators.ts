// The changes that are possible at a place of the spec, one fact at a time. Descriptions and summaries are not facts.
import { at, BOTH, type Change, type Node, other, remove, rename, set, swap, TABLE, TESTS, TYPES } from "./change.ts";
import { ofSchema } from "./schema.ts";

export function* changesAt(node: Node, path: string[], spec: Node): Generator<Change> {
  const place = path.join("/");
  const last = path.at(-1) ?? "";
  yield* ofExtensions(node);
  if (place === "") yield ["security changed", TABLE, "security", remove("security")];
  else if (place === "servers") yield* ofServers(node);
  else if (place === "paths") yield* renamedOrRemoved("path", node, BOTH, (name) => `/moved${name}`);
  else if (path[0] === "paths" && path.length === 2)
    yield* renamedOrRemoved("method", without("parameters", node), BOTH, (name) => (name === "patch" ? "put" : "patch"));
  else if (node["operationId"]) yield* ofOperation(node, spec);
  else if (last === "content") yield* ofMediaTypes(node);
  else if (last === "responses" && path[0] === "paths") yield* ofStatuses(node);
  else if (last === "headers" && place !== "components/headers")
    yield* renamedOrRemoved("header", node, TESTS, (name) => `${name}-renamed`);
  else if (last === "examples") yield* ofExamples(node);
  else if (path[1] === "headers" && path.length === 3) yield* ofHeader(node);
  else if (path[1] === "securitySchemes" && path.length === 3)
    yield ["security changed", TESTS, "scheme", set("scheme", "basic")];
  else if (last !== "properties" && path[1] !== "headers") yield* ofSchema(node, spec);
}

function* ofServers(servers: Node): Generator<Change> {
  for (const [index, server] of Object.entries(servers as Record<string, Node>)) {
    yield ["server removed", TABLE, index, (node) => (node as unknown as unknown[]).splice(Number(index), 1)];
    for (const name of ["url", "x-environment"])
      yield ["server changed", TABLE, `${index}/${name}`, (node) => set(name, `${server[name]}-changed`)(node[index] as Node)];
    if (index !== "0") yield ["order changed", TABLE, index, swap(Number(index))];
  }
}

/** A misspelt key of ours has no effect. */
function* ofExtensions(node: Node): Generator<Change> {
  for (const name of Object.keys(node).filter((key) => key.startsWith("x-")))
    yield ["x- key misspelt", TABLE, name, rename(name, `${name}s`)];
}

/** The table has the media types of requests and of answers, including refusals. */
function* ofMediaTypes(content: Node): Generator<Change> {
  for (const type of Object.keys(content)) {
    yield ["media type changed", TABLE, type, rename(type, "application/vnd.other+json")];
    yield ["media type changed to text", TABLE, type, rename(type, "text/plain")];
    yield ["media type removed", TABLE, type, remove(type)];
  }
}

function* ofOperation(node: Node, spec: Node): Generator<Change> {
  const { operationId, "x-retry": retry, security, requestBody } = node;
  yield ["operation renamed", BOTH, "operationId", set("operationId", `${operationId}Renamed`)];
  yield ["tag changed", TABLE, "tags", set("tags", ["other"])];
  yield ["retry rule changed", TABLE, "x-retry", set("x-retry", retry === "never" ? "safe" : "never")];
  yield ["security changed", TABLE, "security", security ? remove("security") : set("security", [])];
  yield ["security scheme unknown", TABLE, "security", set("security", [{ unknown: [] }])];
  if (!security) yield ["security made optional", TESTS, "security", set("security", [{}, ...(spec["security"] as Node[])])];
  if (requestBody)
    yield ["made optional", TYPES, "requestBody", set("requestBody", { ...(requestBody as Node), required: false })];
}

function* ofStatuses(responses: Node): Generator<Change> {
  for (const status of Object.keys(responses)) {
    const follows = status.startsWith("2") ? TABLE : TESTS;
    yield* renamedOrRemoved("status", { [status]: 0 }, follows, () => `${status[0]}99`);
  }
}

function* ofHeader({ example }: Node): Generator<Change> {
  yield ["header made required", TESTS, "required", set("required", true)];
  yield ["header retyped", TESTS, "schema", set("schema", { type: "boolean" })];
  yield ["example removed", TESTS, "example", remove("example")];
  yield ["example changed", TESTS, "example", set("example", other(example))];
}

function* ofExamples(examples: Node): Generator<Change> {
  for (const [name, example] of Object.entries(examples)) {
    yield ["example removed", TESTS, name, remove(name)];
    for (const leaf of leaves(example as Node, [name]))
      if (leaf[1] === "value")
        yield [
          "example changed",
          TESTS,
          leaf.join("/"),
          (node) => {
            const [key = ""] = leaf.slice(-1);
            const parent = at(node, leaf.slice(0, -1));
            parent[key] = other(parent[key]);
          },
        ];
  }
}

function* renamedOrRemoved(
  what: string,
  node: Node,
  follows: readonly string[],
  to: (name: string) => string,
): Generator<Change> {
  for (const name of Object.keys(node)) {
    yield [`${what} removed`, follows, name, remove(name)];
    yield [`${what} renamed`, follows, name, rename(name, to(name))];
  }
}

function leaves(value: unknown, path: string[]): string[][] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return inner.length === 0 ? [path] : inner.flatMap(([name, part]) => leaves(part, [...path, name]));
}

function without(name: string, { [name]: _, ...rest }: Node): Node {
  return rest;
}
