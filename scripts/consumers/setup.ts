// Runs once, before all test files: installs the tools with npm, packs the packages, and installs the tarballs with npm into an empty
// project. The tools are not in the workspace: they are large, and nobody needs them to work on the packages. (Verdaccio asks for a tag of
// node-fetch that not every registry has, so the package.json of the tools overrides it.)
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packedProject } from "./packed-project.ts";
import { npm } from "./run.ts";
import { TOOLS } from "./tools.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The project with the installed tarballs, and the tarballs. */
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
