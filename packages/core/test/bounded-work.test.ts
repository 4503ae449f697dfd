import { failureOf } from "@flexfactor/testing/stub-fetch";
import { listOf, MiB, processorMs, ratioToParsing } from "@flexfactor/testing/work";
import { expect, test } from "vitest";
import { createClient, type FlexFactorError } from "../src/index.ts";
import { createRedactor, orThrow } from "../src/internal.ts";
import { describeThrown } from "../src/thrown.ts";
import { createTurns } from "../src/turns.ts";

const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const names = (count: number, prefix = ""): string[] => Array.from({ length: count }, (_, at) => prefix + at.toString(36));
const random = (length: number): string => Buffer.from(crypto.getRandomValues(new Uint8Array(length))).toString("base64");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const han = (length: number): string => String.fromCodePoint(...Array.from({ length }, (_, at) => 0x4e00 + at));
/** NFKC turns it into eighteen characters. */
const LIGATURE = "\ufdfa";
/** NFKC turns it into six characters, which are letters. */
const SQUARE = "\u3316";
/** Its lower case has two characters. */
const EXPANDING = "\u0130";
/** Hexadecimal in hexadecimal, each with an escape inside an escape. */
const nested = (length: number): string => `%2541${hex(`%2541${hex(random(length / 2)).slice(0, length)}`)}`;
const refusal = (fields: object): string => JSON.stringify({ success: false, ...fields });
const lines = (text: string, count = 20): string[] => names(count).map((name) => name + text);
const byField = (list: readonly string[], value: unknown): object => Object.fromEntries(list.map((name) => [name, value]));

const answers: Record<string, string> = {
  "a long secret, and long lines": refusal({ value: random(14_900), errors: lines("b".repeat(500)) }),
  "a long secret in Chinese": refusal({ value: han(6_600), errors: lines("b".repeat(500)) }),
  "a very long secret in Chinese, and hexadecimal in hexadecimal": refusal({ value: han(19_900), errors: lines(nested(240)) }),
  "a long secret in Chinese, and hexadecimal in hexadecimal": refusal({
    value: `${han(6_500)}%2541`,
    errors: byField(lines(nested(45)), [nested(240)]),
  }),
  "a long secret of ligatures": refusal({ value: LIGATURE.repeat(6_600), errors: lines("b".repeat(500)) }),
  "a long secret of squares": refusal({ value: SQUARE.repeat(6_600), errors: lines("b".repeat(500)) }),
  "a long secret with invisible characters and escapes": refusal({
    value: `${random(150)}\u200b%41`.repeat(100).slice(0, 19_900),
    errors: byField(lines(random(600)), [random(600)]),
  }),
  "a long secret of marks": refusal({ value: "\u0316\u0301".repeat(4_900), errors: lines("b".repeat(500)) }),
  "lines and field names of ligatures": refusal({
    value: "v-secret-1",
    errors: byField(lines(LIGATURE.repeat(500)), [LIGATURE.repeat(900)]),
  }),
  "lines and field names of squares": refusal({
    value: "v-secret-1",
    errors: byField(lines(`%41${SQUARE.repeat(500)}`), [SQUARE.repeat(900)]),
  }),
  "lines of base64": refusal({ value: random(14_000), errors: byField(lines("q"), [random(600)]) }),
  "lines of hexadecimal": refusal({ value: random(14_000), errors: lines("0a".repeat(400)) }),
  "escapes inside escapes": refusal({ value: "v-secret-1", errors: lines("%25&#x25;41\\u0041".repeat(50)) }),
  "64 secrets": refusal({ value: names(64).map(() => random(200)), errors: lines("b".repeat(500)) }),
  "very many secrets": refusal({ value: names(140_000), errors: ["x"] }),
  "very many tokens": refusal({ list: names(60_000).map((token) => ({ token })) }),
  "very many empty lines": refusal({ value: "v-secret-1", errors: Array(340_000).fill("") }),
  "very many invisible lines": refusal({ value: "v-secret-1", errors: Array(340).fill("\u200b".repeat(1000)) }),
  "very many fields of errors": refusal({ errors: byField(names(80_000), []) }),
  "very many fields": refusal(byField(names(80_000, "z"), 1)),
  "a very long field name": refusal({ ["a_".repeat(MiB / 2 - 50)]: "x" }),
  "a very long line": refusal({ value: "v-secret-1", errors: ["%25".repeat(MiB / 3 - 50)] }),
  "very many trace ids": refusal({ traceId: Array(250_000).fill("x") }),
  "very many tokens in errors": refusal({ errors: names(60_000).map((token) => ({ token })) }),
  "a very deep list of errors": `{"success":false,"errors":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
  "a very deep list": `{"success":false,"x":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
  "no JSON": "{".repeat(MiB),
};

const lists: Record<string, string> = {
  "keys with a token": listOf({ token: "x" }),
  "keys with a value": listOf({ value: "x" }),
  "keys without a field": listOf({}),
  "texts in a value": listOf({ value: Array(1000).fill("x") }),
  "names of secrets": JSON.stringify({ keys: [byField(lines("_token", 60_000), "x")] }),
  "long names of secrets": listOf({ [`${"a_".repeat(50)}token`]: "x" }),
};

test.each(Object.entries(answers))("%s: an answer is read in little more time than JSON.parse takes", async (_, text) => {
  expect(text.length).toBeLessThan(1_048_577);
  const bytes = new TextEncoder().encode(text);
  const fetch = async () => new Response(bytes, { status: 400, headers: { "apigw-requestid": "x".repeat(10_000) } });
  const client = createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch });
  let error: FlexFactorError | undefined;
  const call = async (): Promise<void> => {
    error = (await failureOf(orThrow(client.POST("/api-keys", { body })))) as FlexFactorError;
  };
  expect(await ratioToParsing(call, text, 9)).toBeLessThan(9);
  expect(error).toMatchObject({ code: "validation", outcome: "rejected" });
  expect(error?.message.length).toBeLessThan(20 * 700);
});

test.each(Object.entries(lists))("%s: a list of very many is read in little more time than JSON.parse takes", async (_, text) => {
  expect(text.length).toBeLessThan(1_048_577);
  const bytes = new TextEncoder().encode(text);
  const client = createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch: async () => new Response(bytes) });
  let status: number | undefined;
  const call = async (): Promise<void> => {
    ({ status } = await orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } })));
  };
  expect(await ratioToParsing(call, text, 9)).toBeLessThan(9);
  expect(status).toBe(200);
});

const successes: Record<string, string> = {
  "a list of numbers": `[${"1,".repeat(MiB / 2 - 5)}1]`,
  "very many numbers": JSON.stringify(byField(names(80_000, "z"), 1)),
  "very many short texts, and a refusal": refusal(byField(names(80_000, "z"), "x")),
  "a list of objects, and a refusal": refusal({ list: Array(115_000).fill({ a: 1 }) }),
  "a very long name of a secret": JSON.stringify({ [`${"a_".repeat(MiB / 2 - 50)}token`]: "x" }),
  "a very long name of a secret that lower case makes longer": JSON.stringify({
    [`${EXPANDING.repeat(MiB / 2 - 50)}token`]: "x",
  }),
  "long names of secrets": JSON.stringify(byField(lines(`${EXPANDING.repeat(100)}token`, 4_600), "x")),
  "a secret under another spelling, and very many fields": JSON.stringify({
    Value: "v",
    Access_Token: "t",
    ...byField(names(70_000, "z"), 1),
  }),
};

const sends = { create: ["/api-keys", body], exchange: ["/oauth2/token", { AppKey: "key", AppSecret: "secret" }] } as const;

test.each(
  Object.entries(successes).flatMap(([what, text]) =>
    Object.entries(sends).map(([name, sent]) => [what, name, text, sent] as const),
  ),
)("%s: the 201 of the %s is read in little more time than JSON.parse takes", async (_what, _name, text, [path, sent]) => {
  expect(text.length).toBeLessThan(1_048_577);
  const bytes = new TextEncoder().encode(text);
  let answers = 0;
  const fetch = async () => {
    answers++;
    return new Response(bytes, { status: 201 });
  };
  const client = createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch });
  const call = () => client.POST(path as "/api-keys", { body: sent as typeof body }).catch(() => {});
  expect(await ratioToParsing(call, text, 9)).toBeLessThan(9);
  expect(answers).toBeGreaterThan(0);
});

test("fields named by numbers take about ten times as long as JSON.parse: V8 sorts them whenever they are listed", async () => {
  const numbers = Array.from({ length: 70_000 }, (_, at) => `${(at * 2_654_435_761) % 4_294_967_291}`);
  for (const text of [JSON.stringify(byField(numbers, 1)), refusal({ errors: byField(numbers.slice(0, 65_000), []) })]) {
    expect(text.length).toBeLessThan(1_048_577);
    const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch: async () => new Response(text) });
    expect(await ratioToParsing(() => client.POST("/api-keys", { body }).catch(() => {}), text, 14)).toBeLessThan(14);
  }
});

test("a body that is nested deep and has broken texts is refused in little more time than one whose texts are whole", async () => {
  const refuseMs = (text: string): Promise<number> => {
    let deep: unknown = Array(20).fill(text);
    for (let depth = 0; depth < 3_000; depth++) deep = [deep];
    const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch: async () => new Response("{}") });
    const sent = { AppKey: "key", AppSecret: "secret", deep } as object as { AppKey: string; AppSecret: string };
    return processorMs(() => client.POST("/oauth2/token", { body: sent }).catch(() => {}));
  };
  const usual = Math.max(await refuseMs("ok"), 20);
  expect((await refuseMs("\ud800")) / usual).toBeLessThan(8);
});

test("a field with a long name and broken texts is refused in little more time than JSON.parse takes", async () => {
  const sent = { AppKey: "key", AppSecret: "secret", ["~/".repeat(MiB / 2 - 100)]: Array(20).fill("\ud800") };
  const client = createClient({ baseUrl: "https://api.example", auth: "t", fetch: async () => new Response("{}") });
  const call = async () => {
    expect(await failureOf(client.POST("/oauth2/token", { body: sent }))).toMatchObject({ code: "validation" });
  };
  expect(await ratioToParsing(call, JSON.stringify(sent), 9)).toBeLessThan(9);
});

test("an error with a long word is described in little more time than one with short words", async () => {
  const describeMs = (word: string): Promise<number> =>
    processorMs(() => {
      for (let at = 0; at < 300; at++) describeThrown(new Error(word.repeat(2_100)), (text) => String(text));
    });
  const usual = Math.max(await describeMs("a "), 20);
  expect((await describeMs("\u4e00")) / usual).toBeLessThan(10);
});

test("secrets that differ late from a part of a longer one take little more time than others", async () => {
  const redactMs = (secretOf: (at: number) => string): Promise<number> => {
    const secrets = ["a".repeat(10_000), ...Array.from({ length: 16 }, (_, at) => secretOf(at))];
    return processorMs(() => {
      for (let round = 0; round < 20; round++) createRedactor(secrets);
    });
  };
  const usual = Math.max(await redactMs((at) => `${at}${"b".repeat(599)}`), 20);
  expect((await redactMs((at) => `${"a".repeat(10 + at)}b${"a".repeat(589 - at)}`)) / usual).toBeLessThan(5);
});

test("turns are passed on in linear time, however many calls wait", async () => {
  const passMs = (count: number): Promise<number> => {
    const { take, give } = createTurns(64);
    for (let at = 0; at < count; at++) take();
    return processorMs(() => {
      for (let at = 0; at < count; at++) give();
    });
  };
  const usual = Math.max(await passMs(10_000), 20);
  expect((await passMs(80_000)) / usual).toBeLessThan(5);
});

test("to abort three thousand calls takes little more time with a long token", async () => {
  const abortMs = async (auth: string): Promise<number> => {
    const controller = new AbortController();
    const { signal } = controller;
    const fetch = () => new Promise<never>(() => {});
    const client = createClient({ baseUrl: "https://api.example", auth, fetch });
    const params = { path: { idOrMid: "mid_1" } };
    const calls = Array.from({ length: 3000 }, () => client.GET("/api-keys/{idOrMid}", { params, signal }));
    const ended = Promise.allSettled(calls);
    await new Promise(setImmediate);
    return processorMs(() => {
      controller.abort();
      return ended;
    });
  };
  const usual = Math.max(await abortMs("a-token"), 20);
  expect((await abortMs(random(11_000))) / usual).toBeLessThan(5);
});

test("calls that fail at once take little more time if each has a long token of its own", async () => {
  const failMs = async (tokenOf: () => string): Promise<number> => {
    const dropped = Promise.withResolvers<never>();
    const fetch = () => dropped.promise;
    const client = createClient({ baseUrl: "https://api.example", auth: () => async () => tokenOf(), fetch, maxAttempts: 1 });
    const params = { path: { idOrMid: "mid_1" } };
    const calls = Array.from({ length: 64 }, () => client.GET("/api-keys/{idOrMid}", { params }));
    const ended = Promise.allSettled(calls);
    await new Promise(setImmediate);
    return processorMs(() => {
      dropped.reject(new TypeError("fetch failed"));
      return ended;
    });
  };
  const usual = Math.max(await failMs(() => "a-token"), 20);
  expect((await failMs(() => random(825))) / usual).toBeLessThan(6);
});

test("the reason that many calls end for is redacted once", async () => {
  const redact = createRedactor(["a-token-of-the-client"]);
  const reason = "a word and another ".repeat(26);
  const redactMs = (textOf: (at: number) => string): Promise<number> =>
    processorMs(() => {
      for (let at = 0; at < 2000; at++) redact(textOf(at));
    });
  const differentMs = await redactMs((at) => `${at} ${reason}`);
  expect((await redactMs(() => reason)) / differentMs).toBeLessThan(0.2);
});
