// A create whose answer was lost, and the list of keys in which it is looked for.
import { json, stubFetch } from "@flexfactor/testing/stub-fetch";
import { type LostCreate, reconcile } from "../src/index.ts";
import { clientOf } from "./clients.ts";

const sentAt = Date.parse("2026-11-23T12:00:00Z");
/** A create that failed long ago. So the key can no longer appear. */
export const lostCreate = (keyName: string): LostCreate => ({
  mid: "mid_1",
  keyName,
  firstSentAt: sentAt,
  mayAppearUntil: sentAt + 60_000,
  outcome: "unknown",
});
export const thatTime = () => new Date(sentAt).toISOString();
export const headers = () => ({ date: new Date().toUTCString() });
export const listing = (keys: object[], more: object = {}, status = 200) =>
  clientOf(stubFetch(() => json(status, { keys }, { ...headers(), ...more })));
export const verdictOf = async (...args: Parameters<typeof listing>) =>
  (await reconcile(listing(...args), lostCreate("Order 1"))).verdict;
