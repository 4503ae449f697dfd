/** So many marks on one letter are more than any language has. Unicode's stream-safe text has no more (UAX #15, 13). */
const MARKS = /([\p{M}\uff9e\uff9f]{1,30})[\p{M}\uff9e\uff9f]*/gu;

/**
 * The text with compatible characters as one (NFKC). Marks after the thirtieth on one letter are left out: to put a million of them in order
 * takes a minute.
 */
export function nfkc(text: string): string {
  return text.replace(MARKS, "$1").normalize("NFKC");
}
