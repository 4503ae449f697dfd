/** The part of JSON Schema that a request is checked against; `generate` refuses a keyword that is not here. */
export interface Schema {
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
}

/** What is wrong, by place. A map, because a field can be called `__proto__`. */
export type Problems = Map<string, string[]>;

export function note(problems: Problems, place: string, text: string): void {
  problems.set(place, [...(problems.get(place) ?? []), text]);
}

/**
 * Adds to `problems` what is wrong with `value`, by place (`name`, `scopes.0`). The value itself is never quoted.
 * Strings that are not well-formed Unicode are refused: JSON would silently replace the broken half.
 */
export function check(value: unknown, schema: Schema, place: string, problems: Problems): void {
  const problem = (text: string): void => {
    note(problems, place || "body", text);
  };
  const type = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  const expected = schema.type === "integer" ? "number" : schema.type;
  if (expected && type !== expected) {
    problem(`must be ${article(schema.type as string)}`);
    return;
  }
  if (schema.type === "integer" && !Number.isSafeInteger(value)) problem("must be an integer");
  if (schema.enum && !schema.enum.includes(value)) problem(`must be one of ${schema.enum.join(", ")}`);

  if (typeof value === "string") {
    if (schema.minLength && value.length < schema.minLength)
      problem(schema.minLength === 1 ? "must not be empty" : `must have at least ${schema.minLength} characters`);
    if (schema.maxLength !== undefined && value.length > schema.maxLength)
      problem(`must have at most ${schema.maxLength} characters`);
    if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) problem(`must match ${schema.pattern}`);
    if (!value.isWellFormed()) problem("must be well-formed Unicode");
  } else if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) problem(`must be at least ${schema.minimum}`);
    if (schema.maximum !== undefined && value > schema.maximum) problem(`must be at most ${schema.maximum}`);
  } else if (Array.isArray(value)) {
    const { items } = schema;
    for (const [index, item] of items ? value.entries() : []) check(item, items as Schema, `${place}.${index}`, problems);
  } else if (type === "object") checkFields(value as Record<string, unknown>, schema, place, problems);
}

function checkFields(
  value: Record<string, unknown>,
  { properties = {}, required = [], additionalProperties }: Schema,
  place: string,
  problems: Problems,
): void {
  const at = (name: string): string => (place ? `${place}.${name}` : name);
  for (const name of required) if (value[name] === undefined) note(problems, at(name), "is required");
  for (const [name, field] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema && field !== undefined) check(field, schema, at(name), problems);
    else if (!schema && additionalProperties === false) note(problems, at(name), "is not a field of this request");
  }
}

function article(type: string): string {
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}
