import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import * as core from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { QUOTATIONS } from "@flexfactor/testing/quotations";
import { failureOf, json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { checksSoFar, leaks, secrets } from "./leaks.ts";

let planted = 0;
const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
const token = () => json(200, { accessToken: secrets.accessToken, refreshToken: secrets.refreshToken, expires: 1 });
/** A client whose server answers token requests with `exchange`, and all other requests with `answer`. */
const connect = (answer: () => Response | Promise<Response>, exchange: () => Response | Promise<Response> = token) => {
  const fetch = stubFetch(({ url }) => (url.endsWith("/oauth2/token") ? exchange() : answer()));
  const auth = clientCredentials({ appKey: "app-key", appSecret: secrets.appSecret });
  const events: core.FlexFactorEvent[] = [];
  const onEvent = (event: core.FlexFactorEvent) => events.push(event);
  return { auth, client: core.createClient({ baseUrl: "https://api.example", auth, fetch, maxAttempts: 1, onEvent }), events };
};
// The ways in which a server may quote a secret that it was sent or that it gives.
const { appSecret, accessToken, refreshToken, value } = secrets;
const echo = (status: number, said: string[], given: object) => {
  const quoted = said.flatMap((secret) => [
    secret,
    ...["in part", "as in a URL", "as JSON in JSON"].map((how) => QUOTATIONS[how]?.(secret)),
  ]);
  return () =>
    json(
      status,
      { errors: quoted, traceId: quoted[0], title: quoted.join(), ...given },
      { "apigw-requestid": quoted[0] as string },
    );
};
const echoCall = (status: number) => echo(status, [accessToken, value], { value, success: false });
const echoExchange = (status: number) => echo(status, [appSecret, accessToken, refreshToken], { accessToken, refreshToken });

describe("no secret is found", () => {
  test("in a created key, the client, the token source, a reply", { tags: ["printed-client-or-key"] }, async () => {
    const { auth, client } = connect(() => json(201, { id: "key_1", value: secrets.value }));
    const keys = apiKeys(client);
    const key = await keys.create(body);
    const reply = await orThrow(client.POST("/api-keys", { body }));
    const source = (auth as Exclude<core.Auth, string>)(client);
    await source();
    const exchanged = await orThrow(client.POST("/oauth2/token", { body: { AppKey: "k", AppSecret: secrets.appSecret } }));
    for (const value of [key, key.value, [key], { key }, client, keys, auth, source, reply, exchanged])
      expect(leaks(value)).toEqual([]);
    expect([key.value.reveal(), exchanged.data.refreshToken?.reveal()]).toEqual([secrets.value, secrets.refreshToken]);
    expect(String(key.value)).toBe("[redacted]");
    expect(JSON.stringify(key)).toBe('{"id":"key_1","value":"[redacted]"}');
  });

  const statuses = [200, 201, 202, 302, 307, 400, 401, 403, 404, 408, 409, 410, 418, 421, 425, 429, 500, 501, 502, 503, 504];
  const faults: [string, () => Response | Promise<Response>][] = [
    [
      "a network error that quotes the headers",
      () => {
        throw new TypeError(`fetch failed: Bearer ${accessToken}`, { cause: { code: accessToken, message: appSecret } });
      },
    ],
    ["a body that is not JSON", () => new Response(`{"value":"${value}","accessToken":"${accessToken}`)],
    ["a secret that is not a string", () => json(200, { value: [value], accessToken: [accessToken] })],
    ["a token that is not one", () => json(200, { value: { value }, accessToken: `${accessToken}\n` })],
  ];
  const inList = (secret: object): [string, () => Response] => [
    "a refusal with a list for a secret",
    () => json(200, { success: false, ...secret }),
  ];
  const named = (echoing: typeof echoCall) => statuses.map((status): [string, () => Response] => [`${status}`, echoing(status)]);

  test.each([...faults, inList({ value: [value] }), ...named(echoCall)])(
    "in the error and the events of a create answered with %s",
    { tags: ["failure-beside-secrets"] },
    async (_, answer) => {
      const { client, events } = connect(answer);
      expect(leaks(await failureOf(apiKeys(client).create(body)))).toEqual([]);
      expect(leaks(events)).toEqual([]);
    },
  );

  test.each([...faults, inList({ accessToken: [accessToken] }), ...named(echoExchange)])(
    "in the error and the events of an exchange answered with %s",
    { tags: ["failure-beside-secrets"] },
    async (_, answer) => {
      const { client, events } = connect(() => json(200, {}), answer);
      expect(leaks(await failureOf(apiKeys(client).create(body)))).toEqual([]);
      expect(leaks(events)).toEqual([]);
    },
  );

  test.each(Object.entries(QUOTATIONS))("in a refusal that quotes a token and a value %s", async (_, quote) => {
    const quoted = [accessToken, value].map(quote);
    const { client, events } = connect(() =>
      json(400, { value, errors: quoted }, { "apigw-requestid": encodeURI(quoted[0] as string) }),
    );
    const error = (await failureOf(apiKeys(client).create(body))) as core.FlexFactorError;
    for (const line of error.messages) expect(line).toContain("[redacted]");
    expect(error.messages).toHaveLength(2);
    expect(leaks([error, events])).toEqual([]);
  });

  test("in a line that is cut in the middle of a secret", async () => {
    const errors = [480, 490, 499].map((length) => "y".repeat(length) + value);
    const { client } = connect(() => json(400, { value, errors }));
    expect(leaks(await failureOf(apiKeys(client).create(body)))).toEqual([]);
  });

  test("in a configuration error", () => {
    for (const appSecret of [`${secrets.appSecret}\n`, [secrets.appSecret] as unknown as string])
      try {
        clientCredentials({ appKey: "app-key", appSecret });
        expect.unreachable();
      } catch (error) {
        expect(leaks(error)).toEqual([]);
      }
  });

  test("in any class of error", () => {
    const classes = Object.values(core).filter((value) => typeof value === "function" && value.prototype instanceof Error);
    expect(classes.length).toBeGreaterThan(12);
    for (const Class of classes) expect(leaks(new (Class as typeof core.FlexFactorError)("message"))).toEqual([]);
  });
});

describe("a planted leak is found", () => {
  test.each<[string, unknown]>([
    ["a string", value],
    ["a part of one", `it begins with ${value.slice(0, 8)}`],
    ["a field", { value }],
    ["a hidden field", Object.defineProperty({}, "hidden", { value })],
    ["a symbol field", { [Symbol("s")]: value }],
    ["an error's message", new Error(`bad ${value}`)],
    ["an error's cause", new Error("bad", { cause: { headers: { authorization: value } } })],
    ["an error's own field", Object.assign(new Error("bad"), { response: { body: value } })],
    ["base64", Buffer.from(value).toString("base64")],
    ["hex", Buffer.from(value).toString("hex")],
    [
      "a getter",
      {
        get value() {
          return value;
        },
      },
    ],
    ["a map", new Map([["k", value]])],
    ["a set", new Set([value])],
    ["a map's key", new Map([[value, 1]])],
    ["a key", { [value]: 1 }],
    ["an array in an array", [[[value]]]],
    ["percent-encoding", encodeURIComponent(value)],
    ["a URL", new URL(`https://api.example/?k=${encodeURIComponent(value)}`)],
    ["a header map", new Headers({ authorization: `Bearer ${value}` })],
    ["an error among errors", new AggregateError([new Error(value)])],
    [
      "a class's field",
      new (class Leaky {
        token = value;
      })(),
    ],
  ])("in %s", (_, leak) => {
    expect(leaks(leak)).not.toEqual([]);
    planted++;
  });
});

test("the search made at least 2,000 checks and found at least 20 planted leaks", () => {
  console.log(`searched ${checksSoFar()} times, ${planted} planted leaks found`);
  expect(checksSoFar()).toBeGreaterThanOrEqual(2_000);
  expect(planted).toBeGreaterThanOrEqual(20);
});
