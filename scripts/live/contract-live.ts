// Finds where the real API differs from the spec: makes the calls that succeed (exchange, create, get, list, delete), and validates them with
// Prism. It prints no credential and no value of an answer, only names that the spec has.
import { randomUUID } from "node:crypto";
import { type ApiKey, apiKeys, reconcile, UncertainCreateError } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { type Client, createClient, isFlexFactorError } from "@flexfactor/core";
import { environments } from "@flexfactor/core/internal";
import { commandLine } from "@flexfactor/spec/command-line";
import { type Exchange, validatingFetch } from "./validating-fetch.ts";

const NAMES = ["FLEXFACTOR_APP_KEY", "FLEXFACTOR_APP_SECRET", "FLEXFACTOR_MID"];

commandLine(`pnpm contract:live

Creates, lists, gets and deletes a key with the real API, and prints where its answers differ from the spec. It prints no secret.

It needs ${NAMES.join(", ")} in the environment, of an account in which a key may be
created and deleted. It calls the sandbox; FLEXFACTOR_BASE_URL sets another address.`);

const exchanges: Exchange[] = [];
let left = "";

try {
  const missing = NAMES.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Error(`set ${missing.join(" and ")} of an account in which a key may be created and deleted.`);
  const given = process.env["FLEXFACTOR_BASE_URL"] || environments.sandbox;
  const baseUrl = (URL.parse(given)?.href ?? given).replace(/\/+$/, "");
  const [appKey = "", appSecret = "", mid = ""] = NAMES.map((name) => process.env[name]);
  const fetch = await validatingFetch(baseUrl, (exchange) => exchanges.push(exchange));
  const client = createClient({ baseUrl, auth: clientCredentials({ appKey, appSecret }), fetch, maxAttempts: 1 });
  console.log(`Calling ${new URL(baseUrl).host}`);
  await callAll(client, mid);
  report();
} catch (error) {
  if (isFlexFactorError(error) && error.code === "response") noteFailure(String(error.operation), error);
  if (exchanges.length > 0) report();
  console.error(`contract:live: ${inOneLine(error)}`);
  process.exitCode = 1;
}

function inOneLine(error: unknown): string {
  if (!isFlexFactorError(error) || !error.status)
    // The command has no option `allowPlainHttp`.
    return (error instanceof Error ? error.message : String(error))
      .replace("`baseUrl`", "FLEXFACTOR_BASE_URL")
      .replace(", or with `allowPlainHttp`", "");
  // The message of a refusal may quote anything, so this does not print it.
  const { operation, status, code, reason } = error;
  return `${operation} was answered ${status}${reason ? `, without a usable ${reason}` : ` (${code})`}`;
}

async function callAll(client: Client, mid: string): Promise<void> {
  const keys = apiKeys(client);
  // A unique name, so that we recognise our key even if the answer to its create got lost.
  const name = `contract-live ${randomUUID()}`;
  const made: ApiKey[] = [];
  try {
    made.push(await keys.create({ mid, name, type: "secret", scopes: ["customers:read"] }));
  } catch (error) {
    if (!(error instanceof UncertainCreateError)) throw error;
    left = ` A key named "${name}" may be left.`;
    noteFailure("createApiKey", error);
    made.push(...(await reconcile(client, error)).candidates);
  }
  try {
    await noting("getApiKeys", () => keys.list(mid));
    for (const { id } of made) if (id !== undefined) await noting("getApiKeys", () => keys.get(id));
  } finally {
    for (const { id } of made) {
      left = ` The key named "${name}" is left: delete it in the portal.`;
      if (id !== undefined && (await noting("deleteApiKey", () => keys.delete(id)))) left = " The key was deleted.";
    }
  }
}

/** Makes a call. A failure counts as one more difference, and the other calls follow. */
async function noting(operation: string, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    noteFailure(operation, error);
    return false;
  }
}

function noteFailure(operation: string, error: unknown): void {
  if (!isFlexFactorError(error)) throw error;
  const last = exchanges.findLast((exchange) => exchange.operation === operation);
  const because = error instanceof UncertainCreateError ? error.causeCode : error.code;
  const problem = error.reason ? `the SDK cannot read it (${error.reason})` : `the SDK fails (${because})`;
  if (last) last.differences.push({ place: "answer", problem });
  else exchanges.push({ operation, status: 0, differences: [{ place: "answer", problem }] });
}

function report(): void {
  const rows = exchanges.flatMap(({ operation, status, differences }) =>
    (differences.length > 0 ? differences : [{ place: "", problem: "as the spec says" }]).map(({ place, problem }) => [
      operation,
      String(status || "none"),
      place,
      problem,
    ]),
  );
  const table = [["operation", "answer", "place", "difference"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log(
    `\n${table
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd(),
      )
      .join("\n")}`,
  );
  const count = exchanges.reduce((sum, { differences }) => sum + differences.length, 0);
  console.log(
    `\n${count === 0 ? "No difference" : `${count} difference${count > 1 ? "s" : ""}`} in ${exchanges.length} answers.${left}`,
  );
  if (count > 0) process.exitCode = 1;
}
