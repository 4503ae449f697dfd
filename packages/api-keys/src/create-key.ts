// Creates a key, and says so when it is uncertain whether the key exists.
import type { CallOptions, Client, Schema, Secret } from "@flexfactor/core";
import { asJson, createRedactor, isFlexFactorError, orThrow } from "@flexfactor/core/internal";
import { type CreateApiKey, type CreatedApiKey, toApiKey } from "./api-key.js";
import { UncertainCreateError } from "./uncertain-create-error.js";

/** Creates a key (`createApiKey`). It is never retried once the server may have created the key. */
export async function createKey(client: Client, key: CreateApiKey, options: CallOptions): Promise<CreatedApiKey> {
  // Read once, because `reconcile` looks for a lost key by the name and the mid that were sent.
  const body = asJson("createApiKey", "body", key ?? {}) as Schema.CreateApiKey;
  const startedAt = Date.now();
  const startedAtUptime = performance.now();
  try {
    const { data, headers } = await orThrow(client.POST("/api-keys", { ...options, body }));
    const { value, ...record } = data;
    // The connection has checked that the value is there.
    return { ...toApiKey(record, idFromLocation(headers, value as Secret)), value: value as Secret };
  } catch (error) {
    if (!isFlexFactorError(error) || !mayHaveCreated(error.outcome)) throw error;
    // By the clock as it is now: it may have been set back meanwhile.
    const firstSentAt = Math.min(startedAt, Math.floor(Date.now() - (performance.now() - startedAtUptime)));
    throw new UncertainCreateError(error, { mid: body.mid, keyName: body.name, firstSentAt });
  }
}

function mayHaveCreated(outcome: string): boolean {
  return outcome !== "not_sent" && outcome !== "rejected";
}

/** The last part of `Location` (RFC 9110, 10.2.2), where the id may be when the body has none. */
function idFromLocation(headers: Headers, value: Secret): string | undefined {
  const segment = /\/api-keys\/([^/?#]+)$/.exec(headers.get("location") ?? "")?.[1];
  try {
    const id = decodeURIComponent(segment ?? "");
    // Ids are printed. So what the redactor changes is no id: it has invisible characters, white space around it, or part of the key's value.
    return id && createRedactor([value.reveal()])(id) === id ? id : undefined;
  } catch {
    // The segment is not valid percent-encoding, so it is not an id.
    return undefined;
  }
}
