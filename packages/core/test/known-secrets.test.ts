import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type FlexFactorError } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

/** A client whose token source returns these tokens, one for each call, and whose server answers with a sentence. */
function clientWith(tokens: string[]) {
  const server = { says: "busy" };
  let calls = 0;
  const source = async () => tokens[Math.min(calls++, tokens.length - 1)] as string;
  const fetch = async () => Response.json({ errors: [server.says] }, { status: 400 });
  const client = createClient({ baseUrl: "https://api.example/v1", auth: () => source, fetch });
  const said = async (call: Promise<never>) => ((await failureOf(orThrow(call))) as FlexFactorError).messages;
  return {
    /** The message of the error for this sentence of the server. */
    list: (says = "busy") => {
      server.says = says;
      return said(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }) as Promise<never>);
    },
    exchange: (AppSecret: string) =>
      said(client.POST("/oauth2/token", { body: { AppKey: "app-key", AppSecret } }) as Promise<never>),
  };
}
const words = (count: number) => Array.from({ length: count }, (_, n) => `token-number-${n}-${"x".repeat(20)}`);

test("a secret that was sent is redacted after any number of calls with one token", async () => {
  const { list, exchange } = clientWith([...Array(400).fill("t".repeat(100)), "another-token"]);
  await exchange("app-secret-of-the-partner");
  for (let call = 0; call < 400; call++) await list();
  expect(await list("bad app-secret-of-the-partner")).toEqual(["bad [redacted]"]);
  expect(await list(`bad ${"t".repeat(100)}`)).toEqual(["bad [redacted]"]);
});

test("many tokens that look like escapes do not hide what else a server says", async () => {
  const tokens = words(20).map((word) => `${word.padEnd(450, "y")}%3D`);
  const { list } = clientWith(tokens);
  for (const _ of tokens) expect(await list()).toEqual(["busy"]);
});

test("the last sixteen tokens are redacted", async () => {
  const tokens = words(16);
  const { list } = clientWith(tokens);
  for (const _ of tokens) await list();
  expect(await list(`bad ${tokens[0]}`)).toEqual(["bad [redacted]"]);
});

test("a sentence without a secret is quoted after any number of refreshes", async () => {
  const tokens = words(100);
  const { list } = clientWith(tokens);
  for (const _ of tokens) await list();
  expect(await list("no such merchant")).toEqual(["no such merchant"]);
});

test("two long tokens are both redacted", async () => {
  const long = (letters: string) => letters.repeat(9_000 / letters.length);
  const { list } = clientWith([long("abcdefghij"), long("klmnopqrst")]);
  await list();
  await list();
  expect(await list("bad abcdefghijabcdefghij")).toEqual(["[redacted]"]);
});

test("a secret that exceeds the limit alone is redacted until another one is sent", async () => {
  const { exchange, list } = clientWith(["token-1"]);
  const secret = "abcdefghijklmnopqrs".repeat(1_000);
  const quoting = list("bad abcdefghijklmnopqrsabcd");
  await quoting;
  expect(await exchange(secret)).toEqual(["[redacted]"]);
});

describe("with more calls at once than secrets are remembered", () => {
  /** A server that answers when it has all the requests, and quotes the secret of each. */
  const quoting = (count: number) => {
    const all = Promise.withResolvers<void>();
    let requests = 0;
    return stubFetch(async ({ headers, body }) => {
      if (++requests === count) all.resolve();
      await all.promise;
      return json(400, { errors: [headers.get("authorization"), (body as { AppSecret?: string } | undefined)?.AppSecret] });
    });
  };
  const secrets = Array.from({ length: 40 }, () => crypto.randomUUID());
  const baseUrl = "https://api.example/v1";
  const messagesOf = async (calls: Promise<unknown>[]) =>
    (await Promise.all(calls.map(failureOf))).flatMap((error) => (error as FlexFactorError).messages);

  test("no error quotes the token of its own call", async () => {
    const tokens = [...secrets];
    const client = createClient({ baseUrl, auth: () => async () => tokens.pop() as string, fetch: quoting(secrets.length) });
    const params = { path: { idOrMid: "mid_1" } };
    const messages = await messagesOf(secrets.map(() => orThrow(client.GET("/api-keys/{idOrMid}", { params }))));
    expect(messages).toEqual(secrets.map(() => "Bearer [redacted]"));
  });

  test("no error quotes the AppSecret of its own call", async () => {
    const client = createClient({ baseUrl, auth: "a-token", fetch: quoting(secrets.length) });
    const exchange = (AppSecret: string) => orThrow(client.POST("/oauth2/token", { body: { AppKey: "app-key", AppSecret } }));
    expect(await messagesOf(secrets.map(exchange))).toEqual(secrets.map(() => "[redacted]"));
  });
});
