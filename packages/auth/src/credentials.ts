// Reads and checks credentials, also those that a function returns.
import {
  AuthenticationError,
  ConfigError,
  isFlexFactorError,
  keysOf,
  kindOfThrown,
  must,
  printKind,
  readOptions,
  Secret,
} from "@flexfactor/core/internal";

/** What a partner gets from the FlexFactor portal. The sandbox and production have different credentials. */
export interface Credentials {
  /** The public half. It is sent unchanged. */
  appKey: string;
  /** The secret half. Keep it on a server. It is sent unchanged. */
  appSecret: string;
}

/** Credentials, or a function that returns them. The function is called before each exchange, so a rotated secret needs no restart. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>);

/** Credentials that have passed the check. */
export interface CheckedCredentials {
  readonly appKey: string;
  readonly appSecret: Secret;
}

// Characters that get into credentials only by mistake: control characters, every space except U+0020, characters without width (byte order
// mark, joiners, fillers, variation selectors), half a surrogate pair, and the replacement character. U+0020 is allowed, also at the ends,
// because secrets with a space in place of a `+` were seen.
const NEVER_MEANT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffd]|(?! )\p{Zs}/u;

/** Makes a function that returns checked credentials. Given credentials are checked now, those of a function before each exchange. */
export function credentialsReader(source: CredentialsSource): () => Promise<CheckedCredentials> {
  if (typeof source === "function") return async () => checkCredentials(await callSource(source));
  const checked = checkCredentials(source);
  return async () => checked;
}

async function callSource(source: () => Credentials | Promise<Credentials>): Promise<Credentials> {
  try {
    return await source();
  } catch (error) {
    // Errors of `fromEnv` and other functions of the SDK are clearer.
    if (isFlexFactorError(error)) throw error;
    const kind = printKind(kindOfThrown(error)) || "unknown error";
    throw new AuthenticationError(
      `The function given to \`clientCredentials\` failed (${kind}). Its message is left out: it can contain a secret.`,
      { operation: "exchangeCredentials" },
    );
  }
}

function checkCredentials(given: unknown): CheckedCredentials {
  must(keysOf(given), "credentials", "{ appKey, appSecret }, or a function that returns them");
  const fields = readOptions("the credentials", given, ["appKey", "appSecret"]);
  const appKey = checkText(fields.appKey, "appKey");
  const appSecret = checkText(fields.appSecret, "appSecret");
  return { appKey, appSecret: new Secret(appSecret) };
}

function checkText(value: unknown, name: string): string {
  must(typeof value === "string" && value.trim() !== "", name, "a string that is not blank");
  const found = NEVER_MEANT.exec(value);
  if (!found) return value;
  const codePoint = found[0].codePointAt(0) as number;
  const hex = codePoint.toString(16).toUpperCase().padStart(4, "0");
  throw new ConfigError(
    `\`${name}\` contains U+${hex} as its character ${found.index + 1}, which credentials never contain. Remove it.`,
  );
}
