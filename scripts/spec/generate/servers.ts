// The servers of the spec as environments, and the credentials that its operations need.
import { fail, type Spec, type SpecOperation } from "../spec.ts";

/** The base URL of each environment. */
export function environmentsOf(spec: Spec): Record<string, string> {
  const environments = new Map<string, string>();
  for (const [index, server] of spec.servers.entries()) {
    const place = `servers/${index}`;
    const name = server["x-environment"];
    if (typeof name !== "string" || !name) fail(place, "has no x-environment");
    if (environments.has(name)) fail(place, `has the x-environment of another server, ${name}`);
    if (server.variables || /[{}]/.test(server.url))
      fail(place, "has variables, which the packages do not fill in: write one server with an x-environment for each value");
    if (!/^https:\/\/[^?#@\\\s]+$/.test(server.url) || !URL.canParse(server.url))
      fail(`${place}/url`, "must be an https URL without credentials, query or fragment");
    environments.set(name, server.url);
  }
  return Object.fromEntries(environments);
}

/** Whether an operation sends a token. The packages send no other credential than a bearer token. */
export function isSecured(spec: Spec, { place, operation }: SpecOperation): boolean {
  const alternatives = operation.security ?? spec.security ?? [];
  for (const alternative of alternatives) {
    const names = Object.keys(alternative);
    if (names.length > 1) fail(`${place}/security`, `needs ${names.join(" and ")} together: the packages send one bearer token`);
    for (const name of names) refuseOtherScheme(spec, place, name);
  }
  return alternatives.some((alternative) => Object.keys(alternative).length > 0);
}

function refuseOtherScheme(spec: Spec, place: string, name: string): void {
  const scheme = spec.components?.securitySchemes?.[name];
  if (!scheme) return fail(`${place}/security`, `${name} is not among components/securitySchemes`);
  const bearer = scheme.type === "http" && /^bearer$/i.test(scheme.scheme ?? "");
  if (!bearer && scheme.type !== "oauth2" && scheme.type !== "openIdConnect")
    fail(
      `components/securitySchemes/${name}`,
      "is a kind of credential that the packages do not send: use `type: http` with `scheme: bearer`",
    );
}
