// Compares names of keys as loosely as a server may change them.
import { nfkc } from "@flexfactor/core/internal";

/** How many characters of names outside ASCII are read in one list: one character can become eighteen, and their comparison takes time. */
const MAX_CHARACTERS = 20_000;

const ASCII = /^[\0-\x7f]*$/;

/** White space, control characters and invisible characters. */
const UNSEEN = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A name as it is compared: without case, white space, invisible characters and Unicode variants, because the server may change them. A
 * false match is shown to the caller. A missed match could lead to a second key.
 */
export function comparable(name: string): string {
  // ASCII has no variants.
  return ASCII.test(name) ? withoutCase(name) : nfkc(withoutCase(nfkc(name)));
}

function withoutCase(name: string): string {
  // Lower case makes one of "ß" and its capital, and upper case makes one of "ß" and "SS". The lower case of the Turkish "İ" is an "i" with
  // a dot above, or a plain one.
  return name.replace(UNSEEN, "").toLowerCase().replaceAll("i\u0307", "i").toUpperCase();
}

/**
 * Makes a function that reads the names of one list to compare them. A name that is no text is like a blank one. It returns undefined for a
 * name beyond {@link MAX_CHARACTERS}, which can be any name.
 */
export function createNameReader(): (name: unknown) => string | undefined {
  let charactersLeft = MAX_CHARACTERS;
  return (name) => {
    if (typeof name !== "string") return "";
    const cost = ASCII.test(name) ? 0 : name.length;
    if (cost > charactersLeft) return undefined;
    charactersLeft -= cost;
    return comparable(name);
  };
}
