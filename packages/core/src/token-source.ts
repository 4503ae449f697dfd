/**
 * Gives a token. It is called before each request, and after a 401 with the token that was refused: then it gives another one
 * if it can, and the same one if it cannot. `signal` is aborted when the caller has stopped waiting.
 */
export type TokenSource = (rejected?: string, signal?: AbortSignal) => Promise<string>;

/** Whether it can stand in an `Authorization` header: 1 to 16,384 visible ASCII characters. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,16384}$/.test(value);
}
