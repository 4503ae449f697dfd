// The bodies of an operation: JSON in any media type, or text in an answer. Everything else is refused.
import { type Content, deref, fail, type Schema, type Spec, type SpecOperation } from "../spec.ts";
import { jsonTypesOf } from "./json-types.ts";

/** A media type of a body, and the schema of its content. */
interface Media {
  type: string;
  schema: Schema | undefined;
}

/** The body that an operation sends. */
export interface RequestBody extends Media {
  required: boolean;
}

/** What the run-time must know about the 2xx answers. */
export interface Answers {
  /** The schemas of their bodies. */
  schemas: Schema[];
  /** Whether a 202 is one of them. */
  accepts: boolean;
  /** Whether one of them may have no body. */
  bodiless: boolean;
  /** Whether they are texts. */
  text: boolean;
  /** Whether a body may be a string, a number, a boolean or null. */
  scalar: boolean;
  /** The value of `Accept`. */
  accept: string;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;.*)?$/i;
const TEXT_TYPE = /^text\/(?!xml\b|event-stream\b)[\w.+-]+(?:\s*;.*)?$/i;

const INSTEADS: [RegExp, string][] = [
  [/^multipart\//i, "the packages send no files or forms: take a JSON body, with the file as base64 or as a link"],
  [/^application\/x-www-form-urlencoded/i, "the packages send no forms: take a JSON body"],
  [/xml/i, "the packages do not write or read XML: use application/json"],
  [/event-stream|ndjson|jsonl|json-seq/i, "the packages do not read streams: answer with one JSON document"],
  [/\*/, "name the one media type that is meant, like application/json"],
];

function refuseMedia(place: string, type: string): never {
  const [, instead] = INSTEADS.find(([kind]) => kind.test(type)) ?? [];
  const otherwise = "the packages carry JSON, and text in answers: use application/json, with bytes as base64 or as a link";
  return fail(`${place}/content/${type}`, `is not supported; ${instead ?? otherwise}`);
}

function soleMedia({ content = {} }: Content, place: string): Media | undefined {
  const types = Object.keys(content);
  const [type] = types;
  if (type === undefined) return undefined;
  if (types.length > 1) fail(`${place}/content`, `has ${types.length} media types: keep the one that the packages are to use`);
  return { type, schema: content[type]?.schema };
}

/** The body that the operation sends, if it does. */
export function requestBodyOf(spec: Spec, { place: operationPlace, method, operation }: SpecOperation): RequestBody | undefined {
  if (!operation.requestBody) return undefined;
  const place = `${operationPlace}/requestBody`;
  const found = deref(spec, operation.requestBody, place);
  if (method === "GET" || method === "HEAD")
    fail(place, `is not possible, because a ${method} has no body: use query parameters`);
  for (const type of Object.keys(found.content ?? {})) if (!JSON_TYPE.test(type)) refuseMedia(place, type);
  const media = soleMedia(found, place);
  if (!media) return fail(`${place}/content`, "is empty: add application/json");
  return { ...media, required: found.required === true };
}

const NO_CONTENT = ["204", "205"];

/** The 2xx answers of an operation. */
export function answersOf(spec: Spec, found: SpecOperation): Answers {
  const { place, method, operation } = found;
  const successes: { status: string; media: Media | undefined }[] = [];
  const failures: string[] = [];
  for (const [status, response] of Object.entries(operation.responses)) {
    const at = `${place}/responses/${status}`;
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) fail(at, "is not a status like 200, 2XX or default");
    const answer = deref(spec, response, at);
    for (const type of Object.keys(answer.content ?? {}))
      if (!JSON_TYPE.test(type) && !TEXT_TYPE.test(type)) refuseMedia(at, type);
    if (!status.startsWith("2")) failures.push(...Object.keys(answer.content ?? {}));
    else successes.push({ status, media: successMedia(answer, at, status, method) });
  }
  if (successes.length === 0) fail(`${place}/responses`, "has no 2xx: add the status of a success");
  const bodies = successes.flatMap(({ media }) => media ?? []);
  return {
    schemas: bodies.flatMap(({ schema }) => schema ?? []),
    accepts: successes.some(({ status }) => status === "202" || status === "2XX"),
    bodiless: method === "HEAD" || successes.some(({ media }) => !media),
    ...kindOf(spec, place, bodies),
    accept: acceptOf(
      bodies.map(({ type }) => type),
      failures,
    ),
  };
}

function successMedia(answer: Content, at: string, status: string, method: string): Media | undefined {
  const media = soleMedia(answer, at);
  if (media && method === "HEAD") fail(`${at}/content`, "must be removed: an answer to HEAD has no body");
  if (media && NO_CONTENT.includes(status)) fail(`${at}/content`, `must be removed: a ${status} has no body`);
  return media;
}

function kindOf(spec: Spec, place: string, bodies: Media[]): Pick<Answers, "text" | "scalar"> {
  const texts = bodies.filter(({ type }) => TEXT_TYPE.test(type));
  if (texts.length > 0 && texts.length < bodies.length)
    fail(`${place}/responses`, "has both JSON and text among its 2xx answers: choose one of them");
  for (const { type, schema } of texts)
    if ([...jsonTypesOf(spec, schema, place)].join() !== "string")
      fail(`${place}/responses`, `has a ${type} whose schema is not \`type: string\``);
  const scalar = bodies.some(({ schema }) =>
    [...jsonTypesOf(spec, schema, place)].some((type) => type !== "object" && type !== "array"),
  );
  return { text: texts.length > 0, scalar: scalar && texts.length === 0 };
}

/** The media types of the successes, then those of the refusals that are not plain JSON. */
function acceptOf(successes: string[], failures: string[]): string {
  const wanted = successes.length > 0 ? successes : ["application/json"];
  return [...new Set([...wanted, ...failures])].join(", ");
}
