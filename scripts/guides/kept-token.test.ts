// The token source of its guide, with calls that overlap.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fileOf } from "./guide.ts";

type Ask = (rejected?: string) => Promise<string>;

const home = mkdtempSync(join(tmpdir(), "kept-token-"));
let keptToken: (ask: Ask) => Ask;
beforeAll(async () => {
  const file = join(home, "kept-token.mjs");
  writeFileSync(file, fileOf("auth/token-source", "kept-token.mjs"));
  ({ keptToken } = await import(pathToFileURL(file).href));
});
afterAll(() => rmSync(home, { recursive: true }));

/** Answers with token-1, token-2 and so on. */
function counter() {
  let count = 0;
  return vi.fn<Ask>(async () => `token-${++count}`);
}

test("asks once for calls that start together, and keeps the token", async () => {
  const ask = counter();
  const source = keptToken(ask);
  expect(await Promise.all([source(), source(), source()])).toEqual(["token-1", "token-1", "token-1"]);
  expect(await source()).toBe("token-1");
  expect(ask.mock.calls).toEqual([[undefined]]);
});

test("asks once after many refused calls, even if one of them hears of its refusal late", async () => {
  const ask = counter();
  const source = keptToken(ask);
  await source();
  expect(await Promise.all([source("token-1"), source("token-1"), source()])).toEqual(["token-2", "token-2", "token-2"]);
  expect(await source("token-1")).toBe("token-2");
  expect(ask.mock.calls).toEqual([[undefined], ["token-1"]]);
});

test("asks again after a failure", async () => {
  const ask = counter().mockRejectedValueOnce(new Error("the token service is down"));
  const source = keptToken(ask);
  await expect(Promise.all([source(), source()])).rejects.toThrow("the token service is down");
  expect(await source()).toBe("token-1");
});
