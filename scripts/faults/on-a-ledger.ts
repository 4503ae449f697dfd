import { apiKeys } from "@flexfactor/api-keys";
import { type CallOptions, createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { afterAll, beforeAll } from "vitest";
import type { LedgerLane } from "./lanes.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

export let ledger: Ledger;
export let lane: LedgerLane;
beforeAll(async () => {
  ledger = await startLedger(9);
  lane = ledger.lanes[0] as LedgerLane;
});
afterAll(() => ledger.close());

export const key = { mid: "mid_1", name: "Checkout", type: "secret" } as const;
export const credentials = { appKey: "app-key", appSecret: "app-secret" };
export const client = (options: CallOptions & { fetch?: typeof fetch } = {}) =>
  createClient({ baseUrl: lane.url, auth: "token", ...options } as never);
export const operations: Record<string, (options: CallOptions) => Promise<unknown>> = {
  create: (options) => apiKeys(client()).create(key, options),
  list: (options) => apiKeys(client()).list("mid_1", options),
  delete: (options) => apiKeys(client()).delete("key_1", options),
  token: (options) => orThrow(client().POST("/oauth2/token", { body: { AppKey: "k", AppSecret: "s" }, ...options })),
};
