import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { inspect } from "node:util";

// Searches for secrets in everything that a program can print. Each secret is 32 random characters. No eight of them in a row may
// appear anywhere.
const random = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64");
export const secrets = { appSecret: random(), accessToken: random(), refreshToken: random(), value: random() };
const ENCODINGS = [
  (secret: string) => secret,
  (secret: string) => Buffer.from(secret).toString("base64"),
  (secret: string) => Buffer.from(secret).toString("hex"),
  encodeURIComponent,
];
const windows = Object.entries(secrets).flatMap(([name, secret]) =>
  ENCODINGS.map((encode) => encode(secret)).flatMap((form) =>
    Array.from({ length: form.length - 7 }, (_, start) => [form.slice(start, start + 8), name] as const),
  ),
);
const found = (text: string): string[] => [...new Set(windows.filter(([part]) => text.includes(part)).map(([, name]) => name))];

/** Every way in which a program prints a value. */
const sinks: Record<string, (value: unknown) => string> = {
  "console.log": (value) => {
    const stream = new PassThrough();
    new Console(stream).log(value);
    return String(stream.read());
  },
  "util.inspect": (value) => inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
  "util.inspect without custom": (value) =>
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, customInspect: false }),
  "JSON.stringify": (value) => JSON.stringify(value) ?? "",
  "String()": (value) => String(value),
  "a template": (value) => `${value as string}`,
  structuredClone: (value) => {
    try {
      return inspect(structuredClone(value), { depth: Number.POSITIVE_INFINITY });
    } catch {
      return "";
    }
  },
  "message, stack and own fields": (value) => {
    const fields = Reflect.ownKeys(Object(value)).map((name) => String(name) + String(Object(value)[name]));
    return [value instanceof Error && value.message, value instanceof Error && value.stack, ...fields].join("\n");
  },
};

let checks = 0;
export const checksSoFar = (): number => checks;

/** The secrets that a value shows, each with the way that shows it. */
export const leaks = (value: unknown): string[] =>
  Object.entries(sinks).flatMap(([sink, print]) => {
    // One check is one secret in one encoding in one sink.
    checks += Object.keys(secrets).length * ENCODINGS.length;
    return found(print(value)).map((name) => `${name} by ${sink}`);
  });
