import { expect, test } from "vitest";
import { asJson, hasFunction, readCallOptions, unusableReplyError } from "../src/internal.ts";

const boom = () => {
  throw new Error("no");
};

test.each<[string, unknown, boolean]>([
  ["an object that has it", { get() {} }, true],
  ["an object that has something else of that name", { get: "x" }, false],
  ["an object without it", {}, false],
  ["nothing", undefined, false],
  ["null", null, false],
  ["what throws when it is looked at", new Proxy({}, { get: boom }), false],
])("whether a consumer's object has a function is told of %s", (_, value, has) => {
  expect(hasFunction(value, "get")).toBe(has);
});

test("the options of a method are checked, and may be left out", () => {
  expect(readCallOptions("get", undefined)).toEqual({});
  expect({ ...readCallOptions("get", { timeoutMs: 5 }) }).toEqual({ timeoutMs: 5 });
  expect(() => readCallOptions("get", { timeout: 5 } as object)).toThrow("`timeout` is not an option of get.");
});

test("a value is read as JSON has it", () => {
  expect(asJson("createApiKey", "body", { at: new Date(0), left: undefined })).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  expect(asJson("createApiKey", "body", undefined)).toBeUndefined();
});

test("an unusable success becomes an error with the facts of its call", () => {
  const reply = { data: {}, operation: "getApiKeys", status: 200, headers: new Headers(), attempts: 2 };
  const error = unusableReplyError({ ...reply, requestId: () => "req-1" }, "not a key", "unknown");
  expect(error).toMatchObject({ code: "response", operation: "getApiKeys", status: 200, requestId: "req-1", attempts: 2 });
  expect(error).toMatchObject({ reason: "not a key", outcome: "unknown" });
  expect(error.message).toBe("getApiKeys was answered 200, but it is not a key.");
  expect(unusableReplyError({ ...reply, requestId: undefined }, "name", "unknown")).toMatchObject({
    requestId: undefined,
    message: "getApiKeys was answered 200, but it has no usable `name`.",
  });
});
