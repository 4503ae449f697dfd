// The ways in which a text from somebody else can quote a secret.

/** The secret with each character written as an escape. */
const escaped = (secret: string, write: (hex: string) => string): string =>
  secret.replace(/./g, (character) => write(character.charCodeAt(0).toString(16).padStart(2, "0")));
const hexOf = (secret: string): string => Buffer.from(secret).toString("hex");
const base64Of = (secret: string): string => Buffer.from(secret).toString("base64");

/** By a name that ends a sentence: a secret that is quoted `as HTML`. */
export const QUOTATIONS: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (secret) => secret,
  "in part": (secret) => `${secret.slice(0, 12)}…`,
  "in upper case": (secret) => secret.toUpperCase(),
  "in groups": (secret) => secret.replace(/.{5}/g, "$& - "),
  "with invisible characters": (secret) => [...secret].join("\u200b"),
  "with a filler": (secret) => [...secret].join("\u3164"),
  "in wide letters": (secret) => secret.replace(/./g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
  "in base64": base64Of,
  "in base64, after one character": (secret) => base64Of(`x${secret}`),
  "in base64, after two characters": (secret) => base64Of(`xy${secret}`),
  "in base64url": (secret) => Buffer.from(`{"token":"${secret}"}`).toString("base64url"),
  "in a part of base64": (secret) => base64Of(`Bearer ${secret}`).slice(3, -5),
  "in base64 with escapes": (secret) => encodeURIComponent(base64Of(secret)),
  "in hexadecimal": hexOf,
  "in spaced hexadecimal": (secret) => hexOf(secret).toUpperCase().replace(/../g, "$& "),
  "in a part of hexadecimal": (secret) => hexOf(secret).slice(1, -1),
  "as in a URL": encodeURIComponent,
  "with percents": (secret) => escaped(secret, (hex) => `%${hex}`),
  "with double percents": (secret) => escaped(secret, (hex) => `%25${hex}`),
  "with percents of JavaScript": (secret) => escaped(secret, (hex) => `%u00${hex}`),
  "as HTML": (secret) => escaped(secret, (hex) => `&#x${hex};`),
  "as HTML in decimals": (secret) => escaped(secret, (hex) => `&#${Number.parseInt(hex, 16)};`),
  "with escapes of JSON": (secret) => escaped(secret, (hex) => `\\u00${hex}`),
  "with escapes of JavaScript": (secret) => escaped(secret, (hex) => `\\x${hex}`),
  "with code points of JavaScript": (secret) => escaped(secret, (hex) => `\\u{${hex}}`),
  "as JSON in JSON": (secret) => JSON.stringify(JSON.stringify({ secret: secret.replaceAll("/", "\\/") })),
};
