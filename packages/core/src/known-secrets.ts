import { createRedactor, type Redact } from "./redact.js";

/** The secrets that messages of a client's calls must not quote. */
export type KnownSecrets = ReturnType<typeof createKnownSecrets>;

/** How many are remembered. A client has one AppSecret and one token; after each renewal there is another token. */
const MAX_REMEMBERED = 16;

/** How many characters of them: less than a redactor takes, so that an answer's own secrets fit in beside them. The longest token fits. */
const MAX_CHARACTERS = 18_000;

/** Remembers what the calls of one client send in confidence, the latest ones. */
export function createKnownSecrets() {
  const secrets = new Set<string>();
  let characters = 0;
  const forget = (secret: string): void => {
    if (secrets.delete(secret)) characters -= secret.length;
  };
  return {
    add(secret: string): void {
      forget(secret);
      secrets.add(secret);
      characters += secret.length;
      for (const oldest of secrets) {
        if (oldest === secret || (secrets.size <= MAX_REMEMBERED && characters <= MAX_CHARACTERS)) return;
        forget(oldest);
      }
    },
    all: (): Iterable<string> => secrets,
    /** A redactor of all that are known now. */
    redactor: (): Redact => createRedactor(secrets),
  };
}
