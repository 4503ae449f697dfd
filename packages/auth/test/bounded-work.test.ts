// What the answer to an exchange may cost, whatever is in it. The mutation run leaves this file out, because it measures time.

import { failureOf } from "@flexfactor/testing/stub-fetch";
import { MiB, ratioToParsing } from "@flexfactor/testing/work";
import { expect, test } from "vitest";
import { server } from "./token-server.ts";

test("an answer of very many numbers, without a token, is read in little more time than JSON.parse takes", async () => {
  const text = `[${"1,".repeat(MiB / 2 - 5)}1]`;
  const exchange = async (): Promise<void> => {
    const { list } = server(() => new Response(text));
    expect(await failureOf(list())).toMatchObject({ code: "response", reason: "accessToken" });
  };
  expect(await ratioToParsing(exchange, text, 9)).toBeLessThan(9);
});
