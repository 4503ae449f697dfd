// Refuses what the packages cannot support, with one error that names the place.
import { deref, fail, operationsOf, type Spec } from "../spec.ts";
import { everySchemaOf } from "./every-schema.ts";
import { refuseEndless } from "./refuse-endless.ts";
import { refuseOtherSchema } from "./refuse-schema.ts";
import { eachSchema } from "./subschemas.ts";

/** Refuses a `$ref` that has no target, or that leads back to itself. */
export function refuseBrokenRefs(spec: Spec, node: unknown = spec, place = ""): void {
  if (typeof node !== "object" || node === null) return;
  if ("$ref" in node && typeof node.$ref === "string") deref(spec, node, place);
  for (const [name, inner] of Object.entries(node))
    if (!/^(examples?|default|const|enum)$/.test(name)) refuseBrokenRefs(spec, inner, place === "" ? name : `${place}/${name}`);
}

/** Refuses valid OpenAPI that the packages cannot support. */
export function refuseUnsupported(spec: Spec): void {
  if (spec.webhooks) fail("webhooks", "are not supported: the packages receive no requests");
  if (spec.servers.length === 0) fail("servers", "are missing");
  for (const [path, item] of Object.entries(spec.paths)) {
    if (item.$ref !== undefined) fail(`paths/${path}`, "is a `$ref`: write the operations where they are");
    if (item.servers) fail(`paths/${path}/servers`, "are not supported: all operations use the servers of the document");
    if (item["trace"]) fail(`paths/${path}/trace`, "is a method that `fetch` does not send: use another");
  }
  for (const { place, operation } of operationsOf(spec)) {
    if (operation.servers) fail(`${place}/servers`, "are not supported: all operations use the servers of the document");
    if (operation.callbacks) fail(`${place}/callbacks`, "are not supported: the packages receive no requests");
  }
  everySchemaOf(spec, (schema, place) => {
    eachSchema(schema, place, (inner, at) => refuseOtherSchema(spec, inner, at));
    return schema;
  });
  refuseEndless(spec);
}
