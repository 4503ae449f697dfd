import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import type { ValidationError } from "../src/index.ts";
import { body, connect } from "./connect.ts";

describe("a call", () => {
  const reserved = ["host", "connection", "keep-alive", "upgrade", "expect", "trailer", "content-encoding", "transfer-encoding"];
  test.each([...reserved, "content-type", "Content-Type", "CONTENT-LENGTH", "Authorization", "te"])(
    "refuses the header %s by name",
    async (name) => {
      const { client, fetch } = connect();
      const error = await failureOf(client.POST("/api-keys", { body, headers: { [name]: "x-value" } }));
      const fields = { [`headers.${name.toLowerCase()}`]: ["is set by the SDK"] };
      expect(error).toMatchObject({ code: "validation", outcome: "not_sent", fields });
      expect(fetch.sent).toEqual([]);
    },
  );

  test.each(["ключ", "two\r\nlines", "null\0", "\ud800", 7 as never, null as never])(
    "refuses a header value that cannot be sent, without quoting it: %j",
    async (value) => {
      const { client, fetch } = connect();
      const error = (await failureOf(client.POST("/api-keys", { body, headers: { "x-id": value } }))) as ValidationError;
      expect(error).toMatchObject({
        code: "validation",
        outcome: "not_sent",
        fields: { "headers.x-id": ["must be a string of Latin-1 characters, on one line"] },
      });
      expect(error.message).not.toContain(`${value}`);
      expect(fetch.sent).toEqual([]);
    },
  );

  test.each(["two words", "colon:", ""])("refuses %j as the name of a header", async (name) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, headers: { [name]: "x-value" } }));
    const fields = { [`headers.${name}`]: ["is not a valid name of a header"] };
    expect(error).toMatchObject({ code: "validation", outcome: "not_sent", fields });
    expect(fetch.sent).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["a text", "x-id: 1", "must be an object"],
    ["null", null, "must be an object"],
    ["a proxy that throws", new Proxy({}, { ownKeys: () => { throw new Error("no"); } }), "cannot be read"], // biome-ignore format: one line says it
  ])("refuses %s in place of headers", async (_, headers, problem) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, headers: headers as never }));
    expect(error).toMatchObject({ code: "validation", outcome: "not_sent", fields: { headers: [problem] } });
    expect(fetch.sent).toEqual([]);
  });

  test("accepts headers as a `Headers`", async () => {
    const { client, fetch } = connect();
    await client.POST("/api-keys", { body, headers: new Headers({ traceparent: "00-1" }) as never });
    expect(fetch.sent[0]?.headers.get("traceparent")).toBe("00-1");
    const refused = await failureOf(client.POST("/api-keys", { body, headers: new Headers({ host: "evil.example" }) as never }));
    expect(refused).toMatchObject({ code: "validation", fields: { "headers.host": ["is set by the SDK"] } });
  });

  test("sends a header once, whatever its case", async () => {
    const { client, fetch } = connect();
    await client.POST("/api-keys", {
      body,
      headers: { Accept: "application/vnd.api+json", Traceparent: "00-1", unset: undefined },
    });
    const [sent] = fetch.sent;
    expect(sent?.headers.get("accept")).toBe("application/vnd.api+json");
    expect(sent?.headers.get("traceparent")).toBe("00-1");
    expect(sent?.headers.get("content-type")).toBe("application/json");
    expect(sent?.headers.has("unset")).toBe(false);
  });

  /** Headers of a class that has such an entry. */
  const headersOf = (entry: unknown) =>
    Object.assign(new Headers(), {
      *[Symbol.iterator]() {
        yield entry;
      },
    });
  const boom = () => {
    throw new Error("no");
  };
  test.each<[string, unknown]>([
    ["is null", null],
    ["has a name that throws", [{ toString: boom }, "x"]],
    ["has a value that is no text", ["x-id", 1]],
  ])("sends nothing if an entry of its `Headers` %s", async (_, entry) => {
    const { client, fetch } = connect();
    const error = await failureOf(client.POST("/api-keys", { body, headers: headersOf(entry) as never }));
    expect(error).toMatchObject({ code: "validation", outcome: "not_sent" });
    expect(fetch.sent).toEqual([]);
  });
});
