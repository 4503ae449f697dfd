// How the names of the spec become names of a program.

/** Whether it can name a variable: `package` and `3ds` cannot. */
export function isName(text: string): boolean {
  try {
    return Boolean(new Function(`"use strict"; let ${text};`));
  } catch {
    return false;
  }
}

/** `pigeon-id` is `pigeonId`. */
export const camel = (text: string): string => text.replace(/[^a-z0-9]+(.)?/gi, (_, next = "") => next.toUpperCase());

/** `carrier-pigeons` is `CarrierPigeons`. */
export const pascal = (text: string): string => camel(`-${text}`);

/** `createApiKey` of api-keys is `create`; an operation that is not called after its resource keeps its id. */
export function verbOf(operationId: string, tag: string): string {
  const plural = pascal(tag);
  const singular = plural.replace(/ies$/, "y").replace(/s$/, "");
  return operationId.match(new RegExp(`^([a-z]+)(${plural}|${singular})$`))?.[1] ?? operationId;
}
