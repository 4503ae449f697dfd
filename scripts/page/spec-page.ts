// The spec as a page to read: Swagger UI, which shows each status with its examples, and nothing from the network.
// Run as a program it writes the page as a folder.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSpec, SPEC_FILE } from "../spec.ts";

const swagger = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const ASSETS = ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "LICENSE", "NOTICE"];

/** The file of the renderer, or undefined when it has none of that name. */
export function asset(name: string): Buffer | undefined {
  return ASSETS.includes(name) ? readFileSync(join(swagger, name)) : undefined;
}

/** `spec.js`: the spec as the page loads it, so that it also opens from a disk. Every example says its name. */
export function specScript(specFile: string): string {
  const spec = JSON.stringify(readSpec(specFile), (key, value) => {
    if (key !== "examples" || Array.isArray(value)) return value;
    const named = Object.entries<{ summary?: string }>(value).map(([name, example]) => {
      const summary = example.summary ? `${name}: ${example.summary}` : name;
      return [name, { ...example, summary }];
    });
    return Object.fromEntries(named);
  });
  return `window.spec = ${spec};\n`;
}

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>FlexFactor API</title>
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="spec.js"></script>
<script src="swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({
  spec: window.spec,
  dom_id: "#page",
  docExpansion: "full",
  displayOperationId: true,
  showExtensions: true,
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
</script>
</body>
</html>
`;

/** Writes the page into `folder`; it needs no server and no network. */
export function writePage(specFile: string, folder: string): void {
  const script = specScript(specFile);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "spec.js"), script);
  writeFileSync(join(folder, "index.html"), PAGE);
  for (const name of ASSETS) copyFileSync(join(swagger, name), join(folder, name));
}

if (import.meta.main)
  try {
    const folder = process.argv[2] ?? join(import.meta.dirname, "../../dist/spec-page");
    writePage(SPEC_FILE, folder);
    console.log(`Wrote the page of the spec: open ${join(folder, "index.html")}`);
  } catch (error) {
    console.error(`spec:page: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
