// The changes that are possible in a schema, one fact at a time.
import { at, BOTH, CHECK, type Change, type Node, other, remove, rename, set, swap, TABLE, TYPES } from "./change.ts";

const LIMITS = ["pattern", "minLength", "maxLength", "minimum", "maximum", "x-lifetime-ms", "x-pattern-description"];

export function* ofSchema(node: Node, spec: Node): Generator<Change> {
  const { properties, required, additionalProperties: rest } = node;
  if (properties || Array.isArray(required))
    yield* ofFields((properties ?? {}) as Record<string, Node>, (required ?? []) as string[], spec);
  if (node["in"]) yield ["made optional", TYPES, "", set("required", false)];
  if (rest !== undefined)
    yield ["additionalProperties removed", rest === false ? TABLE : TYPES, "", remove("additionalProperties")];
  for (const keyword of LIMITS.filter((name) => name in node)) {
    const follows = keyword.startsWith("x-") ? TABLE : CHECK;
    yield [`${keyword} removed`, follows, "", remove(keyword)];
    yield [`${keyword} changed`, follows, "", set(keyword, other(node[keyword]))];
  }
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    yield* ofList("alternative removed", node, keyword);
    yield* ofOrder(node, keyword);
  }
  if (node["allOf"]) yield ["allOf nested", TYPES, "allOf", set("allOf", [{ allOf: node["allOf"] }])];
  yield* ofConstraints(node);
  yield* ofList("enum value removed", node, "enum");
  if (Array.isArray(node["enum"])) yield ["enum value added", BOTH, "", set("enum", [...node["enum"], "added"])];
  if (node["const"]) yield ["enum value changed", TYPES, "const", set("const", other(node["const"]))];
  yield* ofType(node);
}

function* ofList(operator: string, node: Node, keyword: string): Generator<Change> {
  const parts = (node[keyword] ?? []) as unknown[];
  for (const [index] of parts.entries()) {
    const left = parts.toSpliced(index, 1);
    yield [operator, TYPES, `${keyword}/${index}`, left.length > 0 ? set(keyword, left) : remove(keyword)];
  }
}

/** The order of `anyOf`, `oneOf` and `allOf` has no meaning. */
function* ofOrder(node: Node, keyword: string): Generator<Change> {
  const parts = (node[keyword] ?? []) as unknown[];
  for (const index of parts.keys())
    if (index > 0) yield ["order changed", TYPES, `${keyword}/${index}`, (changed) => swap(index)(changed[keyword] as Node)];
}

/** Constraints. In a request, only the check notices them. In an answer, only an example does. */
function* ofConstraints({ type, format, enum: values, const: value, propertyNames }: Node): Generator<Change> {
  const types = [type].flat();
  if (propertyNames) yield ["propertyNames removed", CHECK, "", remove("propertyNames")];
  if (format && format !== "password") yield ["format removed", CHECK, "", remove("format")];
  if (values || value) return;
  if (types.includes("string")) yield ["constraint added", CHECK, "maxLength", set("maxLength", 0)];
  if (types.includes("array")) yield ["constraint added", CHECK, "maxItems", set("maxItems", 0)];
  if (types.includes("integer")) yield ["constraint added", CHECK, "maximum", set("maximum", 0)];
}

function* ofType({ type, format, enum: values, const: value }: Node): Generator<Change> {
  const types = [type].flat();
  if (type === "null" || !types.every((one) => typeof one === "string")) return;
  if (format === "password") yield ["secret mark removed", TABLE, "", remove("format")];
  else if (types.includes("string")) yield ["secret mark added", TABLE, "", set("format", "password")];
  if (values || value) return;
  const notNull = types.filter((one) => one !== "null");
  if (notNull.length < types.length) yield ["made not nullable", TYPES, "", set("type", notNull)];
  else yield ["made nullable", TYPES, "", set("type", [...types, "null"])];
  if (!types.includes("object"))
    yield ["retyped", TYPES, "", set("type", Array.isArray(type) ? types.map(otherType) : otherType(type))];
}

function* ofFields(fields: Record<string, Node>, required: string[], spec: Node): Generator<Change> {
  const field =
    (make: Change[3]): Change[3] =>
    (node) =>
      make(node["properties"] as Node);
  const without = (name: string): string[] => required.filter((one) => one !== name);
  for (const [name, schema] of Object.entries(fields)) {
    const place = `properties/${name}`;
    const gone = (node: Node, ...instead: string[]): void => {
      if (required.includes(name)) node["required"] = [...without(name), ...instead];
    };
    yield [
      "field removed",
      TYPES,
      place,
      (node) => {
        field(remove(name))(node);
        gone(node);
      },
    ];
    yield [
      "field renamed",
      TYPES,
      place,
      (node) => {
        field(rename(name, `${name}Renamed`))(node);
        gone(node, `${name}Renamed`);
      },
    ];
    if (schema["type"] !== undefined) continue;
    yield ["retyped", TYPES, place, field(set(name, { type: "boolean" }))];
    const nullable = { anyOf: [schema, { type: "null" }] };
    if (!isNullable(schema, spec)) yield ["made nullable", TYPES, place, field(set(name, nullable))];
  }
  for (const name of required) yield ["made optional", TYPES, `required/${name}`, set("required", without(name))];
  for (const name of Object.keys(fields).filter((one) => !required.includes(one)))
    yield ["made required", TYPES, `required/${name}`, set("required", [...required, name])];
}

function isNullable({ $ref, type, anyOf, oneOf }: Node, spec: Node): boolean {
  const parts = [anyOf, oneOf].flat().filter((part) => part !== undefined) as Node[];
  const target = typeof $ref === "string" && at(spec, $ref.slice(2).split("/"));
  return [type].flat().includes("null") || parts.some((part) => isNullable(part, spec)) || (target && isNullable(target, spec));
}

function otherType(type: unknown): unknown {
  if (type === "null") return type;
  return type === "string" ? "boolean" : "string";
}
