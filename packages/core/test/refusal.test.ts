import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import { createClient, type FlexFactorError, type FlexFactorEvent } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

/** What the error of a create says if the server refuses it with this body. */
async function readingOf(answer: object, onEvent?: (event: FlexFactorEvent) => unknown) {
  const fetch = async () => Response.json(answer, { status: 400 });
  const client = createClient({ baseUrl: "https://api.example", auth: "token-secret", fetch, onEvent });
  const call = client.POST("/api-keys", { body: { mid: "mid_1", name: "Checkout", type: "secret" } });
  const { messages, fields } = (await failureOf(orThrow(call))) as FlexFactorError;
  return { messages, fields };
}

describe("the error of a refusal", () => {
  test.each([["title"], ["responseMessage"], ["message"], ["error"], ["result"]])(
    "quotes `%s` if there is no list of errors",
    async (name) => {
      expect(await readingOf({ [name]: "a" })).toEqual({ messages: ["a"], fields: {} });
    },
  );

  test("leaves out errors that are not texts or are empty", async () => {
    expect(await readingOf({ errors: ["", null, 7, "a"] })).toEqual({ messages: ["a"], fields: {} });
  });

  test("has a field only for a message that names one", async () => {
    expect(await readingOf({ errors: { name: ["a"] } })).toEqual({ messages: ["name: a"], fields: { name: ["a"] } });
    expect(await readingOf({ errors: ["a"] })).toEqual({ messages: ["a"], fields: {} });
  });

  test("is made of the first hundred errors, even if they are empty", async () => {
    expect(await readingOf({ errors: [...Array(99).fill(""), "a"] })).toMatchObject({ messages: ["a"] });
    expect(await readingOf({ errors: [...Array(100).fill(""), "a"] })).toMatchObject({ messages: [] });
  });

  test.each<[string, (event: FlexFactorEvent) => unknown]>([
    ["the messages", ({ messages }) => (messages as string[]).push("forged")],
    ["the fields", ({ fields }) => Object.assign(fields as object, { forged: ["forged"] })],
    ["the messages of a field", ({ fields }) => (fields?.["name"] as string[] | undefined)?.push("forged")],
  ])("stays as it is if a hook changes %s of its event", async (_, onEvent) => {
    expect(await readingOf({ errors: { name: ["a"] } }, onEvent)).toEqual({ messages: ["name: a"], fields: { name: ["a"] } });
  });
});
