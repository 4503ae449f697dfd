import { expect, test } from "vitest";
import { withSecrets } from "./with-secrets.ts";

const redacted = (data: unknown, ...names: string[]): unknown => withSecrets(data, names, () => "*");

test("replaces a secret at any depth, and everything within it", () => {
  const key = { id: "k", value: "a", parts: [{ value: ["b", { deep: "c" }] }] };
  expect(redacted(key, "value")).toEqual({ id: "k", value: "*", parts: [{ value: ["*", { deep: "*" }] }] });
});

test("leaves what is not a secret: another field, a number, null, a blank string", () => {
  const key = { id: "k", value: null, other: 1, list: ["value"] };
  expect(redacted(key, "value")).toEqual(key);
  expect(redacted({ value: " " }, "value")).toEqual({ value: " " });
  expect(redacted("value", "value")).toBe("value");
  expect(redacted(undefined, "value")).toBeUndefined();
});
