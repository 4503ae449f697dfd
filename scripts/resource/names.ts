// Turns names of the spec into names of a program.

/** Whether it can be the name of a variable: `package` and `3ds` cannot. */
export function isName(text: string): boolean {
  try {
    return Boolean(new Function(`"use strict"; let ${text};`));
  } catch {
    return false;
  }
}

/** `pigeon-id` becomes `pigeonId`. */
export const camel = (text: string): string => text.replace(/[^a-z0-9]+(.)?/gi, (_, next = "") => next.toUpperCase());

/** `carrier-pigeons` becomes `CarrierPigeons`. */
export const pascal = (text: string): string => camel(`-${text}`);

/** `createApiKey` of api-keys becomes `create`. An operation without the name of its resource keeps its id. */
export function verbOf(operationId: string, tag: string): string {
  const plural = pascal(tag);
  const singular = plural.replace(/ies$/, "y").replace(/s$/, "");
  return operationId.match(new RegExp(`^([a-z]+)(${plural}|${singular})$`))?.[1] ?? operationId;
}
