// Once, before all the files: the tools are installed by npm, the packages packed, and the tarballs installed by npm into an
// empty project. The tools are no part of the workspace: they are large, and nobody needs them to work on the packages. (Verdaccio
// asks for a tag of node-fetch that not every registry has: hence the override in their package.json.)
import { copyFileSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import type { TestProject } from "vitest/node";
import { npm, run } from "./run.ts";
import { TOOLS } from "./tools.ts";

const packages = join(import.meta.dirname, "../../packages");

declare module "vitest" {
  interface ProvidedContext {
    /** The empty project with the tarballs in it, and the tarballs. */
    project: string;
    tarballs: string[];
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "flexfactor-consumers-")));
  await npm(["install", "--ignore-scripts", "--no-package-lock"], TOOLS);
  const packed = join(home, "packed");
  for (const name of PACKAGES) await run("pnpm", ["pack", "--pack-destination", packed], join(packages, name));
  const tarballs = readdirSync(packed).map((file) => join(packed, file));

  const project = join(home, "project");
  await npm(["install", "--prefix", project, ...tarballs], home);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  copyFileSync(join(import.meta.dirname, "behaviour.mjs"), join(project, "behaviour.mjs"));
  provide("project", project);
  provide("tarballs", tarballs);
  return () => rmSync(home, { recursive: true });
}
