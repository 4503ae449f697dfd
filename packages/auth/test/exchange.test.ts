import type { FlexFactorError } from "@flexfactor/core";
import { failureOf, json } from "@flexfactor/testing/stub-fetch";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";
import { fakeTime } from "./fake-time.ts";
import { after, bearers, credentials, server, token } from "./token-server.ts";

afterEach(() => vi.useRealTimers());

describe("an exchange", () => {
  test("that is refused starts again at most once a second", async () => {
    fakeTime();
    const { list, exchanges } = server(() => json(400, {}));
    for (let n = 0; n < 50; n++) {
      expect(await failureOf(list())).toMatchObject({ code: "authentication", status: 400, operation: "exchangeCredentials" });
      await after(100);
    }
    expect(exchanges()).toBe(5);
  });

  test.each<[string, unknown]>([
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["blank", "  "],
    ["a number", 7],
    ["broken over lines", "canary-1\r\nx: y"],
    ["not ASCII", "canáry-canary"],
    ["64 KiB", "x".repeat(65_536)],
  ])("whose `accessToken` is %s fails by that name and never quotes it", { tags: ["unusable-token"] }, async (_, accessToken) => {
    const { list, exchanges } = server(() => json(200, { accessToken }));
    const error = (await failureOf(list())) as FlexFactorError;
    expect(error).toMatchObject({ code: "response", reason: "accessToken", outcome: "not_sent" });
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/canary|xxxx/);
    expect(exchanges()).toBe(1);
  });

  test("that is answered with a login page does not count as a refusal of the credentials", async () => {
    const { list } = server(() => new Response("<html>", { status: 200 }));
    expect(await failureOf(list())).toMatchObject({ code: "response", reason: "json", status: 200, outcome: "not_sent" });
  });

  test("whose refusal breaks off does not count as refused", async () => {
    const broken = () => new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) });
    const { list } = server(() => new Response(broken(), { status: 400 }));
    expect(await failureOf(list())).toMatchObject({ code: "response", reason: "body", status: 400, outcome: "not_sent" });
  });

  test("without a usable `accessToken` is an error with the answer's status for the caller of the token source", async () => {
    const { client } = server(() => json(200, {}));
    const source = clientCredentials(credentials) as (connection: typeof client) => () => Promise<string>;
    expect(await failureOf(source(client)())).toMatchObject({
      code: "response",
      reason: "accessToken",
      outcome: "rejected",
      message: "exchangeCredentials was answered 200, but it has no usable `accessToken`.",
    });
  });

  test.each(["AccessToken", "access_token"])("accepts `%s` as the name of the token", async (name) => {
    const { list, fetch } = server(() => json(200, { [name]: "token-1" }));
    await list();
    expect(bearers(fetch)).toEqual(["Bearer token-1"]);
  });

  test("whose answer is lost is retried, and the call continues", async () => {
    fakeTime();
    const { list, exchanges } = server((n) => (n === 1 ? json(502, {}) : token(n)));
    await list();
    expect(exchanges()).toBe(2);
  });

  test("that hangs ends each caller at its own deadline", { tags: ["exchange-hangs"] }, async () => {
    fakeTime();
    const answer = Promise.withResolvers<Response>();
    const { list, exchanges } = server(() => answer.promise);
    const patient = list({ timeoutMs: 20_000 });
    expect(await failureOf(list({ timeoutMs: 1_000 }))).toMatchObject({ code: "timeout", outcome: "not_sent" });
    answer.resolve(token(1));
    expect(await patient).toMatchObject({ status: 200 });
    expect(exchanges()).toBe(1);
  });

  test("stops when the last caller has left, and its late answer is ignored", {
    tags: ["waiting-caller-gives-up", "slow-exchange-ends-last"],
  }, async () => {
    const answer = Promise.withResolvers<Response>();
    const { fetch, list, exchanges } = server((n) => (n === 1 ? answer.promise : token(n)));
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => failureOf(list({ signal })));
    await vi.waitFor(() => expect(exchanges()).toBe(1));
    for (const controller of controllers) controller.abort();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: "aborted", outcome: "not_sent" });
    expect(fetch.sent[0]?.signal?.aborted).toBe(true);
    answer.resolve(token(1));
    await list();
    expect(exchanges()).toBe(2);
  });

  test("continues for the others when one caller aborts", { tags: ["waiting-caller-gives-up"] }, async () => {
    const answer = Promise.withResolvers<Response>();
    const { list, exchanges } = server(() => answer.promise);
    const controller = new AbortController();
    const first = failureOf(list({ signal: controller.signal }));
    const second = list();
    controller.abort();
    expect(await first).toMatchObject({ code: "aborted", outcome: "not_sent" });
    answer.resolve(token(1));
    await second;
    expect(exchanges()).toBe(1);
  });
});
