/**
 * A function that returns a bearer token. Write one to get tokens from somewhere else than `clientCredentials`.
 *
 * It is called before each request, so it should keep its token. After a 401 it is called again, with the token that the server `rejected`.
 * Then it returns another token, or the same one if it has no other. `signal` is aborted when the call no longer waits for the token.
 *
 * If it throws, the call fails with an `AuthenticationError` that has the class and the code of what was thrown. But a `FlexFactorError` is
 * passed on as it is, unredacted: put no secret into it.
 *
 * @example
 * const source: TokenSource = async (rejected) => (rejected ? broker.newToken() : broker.currentToken());
 * const client = createClient({ environment: "sandbox", auth: () => source });
 */
export type TokenSource = (rejected?: string, signal?: AbortSignal) => Promise<string>;

/** Whether it can be sent in an `Authorization` header: 1 to 16,384 visible ASCII characters. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,16384}$/.test(value);
}
