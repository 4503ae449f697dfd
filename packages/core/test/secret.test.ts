import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { isSecret, Secret } from "../src/index.ts";

const secret = new Secret("s-secret");

test.each<[string, () => unknown, unknown]>([
  ["`String()`", () => String(secret), "[redacted]"],
  ["a template", () => `${secret}`, "[redacted]"],
  ["`toString()`", () => secret.toString(), "[redacted]"],
  ["JSON", () => JSON.stringify({ secret }), '{"secret":"[redacted]"}'],
  ["Node's and Bun's inspector", () => inspect({ secret }, { showHidden: true }), "{ secret: [redacted] }"],
  // biome-ignore lint/suspicious/noExplicitAny: Deno calls it by this symbol.
  ["Deno's inspector", () => (secret as any)[Symbol.for("Deno.customInspect")](), "[redacted]"],
])("a secret prints as [redacted] by %s", (_, print, printed) => {
  expect(print()).toBe(printed);
});

test("`reveal` returns the string", () => {
  expect(secret.reveal()).toBe("s-secret");
});

test("a secret has no field that holds the string", () => {
  expect([...Object.keys(secret), ...Object.getOwnPropertySymbols(secret)]).toEqual([]);
  expect(JSON.stringify(structuredClone(secret))).not.toContain("s-secret");
});

test("a clone or a proxy of a secret, and `reveal` without its secret, throw an error that says why", () => {
  const { reveal } = secret;
  const copies = [new Proxy(secret, {}), Object.create(secret) as Secret];
  const lost = [...copies.map((copy) => () => copy.reveal()), () => reveal(), () => reveal.call({} as Secret)];
  for (const each of lost) {
    expect(each).toThrow(TypeError);
    expect(each).toThrow(
      "Only the Secret itself holds its value, not a clone or a proxy of it. Call `reveal` as a method: `key.value.reveal()`.",
    );
  }
});

test("a secret of another copy of the package is recognised", async () => {
  vi.resetModules();
  const copy = await import("../src/index.ts");
  const foreign = new copy.Secret("s-secret");
  expect(foreign).not.toBeInstanceOf(Secret);
  expect(isSecret(foreign)).toBe(true);
});

test("a secret of another version is recognised by the symbol that all versions have", () => {
  expect(isSecret({ [Symbol.for("@flexfactor/secret")]: true })).toBe(true);
});

test.each([undefined, null, "s-secret", 7, () => "s-secret", { reveal: () => "s-secret" }])("%o is not a secret", (value) => {
  expect(isSecret(value)).toBe(false);
});

test("a proxy that cannot be looked at is not a secret", () => {
  const { proxy, revoke } = Proxy.revocable(secret, {});
  revoke();
  expect(isSecret(proxy)).toBe(false);
});
