import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { problemScript, specScript } from "./spec-script.ts";

const folder = mkdtempSync(join(tmpdir(), "flexfactor-spec-script-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The spec that the page gets, for a spec with `parts`. */
function shown(parts: Record<string, unknown>): Record<string, unknown> {
  const file = join(folder, "openapi.yaml");
  // JSON is valid YAML.
  writeFileSync(file, JSON.stringify({ servers: [], paths: {}, ...parts }));
  return run(specScript(file))["spec"] as Record<string, unknown>;
}

function run(script: string): Record<string, unknown> {
  const window = {};
  new Function("window", script)(window);
  return window;
}

test("an example shows its name before its summary, or alone", () => {
  const examples = { made: { summary: "A key", value: { id: "1" } }, bare: { value: [] } };
  expect(shown({ components: { responses: { Made: { examples } } } })).toMatchObject({
    components: {
      responses: {
        Made: { examples: { made: { summary: "made: A key", value: { id: "1" } }, bare: { summary: "bare", value: [] } } },
      },
    },
  });
});

test("the description of an object shows its x- keys", () => {
  const { servers, paths } = shown({
    servers: [{ url: "https://a.example", description: "Sandbox.", "x-environment": "sandbox" }],
    paths: { "/keys": { post: { "x-retry": "never" } } },
  });
  expect(servers).toMatchObject([{ description: "Sandbox.\n\n`x-environment: sandbox`" }]);
  expect(paths).toMatchObject({ "/keys": { post: { description: "`x-retry: never`" } } });
});

test("the summary of the API begins its description", () => {
  expect(shown({ info: { summary: "Keys.", description: "All of it." } })["info"]).toMatchObject({
    description: "Keys.\n\nAll of it.",
  });
});

test("data does not change, and neither do names that look like keywords", () => {
  const data = { "x-mark": "data", examples: { one: {} } };
  const schema = {
    default: data,
    example: data,
    examples: [data],
    properties: { examples: { type: "array" }, default: { type: "string" } },
  };
  expect(shown({ components: { schemas: { Key: schema } } })["components"]).toEqual({ schemas: { Key: schema } });
});

test("the page gets a problem as text, whatever characters it contains", () => {
  expect(run(problemScript('"</script>\n\\'))).toEqual({ problem: '"</script>\n\\' });
});
