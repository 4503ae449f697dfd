// The tarballs that `changeset pack` made: describes their contents, and writes the list from which the Release workflow publishes them.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

interface Release {
  kind: string;
  name: string;
  version: string;
  tag: string;
  tarball: { path: string };
}

/** The releases in publish-plan.json of `folder`, in order. */
function releasesIn(folder: string): Release[] {
  const { plan } = JSON.parse(readFileSync(join(folder, "publish-plan.json"), "utf8")) as { plan: Release[][] };
  return plan.flat().filter(({ kind }) => kind === "publish");
}

/** Writes releases.tsv into `folder`: name, version, tag, and the name of the tarball without `.tgz`. */
export function listTarballs(folder: string): void {
  const lines = releasesIn(folder).map(({ name, version, tag, tarball }) => [name, version, tag, basename(tarball.path, ".tgz")]);
  writeFileSync(join(folder, "releases.tsv"), lines.map((line) => `${line.join("\t")}\n`).join(""));
}

/** Describes the tarballs in `folder`: the files in each, then the order and the tags under which they would be published. */
export function describeTarballs(folder: string): string {
  const releases = releasesIn(folder);
  if (releases.length === 0) return "\nNothing is left to publish: the registry has every version.";
  const order = releases.map(({ name, version, tag }) => `  ${name}@${version}, under the tag ${tag}`);
  return [...releases.map((release) => describe(folder, release)), "\nA release would publish, in this order:", ...order].join(
    "\n",
  );
}

function describe(folder: string, { name, version, tag, tarball }: Release): string {
  const file = join(folder, tarball.path);
  // "-rw-r--r-- 0/0  1083 1985-10-26 08:15 package/LICENSE"
  const lines = execFileSync("tar", ["-tvzf", file], { encoding: "utf8" }).trim().split("\n");
  const entries = lines
    .map((line) => line.split(/\s+/))
    .map(([, , bytes, , , path = ""]) => ({ bytes: Number(bytes), path: path.replace("package/", "") }));
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const size = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  const unpacked = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const contents = entries.map(({ bytes, path }) => `${size(bytes)}  ${path}`);
  const total = `${size(unpacked)}  installed, in ${entries.length} files, ${size(statSync(file).size).trim()} to download`;
  return [`\n${name}@${version}, under the tag ${tag}`, ...contents, total].join("\n");
}
