// The globals of browsers, of windows of apps and of test runners, for tests of what counts as a browser.
import { vi } from "vitest";

/** A function of a browser hides its source; a bound one does, too. */
export const native = (() => {}).bind(undefined);
export const page = { createElement: native };
/** What jsdom and happy-dom give. */
export const testDom = { createElement() {} };
/** As bundlers put it into pages, and one that says more than it should. */
export const polyfill = { env: {}, browser: true, versions: {} };
export const boasting = { env: {}, versions: { node: "24.21.0" } };
export const electron = (type: string) => Object.assign(Object.create(process), { type });

/** Puts globals in place. A test takes them back with `vi.unstubAllGlobals()`. */
export function inWorld(globals: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}
