// One changed fact, and the few ways to change one.

export type Node = Record<string, unknown>;

/** The operator, the generated files that have to follow, what is below the place if it is not the place itself, the change. */
export type Change = readonly [operator: string, follows: readonly string[], name: string, change: (node: Node) => void];

export const TYPES = ["types.ts"] as const;
export const TABLE = ["operations.ts"] as const;
export const BOTH = ["types.ts", "operations.ts"] as const;
/** No type or row comes of it: a test has to notice. */
export const TESTS = [] as const;

/** The check of a request; in an answer, where no row comes of it, a test has to notice. */
export const CHECK: readonly string[] = [];

export function at(node: Node, path: string[]): Node {
  return path.reduce((found, name) => found[name] as Node, node);
}

export function remove(name: string): Change[3] {
  return (node) => {
    delete node[name];
  };
}

export function set(name: string, value: unknown): Change[3] {
  return (node) => {
    node[name] = value;
  };
}

/** Keeps the order. */
export function rename(from: string, to: string): Change[3] {
  return (node) => {
    const entries = Object.entries(node);
    for (const [name] of entries) delete node[name];
    for (const [name, value] of entries) node[name === from ? to : name] = value;
  };
}

/** Changes the places of an item of the list and of the one before it. */
export function swap(index: number): Change[3] {
  return (list) => {
    const items = list as unknown as unknown[];
    items.splice(index - 1, 2, items[index], items[index - 1]);
  };
}

/** Another value of the same type; something where there was nothing. */
export function other(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return Math.ceil(value / 2) + 1;
  if (typeof value === "boolean") return !value;
  if (value === null) return "was null";
  return Array.isArray(value) ? ["was empty"] : { was: "empty" };
}
