import type { CallOptions, Client, Schema, Secret } from "@flexfactor/core";
import { asJson, isFlexFactorError, oneLine, orThrow } from "@flexfactor/core/internal";
import { type CreateApiKey, type CreatedApiKey, toApiKey } from "./api-key.js";
import { UncertainCreateError } from "./uncertain-create-error.js";

/** Creates a key (`createApiKey`). It is never retried after the server may have created it. */
export async function createKey(client: Client, key: CreateApiKey, options: CallOptions): Promise<CreatedApiKey> {
  // Read once: a lost create is looked for by the name and the merchant that were sent.
  const body = asJson("createApiKey", "body", key ?? {}) as Schema.CreateApiKey;
  const firstSentAt = Date.now();
  try {
    const { data, headers } = await orThrow(client.POST("/api-keys", { ...options, body }));
    const { value, ...record } = data;
    // That the value is there was checked with the answer.
    return { ...toApiKey(record, idFromLocation(headers, value as Secret)), value: value as Secret };
  } catch (error) {
    if (isFlexFactorError(error) && mayHaveCreated(error.outcome))
      throw new UncertainCreateError(error, { mid: body.mid, keyName: body.name, firstSentAt });
    throw error;
  }
}

function mayHaveCreated(outcome: string): boolean {
  return outcome !== "not_sent" && outcome !== "rejected";
}

/** The last part of `Location` (RFC 9110, 10.2.2): the only place that has the id when the body has none. */
function idFromLocation(headers: Headers, value: Secret): string | undefined {
  const segment = /\/api-keys\/([^/?#]+)$/.exec(headers.get("location") ?? "")?.[1];
  try {
    const id = decodeURIComponent(segment ?? "");
    // One with invisible or control characters is no id, and nor is the key itself, which would be printed.
    return id && oneLine(id) === id && !id.includes(value.reveal()) ? id : undefined;
  } catch {
    // Not percent-encoding, so not an id that can be trusted.
    return undefined;
  }
}
