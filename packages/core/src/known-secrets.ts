/** The secrets that messages of a client's calls must not quote. */
export type KnownSecrets = ReturnType<typeof createKnownSecrets>;

/** How many are remembered. A client has one AppSecret and one token; after each renewal there is another token. */
const MAX_REMEMBERED = 16;

/** Remembers what the calls of one client send in confidence, the latest ones. */
export function createKnownSecrets() {
  const secrets = new Set<string>();
  return {
    add(secret: string): void {
      secrets.delete(secret);
      secrets.add(secret);
      const [oldest] = secrets;
      if (secrets.size > MAX_REMEMBERED && oldest !== undefined) secrets.delete(oldest);
    },
    all: (): Iterable<string> => secrets,
  };
}
