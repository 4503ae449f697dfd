// Once, before all the files: the tools are installed by npm, the packages packed, and the tarballs installed by npm into an
// empty project. The tools are no part of the workspace: they are large, and nobody needs them to work on the packages. (Verdaccio
// asks for a tag of node-fetch that not every registry has: hence the override in their package.json.)
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packedProject } from "./packed-project.ts";
import { npm } from "./run.ts";
import { TOOLS } from "./tools.ts";

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
  const { project, tarballs } = await packedProject(home);
  provide("project", project);
  provide("tarballs", tarballs);
  return () => rmSync(home, { recursive: true });
}
