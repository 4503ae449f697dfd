// The globals of browsers, desktop apps and test runners, for tests of what counts as a browser.
import { vi } from "vitest";

/** A function of the browser does not show its source. Neither does a bound function. */
export const native = (() => {}).bind(undefined);
export const page = { createElement: native };
/** The document of jsdom and happy-dom. */
export const testDom = { createElement() {} };
/** The `process` that bundlers put into pages, and one that claims to be Node. */
export const polyfill = { env: {}, browser: true, versions: {} };
export const boasting = { env: {}, versions: { node: "24.21.0" } };
export const electron = (type: string) => Object.assign(Object.create(process), { type });

/** Sets globals. A test restores them with `vi.unstubAllGlobals()`. */
export function inWorld(globals: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}
