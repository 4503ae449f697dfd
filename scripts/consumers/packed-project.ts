// An empty project with the packed packages, installed by npm as a consumer does it.
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import { npm, run } from "./run.ts";

const packages = join(import.meta.dirname, "../../packages");

/** Makes the tarballs and the project in `home`. The project contains the behaviour suite. */
export async function packedProject(home: string): Promise<{ project: string; tarballs: string[] }> {
  const packed = join(home, "packed");
  for (const name of PACKAGES) await run("pnpm", ["pack", "--pack-destination", packed], join(packages, name));
  const tarballs = readdirSync(packed).map((file) => join(packed, file));

  const project = join(home, "project");
  await npm(["install", "--prefix", project, ...tarballs], home);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  copyFileSync(join(import.meta.dirname, "behaviour.mjs"), join(project, "behaviour.mjs"));
  return { project, tarballs };
}
