// Reads a resource from the spec: its methods with their arguments and results.

import { type Cell, cellsOf, deref, operationsOf, readSpec, SPEC_FILE, type Spec, type SpecOperation } from "@flexfactor/spec";
import { directed } from "@flexfactor/spec/generate/directions";
import { bySchemaName, declared, type NamedType, type WrittenType } from "./named-types.ts";
import { pascal, verbOf } from "./names.ts";
import { type Taken, takenBy } from "./taken.ts";

export interface Method {
  found: SpecOperation;
  name: string;
  takes: Taken[];
  gives: WrittenType;
}

export interface Resource {
  name: string;
  description: string;
  methods: Method[];
  cells: Cell[];
  spec: Spec;
}

export function resourceOf(name: string): Resource {
  // In this spec, requests and responses have separate schemas.
  const spec = directed(readSpec(SPEC_FILE));
  const found = operationsOf(spec).filter(({ tag }) => tag === name);
  const verbs = found.map(({ operationId }) => verbOf(operationId, name));
  const methods = found.map((one, index) => {
    checkRequestIds(spec, one);
    const verb = verbs[index] as string;
    const unique = verbs.indexOf(verb) === verbs.lastIndexOf(verb);
    return { found: one, name: unique ? verb : one.operationId, takes: takenBy(spec, one), gives: givenBy(spec, one) };
  });
  const description = spec.tags?.find((tag) => tag.name === name)?.description?.trim() ?? `The ${name} of the FlexFactor API.`;
  return { name, description, methods, cells: cellsOf().filter(({ tag }) => tag === name), spec };
}

/** The types that the methods use, each once. */
export function declarationsOf({ methods }: Resource): NamedType[] {
  const all = methods.flatMap(({ takes, gives }) => [...takes.flatMap(({ type }) => type.declares), ...gives.declares]);
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function givenBy(spec: Spec, { operationId, operation, place }: SpecOperation): WrittenType {
  const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
  const schemas = successes.map(([, response]) => Object.values(deref(spec, response, place).content ?? {})[0]?.schema);
  const [first] = schemas;
  if (schemas.every((schema) => schema === undefined)) return { text: "void", declares: [] };
  const same = schemas.every((schema) => JSON.stringify(schema) === JSON.stringify(first));
  const fallback = declared(
    `${pascal(operationId)}Result`,
    `Data<operations["${operationId}"]>`,
    `What \`${operationId}\` gives.`,
  );
  return (same && first && bySchemaName(spec, first)) || fallback;
}

/** Refuses an answer without the request id, because the contract tests look for it. */
function checkRequestIds(spec: Spec, { operation, place }: SpecOperation): void {
  for (const [status, response] of Object.entries(operation.responses))
    if (!deref(spec, response, place).headers?.["apigw-requestid"])
      throw new Error(
        `${place}/responses/${status}: needs the header that every answer of the API has, \`apigw-requestid: { $ref: "#/components/headers/RequestId" }\``,
      );
}
