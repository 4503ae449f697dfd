/** Told of what is wrong with a value; `at` is the place within it, like `scopes.0`. The value itself is never quoted. */
export type Note = (problem: string, at?: string) => void;

/** A constraint of the spec on what is sent. The generated table is made of these; an unused one is in nobody's bundle. */
export type Check<T = unknown> = (value: T, note: Note) => void;

const typed =
  <T>(type: string, is: (value: unknown) => boolean, ...rules: Check<T>[]): Check =>
  (value, note) => {
    if (is(value)) for (const rule of rules) rule(value as T, note);
    else note(`must be ${type}`);
  };

const inside =
  (note: Note, name: string | number): Note =>
  (problem, at) =>
    note(problem, at ? `${name}.${at}` : `${name}`);

// JSON would silently replace half a surrogate pair.
const wellFormed: Check<string> = (value, note) => {
  if (!value.isWellFormed()) note("must be well-formed Unicode");
};

export const string = (...rules: Check<string>[]): Check =>
  typed("a string", (value) => typeof value === "string", wellFormed, ...rules);

export const number = (...rules: Check<number>[]): Check => typed("a number", (value) => typeof value === "number", ...rules);

export const integer = (...rules: Check<number>[]): Check => typed("an integer", Number.isSafeInteger, ...rules);

export const boolean = (): Check => typed("a boolean", (value) => typeof value === "boolean");

export const array = (item?: Check): Check =>
  typed<unknown[]>("an array", Array.isArray, (items, note) => {
    items.forEach((each, index) => {
      item?.(each, inside(note, index));
    });
  });

/** `open` as JSON Schema has it: unless it is false, fields that are not listed pass. */
export const object = (required: readonly string[], fields: Readonly<Record<string, Check>>, open = true): Check =>
  typed<Record<string, unknown>>(
    "an object",
    (value) => Object(value) === value && !Array.isArray(value),
    (value, note) => {
      for (const name of required) if (value[name] === undefined) note("is required", name);
      for (const name of Object.keys(value))
        if (!Object.hasOwn(fields, name)) open || note("is not a field of this request", name);
        else if (value[name] !== undefined) fields[name]?.(value[name], inside(note, name));
    },
  );

export const oneOf =
  (...values: unknown[]): Check =>
  (value, note) => {
    if (!values.includes(value)) note(`must be one of ${values.join(", ")}`);
  };

export const pattern =
  (expression: RegExp): Check<string> =>
  (value, note) => {
    if (!expression.test(value)) note(`must match ${expression.source}`);
  };

/**
 * For a path parameter: refuses what would address something else, which is nothing, `.` and `..`, and what servers on the way
 * decode into a slash or a control character. Everything else is percent-encoded.
 */
export const segment: Check<string> = (value, note) => {
  if (/^\.{0,2}$|[/\\\p{Cc}]/u.test(value)) note("must be a single path segment");
};

export const minLength =
  (least: number): Check<string> =>
  (value, note) => {
    if (value.length < least) note(`must not be shorter than ${least}`);
  };

export const maxLength =
  (most: number): Check<string> =>
  (value, note) => {
    if (value.length > most) note(`must not be longer than ${most}`);
  };

export const minimum =
  (least: number): Check<number> =>
  (value, note) => {
    if (value < least) note(`must be at least ${least}`);
  };

export const maximum =
  (most: number): Check<number> =>
  (value, note) => {
    if (value > most) note(`must be at most ${most}`);
  };

/** Query parameters as the spec's default has them: a list repeats its name. */
export function search(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const pairs = given.flatMap(([name, value]) => [value].flat().map((each) => [name, `${each}`]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}
