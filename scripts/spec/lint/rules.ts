// The house rules of the spec that a configuration of Redocly cannot express, and checks of the examples that it does not check.
// spec/redocly.yaml loads this file. Redocly follows every $ref, so these rules see a shared schema wherever it is used.
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { directed } from "../generate/directions.ts";
import { operationsModuleOf } from "../generate/operations.ts";
import { refuseUnsupported } from "../generate/refuse.ts";
import { schemasOf } from "../generate/schemas.ts";
import { PACKAGES } from "../packages.ts";
import type { Schema, Spec } from "../spec.ts";

interface Location {
  pointer: string;
  child(path: string | string[]): Location;
}
interface Context {
  location: Location;
  type: { name: string; properties: object };
  report(problem: { message: string; location?: Location }): void;
  resolve<T>(node: T): { node?: T; location: Location };
}
interface Operation {
  tags?: string[];
  security?: object[];
  responses?: Record<string, unknown>;
}
interface WithExamples {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

/** Checks a value against the schema at a pointer of the document: as a request sends it, or else as a response returns it. */
function valueCheck(document: object): (value: unknown, pointer: string) => string | undefined {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(document, "written", undefined, false);
  ajv.addSchema(inItsDirections(document), "directed", undefined, false);
  return (value, pointer) => {
    // `directed` has other places for parameters: it lists those of a path in each operation.
    const key = /^#\/paths\/[^/]+\/([^/]+\/)?parameters\//.test(pointer) ? "written" : "directed";
    const check = ajv.getSchema(`${key}${pointer.split("/").map(encodeURIComponent).join("/").replace("%23", "#")}`);
    return check?.(value) ? undefined : ajv.errorsText(check?.errors, { dataVar: JSON.stringify(value) });
  };
}

function inItsDirections(document: object): object {
  try {
    return directed(document as Spec);
  } catch {
    // Other rules report a broken schema.
    return document;
  }
}

const values = () => {
  let wrong: ReturnType<typeof valueCheck>;
  const examples = ({ schema, example, examples = {} }: WithExamples, { report, location }: Context) => {
    const found = Object.entries(examples).map(([name, { value }]) => ({ value, at: ["examples", name, "value"] }));
    for (const { value, at } of example === undefined ? found : [{ value: example, at: ["example"] }, ...found]) {
      const message = schema && value !== undefined && wrong(value, location.child("schema").pointer);
      if (message) report({ message: `The example does not match its schema: ${message}.`, location: location.child(at) });
    }
  };
  return {
    Root: { enter: (document: object) => void (wrong = valueCheck(document)) },
    Schema(schema: Schema & { default?: unknown }, { report, location }: Context) {
      const message = "default" in schema && wrong(schema.default, location.pointer);
      if (message) report({ message: `The default does not match its schema: ${message}.`, location: location.child("default") });
    },
    Header: examples,
    Parameter: examples,
    MediaType: examples,
  };
};

// Reports an error of `generate` at its place.
const canBeGenerated = () => ({
  Root: {
    enter(document: object, { report, location }: Context) {
      try {
        refuseUnsupported(document as Spec);
        operationsModuleOf(document as Spec);
        schemasOf(directed(document as Spec));
      } catch (error) {
        const [place = "", ...problem] = String((error as Error).message).split(": ");
        report({ message: `generate: ${place} ${problem.join(": ")}.`, location: location.child(keysOf(document, place)) });
      }
    },
  },
});

/** The keys of a place like `paths//api-keys/post`, as far as the document has them. A key can contain slashes. */
function keysOf(document: object, place: string): string[] {
  const key = Object.keys(document).find((name) => place === name || place.startsWith(`${name}/`));
  const inner = key === undefined ? undefined : (document as Record<string, unknown>)[key];
  if (key === undefined) return [];
  return typeof inner === "object" && inner !== null ? [key, ...keysOf(inner, place.slice(key.length + 1))] : [key];
}

const oneTag = () => ({
  Operation({ tags = [] }: Operation, { report, location }: Context) {
    if (tags.length !== 1)
      report({ message: "An operation must have exactly one tag: the package that owns it.", location: location.child("tags") });
  },
});

// Only a warning: a new resource has its paths before it has its package.
const tagHasPackage = () => ({
  Operation({ tags = [] }: Operation, { report, location }: Context) {
    for (const tag of tags.filter((name) => !PACKAGES.includes(name)))
      report({
        message: `There is no package ${tag} yet: make it with \`pnpm new:resource ${tag}\`. The packages are ${PACKAGES.join(", ")}.`,
        location: location.child("tags"),
      });
  },
});

const securedHas401 = () => {
  let everywhere: object[] = [];
  return {
    Root: { enter: (root: Operation) => void (everywhere = root.security ?? []) },
    Operation({ security = everywhere, responses = {} }: Operation, { report, location }: Context) {
      if (security.length > 0 && !responses["401"])
        report({ message: "A secured operation must describe its 401.", location: location.child("responses") });
    },
  };
};

// A field called `value` is a secret only in a key, which the path or the schema's name shows.
const secretsArePasswords = () => ({
  SchemaProperties(properties: Record<string, Schema>, { report, location, resolve }: Context) {
    for (const [name, property] of Object.entries(properties)) {
      const { type = "string", format, enum: names } = resolve(property).node ?? {};
      const secret = /token|secret/i.test(name) || (name === "value" && /key/i.test(location.pointer));
      if (secret && [type].flat().includes("string") && !names && format !== "password")
        report({
          message: `\`${name}\` has the name of a secret, so it needs \`format: password\`.`,
          location: location.child(name),
        });
    }
  },
});

const described = () => {
  const check = (schemas: Record<string, Schema & { description?: string }>, { report, location, resolve }: Context) => {
    for (const [name, schema] of Object.entries(schemas))
      if (!schema.description?.trim() && !resolve(schema).node?.description?.trim())
        report({ message: `\`${name}\` has no description.`, location: location.child(name) });
  };
  return { NamedSchemas: check, SchemaProperties: check };
};

const namedExample = () => ({
  Response: {
    MediaType({ examples = {} }: WithExamples, { report, location }: Context) {
      if (Object.keys(examples).length === 0)
        report({ message: "A response with content must have a named example, for the mock and the contract matrix.", location });
    },
  },
});

// Redocly visits a shared schema only once, in a request or in a response. So this rule walks through the schemas of responses itself.
const openResponses = () => {
  const seen = new Set<unknown>();
  const walk = (value: unknown, place: Location, resolve: Context["resolve"], report: Context["report"]): void => {
    const { node, location } = resolve(value);
    if (node === null || typeof node !== "object" || seen.has(node)) return;
    seen.add(node);
    const at = node === value ? place : location;
    for (const [key, child] of Object.entries(node))
      if (child === false && /^(additional|unevaluated)Properties$/.test(key))
        report({
          message: "A response must allow unknown fields: the vendor may add some at any time.",
          location: at.child(key),
        });
      else if (!/^(examples?|default|enum|const)$/.test(key)) walk(child, at.child(key), resolve, report);
  };
  return {
    Response({ content }: { content?: object }, { location, resolve, report }: Context) {
      walk(content, location.child("content"), resolve, report);
    },
  };
};

/** Our own keys, and where the tools read each. A misspelt key would silently do nothing. */
const EXTENSIONS: Record<string, string> = {
  "x-environment": "Server",
  "x-retry": "Operation",
  "x-lifetime-ms": "Schema",
  "x-pattern-description": "Schema",
};

const knownExtensions = () => ({
  any: {
    enter(node: unknown, { report, location, type }: Context) {
      // The keys of a map, such as the headers of a response, are names: any key is allowed.
      const isMap = Object.keys(type.properties).length === 0 && type.name !== "Paths";
      if (typeof node !== "object" || node === null || Array.isArray(node) || isMap) return;
      for (const key of Object.keys(node).filter((name) => /^x-/i.test(name) && EXTENSIONS[name] !== type.name)) {
        const known = Object.entries(EXTENSIONS).map(([name, place]) => `${name} (${place})`);
        report({ message: `\`${key}\` is not known here. These are known: ${known.join(", ")}.`, location: location.child(key) });
      }
    },
  },
});

export default () => ({
  id: "sdk",
  rules: {
    oas3: {
      "values-match-schema": values,
      "can-be-generated": canBeGenerated,
      "one-tag": oneTag,
      "tag-has-package": tagHasPackage,
      "secured-has-401": securedHas401,
      "secrets-are-passwords": secretsArePasswords,
      described,
      "named-example": namedExample,
      "open-responses": openResponses,
      "known-extensions": knownExtensions,
    },
  },
});
