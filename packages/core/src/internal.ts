// What only the packages and tools of this repository use. It can change in any version, so the packages depend on each other by exact
// version. It also exports all of `index.ts`, so that a package loads one entry: each entry adds a millisecond to a program's start.

export { checkAllowBrowser } from "./allow-browser.js";
export { bare, defineHidden } from "./bare.js";
export { sendBeforeOf } from "./deadline.js";
export { environments, operationTable } from "./generated/operations.js";
export type { operations, paths } from "./generated/types.js";
export * from "./index.js";
export { asJson } from "./input.js";
export { given, hasContent, keysOf, own } from "./json.js";
export { refuses } from "./judge.js";
export { nfkc } from "./nfkc.js";
export { hasFunction, must, readCallOptions, readOptions } from "./options.js";
export type { Problem } from "./problem.js";
export { type Check, type CheckedInput, problemsOf } from "./problems.js";
export { createRedactor, oneLine } from "./redact.js";
export { isFromApi, readRefusal } from "./refusal.js";
export { orThrow, type Reply, unusableReplyError } from "./reply.js";
export { serverTime } from "./retry-after.js";
export { kindOfThrown, printKind, redactWhole, withoutTokens } from "./thrown.js";
export { isToken } from "./token-source.js";
export type { Data } from "./typed-calls.js";
