import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test, vi } from "vitest";
import { createClient } from "../src/index.ts";
import { orThrow } from "../src/internal.ts";

const MIB = 1_048_576;
/** A create that gets this answer. */
const create = (answer: () => unknown) => {
  const fetch = async () => answer() as Response;
  const client = createClient({ baseUrl: "https://api.example/v1", auth: "t", fetch, maxAttempts: 1 });
  return orThrow(client.POST("/api-keys", { body: { mid: "mid_1", name: "Checkout", type: "secret" } }));
};
/** A 201 whose body arrives in these pieces. The body may stay open after them. */
function inPieces(pieces: Uint8Array[], { open = false, onCancel = () => {} } = {}) {
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (const piece of pieces) controller.enqueue(piece);
    if (!open) controller.close();
  };
  return () => new Response(new ReadableStream({ start, cancel: onCancel }), { status: 201 });
}
const bytesOf = (text: string) => new TextEncoder().encode(text);
const keyIn = async (answer: () => unknown) => (await create(answer)).data.value?.reveal();

describe("the body of an answer", () => {
  test("may arrive in pieces that split a character", async () => {
    const bytes = bytesOf('{"id":"key_1","value":"v-sécret-日本"}');
    expect(await keyIn(inPieces(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toBe("v-sécret-日本");
  });

  test("is read as text if it is not a standard stream, as with node-fetch", async () => {
    const answer = { status: 201, headers: new Headers(), body: { pipe() {} }, text: async () => '{"value":"v-secret"}' };
    expect(await keyIn(() => answer)).toBe("v-secret");
  });

  test("that ends within a character is unreadable", async () => {
    const bytes = bytesOf('{"value":"é').slice(0, -1);
    expect(await failureOf(create(inPieces([bytes])))).toMatchObject({ reason: "body", outcome: "created_answer_lost" });
  });

  test.each<[string, (size: number) => () => unknown]>([
    ["a stream", (size) => inPieces([new Uint8Array(size).fill(0x61)])],
    [
      "a stream of many pieces",
      (size) => inPieces([...Array(64).fill(new Uint8Array(MIB / 64).fill(0x61)), new Uint8Array(size - MIB)]),
    ],
    ["a text", (size) => () => ({ status: 201, headers: new Headers(), text: async () => "a".repeat(size) })],
    [
      "a text of long characters",
      (size) => () => ({ status: 201, headers: new Headers(), text: async () => "é".repeat(MIB / 2) + "a".repeat(size - MIB) }),
    ],
  ])("is read as %s up to 1 MiB", async (_, answerOf) => {
    expect(await failureOf(create(answerOf(MIB)))).toMatchObject({ reason: "json" });
    expect(await failureOf(create(answerOf(MIB + 1)))).toMatchObject({ reason: "too_large", outcome: "created_answer_lost" });
  });

  test("that is one very large chunk is not decoded", async () => {
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    const error = await failureOf(create(inPieces([new Uint8Array(MIB + 1)])));
    expect(error).toMatchObject({ reason: "too_large" });
    expect(decode).not.toHaveBeenCalled();
    decode.mockRestore();
  });

  test.each([
    ["empty", ""],
    ["tiny", "a"],
  ])("that comes in %s chunks without a wait is not read to its end, because no timer runs meanwhile", async (_, chunk) => {
    let pulls = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
      ++pulls === 100_000 ? controller.close() : controller.enqueue(bytesOf(chunk));
    const error = await failureOf(create(() => new Response(new ReadableStream({ pull }), { status: 201 })));
    expect(error).toMatchObject({ reason: "too_large", outcome: "created_answer_lost" });
    expect(pulls).toBeLessThan(60_000);
  });

  test("may come in fifty thousand chunks, and not in more", async () => {
    const inChunks = (count: number) => inPieces([bytesOf('{"value":"v-secret"}'), ...Array(count - 1).fill(bytesOf(" "))]);
    expect(await keyIn(inChunks(50_000))).toBe("v-secret");
    expect(await failureOf(create(inChunks(50_001)))).toMatchObject({ reason: "too_large" });
  });

  test("may have some empty chunks", async () => {
    const pieces = [...'{"value":"v-secret"}'].flatMap((piece) => [new Uint8Array(), bytesOf(piece)]);
    expect(await keyIn(inPieces(pieces))).toBe("v-secret");
  });

  test("that breaks off is an error with the id of the request", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) });
    const answer = () => new Response(broken, { status: 201, headers: { "apigw-requestid": "req-1" } });
    expect(await failureOf(create(answer))).toMatchObject({ reason: "body", requestId: "req-1" });
  });

  const readers: Record<string, (response: Response) => Promise<void>> = {
    "a loop": async ({ body }) => {
      for await (const _ of body ?? []);
    },
    "a reader": async ({ body }) => {
      const reader = body?.getReader();
      while (!(await reader?.read())?.done);
      reader?.releaseLock();
    },
    "`text`": async (response) => void (await response.text()),
  };
  test.each(Object.entries(readers))("that a `fetch` has read with %s is no empty body", async (_, read) => {
    const answer = async (status: number, content: object) => {
      const response = Response.json(content, { status });
      await read(response);
      return response;
    };
    expect(await failureOf(create(() => answer(201, { value: "v" })))).toMatchObject({
      reason: "used",
      outcome: "created_answer_lost",
      message: "createApiKey was answered 201, but its body was read before.",
    });
    expect(await failureOf(create(() => answer(429, { value: "v" })))).toMatchObject({ reason: "used", outcome: "unknown" });
    const fetch = () => answer(200, { success: false, status: "FAILED" });
    const client = createClient({ baseUrl: "https://api.example/v1", auth: "t", fetch });
    const remove = client.DELETE("/api-keys/{idOrMid}", { params: { path: { idOrMid: "key_1" } } });
    expect(await failureOf(orThrow(remove))).toMatchObject({ reason: "used", outcome: "unknown", attempts: 1 });
  });

  test.each<[string, (response: Response, text: string) => object]>([
    ["its own", (response, text) => Object.assign(response, { text: async () => text })],
    ["that of a copy", ({ status, headers, bodyUsed }, text) => ({ status, headers, bodyUsed, text: async () => text })],
  ])("that a `fetch` has read and given back as `text` is read there: %s", async (_, giveBack) => {
    const answer = async () => {
      const response = Response.json({ value: "v-secret" }, { status: 201 });
      return giveBack(response, await response.text());
    };
    expect(await keyIn(answer)).toBe("v-secret");
  });

  test("that is too large is cancelled, and releases the connection", async () => {
    const canceled = Promise.withResolvers<void>();
    const endless = inPieces([new Uint8Array(MIB + 1)], { open: true, onCancel: canceled.resolve });
    expect(await failureOf(create(endless))).toMatchObject({ reason: "too_large" });
    await canceled.promise;
  });

  test.each<[string, (text: string) => () => unknown]>([
    ["a stream", (text) => inPieces([bytesOf(text)])],
    ["a text", (text) => () => ({ status: 201, headers: new Headers(), text: async () => text })],
  ])("is read as %s without a byte-order mark at its start, and with one elsewhere", async (_, answerOf) => {
    expect(await keyIn(answerOf('\ufeff{"value":"v-\ufeffsecret"}'))).toBe("v-\ufeffsecret");
    expect(await keyIn(answerOf('{"value":"v-\ufeffsecret"}'))).toBe("v-\ufeffsecret");
  });
});
