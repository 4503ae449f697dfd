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

/** How many names are on `Object.prototype` at once. If they change something, each of them is tried alone. */
const AT_ONCE = 20;

/** The names with which `run` returns something else than without them. `set` puts them on `Object.prototype`. */
export async function namesThatChange(
  names: string[],
  poisons: Poison[],
  run: (set: () => void) => Promise<unknown>,
): Promise<string[]> {
  const usual = JSON.stringify(await run(() => {}));
  const change = async (some: string[], poison: Poison): Promise<boolean> => {
    const set = (): void => {
      for (const name of some) pollute(name, poison);
    };
    const cleanAll = (): void => some.forEach(clean);
    return JSON.stringify(await run(set).catch(String).finally(cleanAll)) !== usual;
  };
  const found: string[] = [];
  for (const poison of poisons)
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE);
      if (!(await change(some, poison))) continue;
      const alone: string[] = [];
      for (const name of some) if (await change([name], poison)) alone.push(name);
      found.push(...(alone.length > 0 ? alone : some));
    }
  return found;
}
