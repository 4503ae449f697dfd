// Clients with a `fetch` of the test, and objects that throw when they are read.
import { createClient } from "@flexfactor/core";
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { apiKeys } from "../src/index.ts";

export const body = { mid: "mid_1", name: "Checkout", type: "secret" } as const;

export const clientOf = (fetch: typeof globalThis.fetch, baseUrl = "https://api.example/v1") =>
  createClient({ baseUrl, auth: "token-1", fetch, maxAttempts: 1 });

export const on = (...args: Parameters<typeof clientOf>) => apiKeys(clientOf(...args));

export const answering = (answer: unknown, headers?: Record<string, string>) => on(stubFetch(() => json(200, answer, headers)));

export const boom = () => {
  throw new Error("no");
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
export const unreadable: [string, unknown][] = [
  ["a getter that throws", Object.defineProperties({}, { POST: { get: boom }, GET: { get: boom }, mid: { get: boom } })],
  ["a proxy that throws", new Proxy({}, { get: boom, has: boom, getOwnPropertyDescriptor: boom })],
  ["a revoked proxy", revoked()],
];
