// Remembers the secrets that a client has sent, for its redactor.
import { createRedactor, type Prepared, prepare, type Redact } from "./redact.js";

/** The secrets that messages of a client's calls must not quote. */
export type KnownSecrets = ReturnType<typeof createKnownSecrets>;

/** How many secrets are remembered. A client has one AppSecret and one token, and another token after each refresh. */
const MAX_REMEMBERED = 16;

/**
 * How many characters of secrets are remembered: less than a redactor accepts of ASCII, which tokens are, to leave room for an answer's own
 * secrets. The longest token fits.
 */
const MAX_CHARACTERS = 18_000;

/** Remembers the secrets that the latest calls of a client sent. */
export function createKnownSecrets() {
  const secrets = new Set<string>();
  let characters = 0;
  let kept: { readonly prepared: Prepared; readonly redactor: Redact } | undefined;
  const forget = (secret: string): void => {
    if (secrets.delete(secret)) characters -= secret.length;
  };
  const keep = () => {
    const prepared = prepare(secrets);
    return { prepared, redactor: createRedactor([], prepared) };
  };
  return {
    add(secret: string): void {
      // To prepare the secrets takes long, so they are kept prepared until there is another one.
      if (!secrets.has(secret)) kept = undefined;
      forget(secret);
      secrets.add(secret);
      characters += secret.length;
      for (const oldest of secrets) {
        if (oldest === secret || (secrets.size <= MAX_REMEMBERED && characters <= MAX_CHARACTERS)) return;
        forget(oldest);
      }
    },
    /** A redactor of all that are known now, and of those of one call: with many calls at once they may be forgotten already. */
    redactor(ofCall: Iterable<string>): Redact {
      kept ??= keep();
      const others = [...ofCall].filter((secret) => !secrets.has(secret));
      return others.length > 0 ? createRedactor(others, kept.prepared) : kept.redactor;
    },
  };
}
