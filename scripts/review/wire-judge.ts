// Judges the documents with `redocly diff`. It is experimental, so only this file calls it.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { fail, type Spec } from "@flexfactor/spec";
import type { Bump } from "./finding.ts";

const root = join(import.meta.dirname, "../..");

interface Side {
  pointer: string;
  value?: unknown;
}
/** A change as Redocly reports it. For a shared schema, it reports only the first place. */
export interface WireChange {
  path: string;
  kind: "added" | "removed" | "modified";
  impact: Bump;
  property?: string;
  verdicts: { ruleId: string; message: string }[];
  base?: Side;
  revision?: Side;
}

/** Compares two documents. */
export async function judgeWire(base: Spec, head: Spec): Promise<WireChange[]> {
  // A change of writing alone leaves the same normal form, and Redocly takes long to start.
  if (isDeepStrictEqual(base, head)) return [];
  const folder = mkdtempSync(join(tmpdir(), "wire-"));
  try {
    const files = [base, head].map((document, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    return await diff(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function diff(files: string[]): Promise<WireChange[]> {
  // Always passes --config: without a configuration that extends `diff-recommended`, a removed operation passes.
  const options = ["--config", join(root, "spec/redocly.yaml"), "--lint-config", "off", "--format", "json", "--fail-on", "none"];
  // Redocly takes longer to start than to compare. With its code compiled, it starts in half the time.
  const NODE_COMPILE_CACHE = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "node-compile-cache");
  const env = { ...process.env, NODE_COMPILE_CACHE, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const redocly = join(root, "node_modules/.bin/redocly");
  const { stdout } = await promisify(execFile)(redocly, ["diff", ...files, ...options], {
    env,
    maxBuffer: 2 ** 26,
  }).catch(({ stderr }: { stderr: string }) => fail("redocly diff", stderr.trim()));
  const { changes } = JSON.parse(stdout) as { changes: WireChange[] };
  // A schema or a scheme counts where it is used. Redocly also compares components by name, which has no meaning in the normal form.
  return changes.filter(({ path }) => !/^#\/components\/(schemas|securitySchemes)/.test(path));
}
