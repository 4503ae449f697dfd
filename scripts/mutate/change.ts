// The ways to change one fact of the spec.

export type Node = Record<string, unknown>;

/** The operator, the generated files that must change, the name below the place (empty for the place itself), and the change. */
export type Change = readonly [operator: string, follows: readonly string[], name: string, change: (node: Node) => void];

export const TYPES = ["types.ts"] as const;
export const TABLE = ["operations.ts"] as const;
export const BOTH = ["types.ts", "operations.ts"] as const;
/** For a fact that reaches no generated file: a test must notice its change. */
export const TESTS = [] as const;

/** For a constraint. In a request, the check must change. In an answer, a test must notice. */
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

/** Swaps an item of the list with the one before it. */
export function swap(index: number): Change[3] {
  return (list) => {
    const items = list as unknown as unknown[];
    items.splice(index - 1, 2, items[index], items[index - 1]);
  };
}

/** Another value of the same type, or a value in place of none. */
export function other(value: unknown): unknown {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return Math.ceil(value / 2) + 1;
  if (typeof value === "boolean") return !value;
  if (value === null) return "was null";
  return Array.isArray(value) ? ["was empty"] : { was: "empty" };
}
