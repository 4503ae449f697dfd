// A server that hands out tokens, and a client that needs one.
import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
import { json, type Sent, type StubFetch, stubFetch } from "@flexfactor/testing/stub-fetch";
import { clientCredentials } from "../src/index.ts";

export const baseUrl = "https://api.example/v1";
export const credentials = { appKey: "app/key==", appSecret: "app-secret with space==" };
export const LIFE_MS = 600_000;

/** A server that hands out token-1, token-2, … and refuses revoked ones. */
export function server(answer: (n: number) => Response | Promise<Response> = token) {
  const revoked = new Set<string>();
  let exchanges = 0;
  let refuse = (): Response | Promise<Response> => json(401, { errors: ["Invalid bearer token."] });
  const fetch = stubFetch(({ url, headers }) => {
    if (url.endsWith("/oauth2/token")) return answer(++exchanges);
    return revoked.has(headers.get("authorization") ?? "") ? refuse() : json(200, { keys: [] });
  });
  const client = createClient({ baseUrl, auth: clientCredentials(credentials), fetch });
  return {
    fetch,
    client,
    list: (options = {}) => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } }, ...options })),
    exchanges: () => exchanges,
    revoke: (n: number) => revoked.add(`Bearer token-${n}`),
    refuseWith: (refusal: typeof refuse) => {
      refuse = refusal;
    },
  };
}
export const token = (n: number, expires: unknown = Date.now() + LIFE_MS, headers: Record<string, string> = {}) =>
  json(200, { accessToken: `token-${n}`, expires }, headers);
export const bearers = ({ sent }: StubFetch) => sent.map(({ headers }: Sent) => headers.get("authorization")).filter(Boolean);
export const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
