// Bodies, answers and statuses that `generate` refuses.
import { gives, json, OBJECT, type RefusedKind, sends } from "./kind.ts";

export const REFUSED_MEDIA: RefusedKind[] = [
  [
    "a form with files",
    sends(OBJECT, {}, "multipart/form-data"),
    /post\/requestBody\/content\/multipart\/form-data: is not supported; the packages send no files or forms/,
  ],
  [
    "a form",
    sends(OBJECT, {}, "application/x-www-form-urlencoded"),
    /requestBody\/content\/application\/x-www-form-urlencoded: is not supported; the packages send no forms: take a JSON body/,
  ],
  [
    "XML as body",
    sends(OBJECT, {}, "application/xml"),
    /requestBody\/content\/application\/xml: is not supported; the packages do not write or read XML/,
  ],
  [
    "bytes as body",
    sends({ type: "string" }, {}, "application/octet-stream"),
    /content\/application\/octet-stream: is not supported; the packages carry JSON, and text in answers/,
  ],
  [
    "a text as body",
    sends({ type: "string" }, {}, "text/plain"),
    /requestBody\/content\/text\/plain: is not supported; the packages carry JSON/,
  ],
  [
    "a choice of media types",
    { requestBody: { content: { "application/json": {}, "application/vnd.a+json": {} } } },
    /requestBody\/content: has 2 media types: keep the one/,
  ],
  ["a body without content", { requestBody: { content: {} } }, /requestBody\/content: is empty: add application\/json/],
  [
    "GET with a body",
    sends(OBJECT),
    /get\/requestBody: is not possible, because a GET has no body: use query parameters/,
    { method: "get" },
  ],
  ["HEAD with a body", sends(OBJECT), /head\/requestBody: is not possible/, { method: "head" }],
  [
    "HEAD with content",
    gives(OBJECT),
    /head\/responses\/200\/content: must be removed: an answer to HEAD has no body/,
    { method: "head" },
  ],
  ["204 with content", gives(OBJECT, "204"), /responses\/204\/content: must be removed: a 204 has no body/],
  [
    "bytes as answer",
    gives({ type: "string", format: "binary" }, "200", "application/pdf"),
    /responses\/200\/content\/application\/pdf: is not supported; .* with bytes as base64 or as a link/,
  ],
  ["an image as answer", gives({}, "200", "image/png"), /responses\/200\/content\/image\/png: is not supported/],
  [
    "XML as answer",
    gives(OBJECT, "200", "text/xml"),
    /responses\/200\/content\/text\/xml: is not supported; the packages do not write or read XML/,
  ],
  [
    "XML as refusal",
    { responses: { 200: json(OBJECT), 400: json(OBJECT, "application/xml") } },
    /responses\/400\/content\/application\/xml: is not supported/,
  ],
  [
    "a stream of events",
    gives({}, "200", "text/event-stream"),
    /text\/event-stream: is not supported; the packages do not read streams/,
  ],
  [
    "lines of JSON",
    gives({}, "200", "application/x-ndjson"),
    /application\/x-ndjson: is not supported; the packages do not read streams/,
  ],
  ["any media type", gives({}, "200", "*/*"), /content\/\*\/\*: is not supported; name the one media type/],
  [
    "text and JSON as successes",
    { responses: { 200: json(OBJECT), 201: json({ type: "string" }, "text/plain") } },
    /responses: has both JSON and text among its 2xx answers/,
  ],
  [
    "a text that is an object",
    gives(OBJECT, "200", "text/plain"),
    /responses: has a text\/plain whose schema is not `type: string`/,
  ],
  ["no success", { responses: { default: json(OBJECT) } }, /responses: has no 2xx: add the status of a success/],
  ["an invalid status", { responses: { 200: json(OBJECT), "2xx": json(OBJECT) } }, /responses\/2xx/],
];
