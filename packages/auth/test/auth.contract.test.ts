import { commonRefusals, contract, type Expectation } from "@flexfactor/contract";
import { type Client, createClient } from "@flexfactor/core";
import { expect, vi } from "vitest";
import { clientCredentials } from "../src/index.ts";

const refused = (...messages: string[]) => ({ refusal: { code: "authentication", outcome: "rejected", messages } });

const tokenSource = (client: Client) => {
  const auth = clientCredentials({ appKey: "exampleAppKey/0123456789abcdefghijklmnop", appSecret: "example-app-secret==" });
  if (typeof auth === "string") throw new Error("clientCredentials makes a token source");
  return auth(client);
};

// The token of the examples ends five minutes after the `Date` of its answer: half of the life that is assumed without a date.
const livesFiveMinutes: Expectation<Client> = {
  async call(client) {
    const exchange = vi.spyOn(client, "POST");
    // Only the clock is fake, because Prism answers over the network in real time.
    vi.useFakeTimers({ toFake: ["performance"] });
    const source = tokenSource(client);
    const exchangesAfter = async (minutes: number): Promise<number> => {
      vi.advanceTimersByTime(minutes * 60_000);
      await source();
      return exchange.mock.calls.length;
    };
    try {
      return { token: await source(), exchanges: [await exchangesAfter(4), await exchangesAfter(2)] };
    } finally {
      vi.useRealTimers();
    }
  },
  value: (value) => expect(value).toEqual({ token: "example-access-token", exchanges: [1, 2] }),
};

contract({
  createClient,
  tag: "auth",
  calls: { exchangeCredentials: (client) => tokenSource(client)() },
  cells: {
    "exchangeCredentials 200 token": livesFiveMinutes,
    "exchangeCredentials 200 documented": livesFiveMinutes,
    "exchangeCredentials 200 refused": refused("Invalid credentials."),
    "exchangeCredentials 400 unknownCredentials": refused("Invalid credentials."),
    "exchangeCredentials 400 missingField": {
      refusal: {
        ...refused("AppSecret: The AppSecret field is required.").refusal,
        fields: { AppSecret: ["The AppSecret field is required."] },
      },
    },
    ...commonRefusals("exchangeCredentials", { code: "server", outcome: "unknown" }),
  },
});
