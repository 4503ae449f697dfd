// Puts a property on `Object.prototype`, as careless or hostile code does.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is put on `Object.prototype`: a value that can be overwritten, or a getter. */
export type Poison = { readonly value: unknown } | { readonly get: () => unknown };

/** Does what `Object.prototype[name] = value` does, even if the property exists. */
export function pollute(name: string, poison: Poison): void {
  const kind = "value" in poison ? { writable: true } : { set() {} };
  Object.defineProperty(Object.prototype, name, bare({ configurable: true, enumerable: true, ...kind, ...poison }));
}

export function clean(name: string): void {
  delete (Object.prototype as Record<string, unknown>)[name];
}

/** A copy that inherits nothing. A descriptor must not inherit `get` or `value` from what is on `Object.prototype` already. */
function bare(fields: object): object {
  return Object.assign(Object.create(null), fields);
}

/** Every word in the code of the packages and of openapi-fetch: each could be the name of a field that the code reads. */
export function everyName(): string[] {
  const packages = join(import.meta.dirname, "../../packages");
  const files = globSync(["*/src/**/*.ts", "core/node_modules/openapi-fetch/src/*.js"], { cwd: packages });
  const code = files.map((file) => withoutComments(readFileSync(join(packages, file), "utf8")));
  const words = code.flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []);
  return [...new Set(words)].filter((name) => !(name in Object.prototype)).sort();
}

function withoutComments(source: string): string {
  return source.replace(/^ *(\/\/|\/\*|\*).*$/gm, "");
}

/** With these on `Object.prototype`, the runtime itself fails: promises, property descriptors, and Node's Response. */
const FATAL = "then length get set value writable enumerable configurable headers status statusText required".split(" ");

/** The names that can be on `Object.prototype` while a request is in flight. */
export function everyNameInFlight(): string[] {
  return everyName().filter((name) => !FATAL.includes(name));
}

/** The names with which `run` returns something else than without them. `set` puts the name on `Object.prototype`. */
export async function namesThatChange(
  names: string[],
  poisons: Poison[],
  run: (set: () => void) => Promise<unknown>,
): Promise<string[]> {
  const usual = JSON.stringify(await run(() => {}));
  const found: string[] = [];
  for (const name of names)
    for (const poison of poisons) {
      const result = await run(() => pollute(name, poison))
        .catch(String)
        .finally(() => clean(name));
      if (JSON.stringify(result) !== usual) found.push(name);
    }
  return found;
}
