import { ConfigError } from "@flexfactor/core";
import { clean, pollute } from "@flexfactor/testing/pollution";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fromEnv } from "../src/index.ts";

describe("fromEnv", () => {
  afterEach(() => vi.unstubAllEnvs());
  const set = (key: string | undefined, secret: string | undefined) => {
    vi.stubEnv("FLEXFACTOR_APP_KEY", key);
    vi.stubEnv("FLEXFACTOR_APP_SECRET", secret);
  };

  test("reads both variables when it is called", () => {
    set("key-1", "secret-1");
    expect(fromEnv()).toEqual({ appKey: "key-1", appSecret: "secret-1" });
    set("key-2", "secret-2");
    expect(fromEnv()).toEqual({ appKey: "key-2", appSecret: "secret-2" });
  });

  test.each([
    [undefined, "secret", "FLEXFACTOR_APP_KEY is not set."],
    ["key", undefined, "FLEXFACTOR_APP_SECRET is not set."],
    ["key", "  ", "FLEXFACTOR_APP_SECRET is blank."],
  ])("names the missing variable: %j, %j", (key, secret, problem) => {
    set(key, secret);
    expect(fromEnv).toThrow(ConfigError);
    expect(fromEnv).toThrow(`The environment variable ${problem}`);
  });

  test("reads nothing that other code put on `Object.prototype`", () => {
    set("key", undefined);
    pollute("FLEXFACTOR_APP_SECRET", { value: "secret" });
    try {
      expect(fromEnv).toThrow(ConfigError);
    } finally {
      clean("FLEXFACTOR_APP_SECRET");
    }
  });

  test("reads no environment that other code put on `Object.prototype`", () => {
    const env = { FLEXFACTOR_APP_KEY: "key", FLEXFACTOR_APP_SECRET: "secret" };
    const { process } = globalThis;
    pollute("process", { value: { env } });
    Reflect.deleteProperty(globalThis, "process");
    try {
      expect(fromEnv).toThrow(ConfigError);
    } finally {
      globalThis.process = process;
      clean("process");
    }
  });

  test.each([undefined, {}])("fails the same way where there is no environment: `process` is %j", (process) => {
    vi.stubGlobal("process", process);
    try {
      expect(fromEnv).toThrow(new ConfigError("The environment variable FLEXFACTOR_APP_KEY is not set."));
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
