import { expect, test } from "vitest";
import { withSecrets } from "./with-secrets.ts";

const redacted = (data: unknown, ...names: string[]): unknown => withSecrets(data, names, () => "*");

test("replaces a secret wherever it is, and all that is in it", () => {
  const key = { id: "k", value: "a", parts: [{ value: ["b", { deep: "c" }] }] };
  expect(redacted(key, "value")).toEqual({ id: "k", value: "*", parts: [{ value: ["*", { deep: "*" }] }] });
});

test("leaves what is no secret: another field, a number, null, a blank", () => {
  const key = { id: "k", value: null, other: 1, list: ["value"] };
  expect(redacted(key, "value")).toEqual(key);
  expect(redacted({ value: " " }, "value")).toEqual({ value: " " });
  expect(redacted("value", "value")).toBe("value");
  expect(redacted(undefined, "value")).toBeUndefined();
});
