// The main job: the quick start, then the other calls. It calls the sandbox if the environment has credentials. Otherwise it calls the
// spec, which Prism serves on a free loopback port.
import { apiKeys } from "@flexfactor/api-keys";
import { isFlexFactorError } from "@flexfactor/core";
import { environments } from "@flexfactor/core/internal";
import { commandLine } from "@flexfactor/spec/command-line";
import { startPrism } from "@flexfactor/testing/prism";

const NAMES = ["FLEXFACTOR_APP_KEY", "FLEXFACTOR_APP_SECRET", "FLEXFACTOR_MID"];
const EXAMPLES = ["exampleAppKey/0123456789abcdefghijklmnop", "example-app-secret==", "mid_123456"];

commandLine(`pnpm start

Creates an API key, then lists, gets and deletes it.

Without credentials it calls the spec, which it serves on this machine in place of the sandbox. With ${NAMES.join(", ")}
in the environment it calls the sandbox: it creates a key, and deletes it.`);

const missing = NAMES.filter((name) => !process.env[name]);
if (missing.length > 0 && missing.length < NAMES.length) end(`Set ${missing.join(" and ")} too, or none of ${NAMES.join(", ")}.`);
else
  try {
    await (missing.length === 0 ? againstSandbox() : againstSpec());
  } catch (error) {
    end(isFlexFactorError(error) ? `${error.name}: ${error.message}` : String(error));
  }

async function againstSandbox(): Promise<void> {
  console.log(`Creating a key in the sandbox, ${environments.sandbox}\n`);
  const { client, key } = await import("./quickstart.ts");
  if (key.id === undefined) return console.log("\nThe answer has no id, so the key stays. Delete it in the portal.");
  await apiKeys(client).delete(key.id);
  console.log("\nThe key was created in the sandbox and deleted again.");
}

async function againstSpec(): Promise<void> {
  const prism = await startPrism();
  console.log(`Serving spec/openapi.yaml at ${prism.url} in place of the sandbox\n`);
  NAMES.forEach((name, index) => {
    process.env[name] = EXAMPLES[index];
  });
  const { fetch } = globalThis;
  globalThis.fetch = (url, init = {}) =>
    fetch(String(url).replace(environments.sandbox, prism.url), {
      ...init,
      headers: { ...init.headers, prefer: prefer(url, init) },
    });
  try {
    const { client, key, mid } = await import("./quickstart.ts");
    const keys = apiKeys(client);
    console.log(await keys.list(mid));
    await keys.get(String(key.id));
    await keys.delete(String(key.id));
  } finally {
    globalThis.fetch = fetch;
    await prism.close();
  }
  console.log(`\nEverything worked, against the spec. To call the sandbox, set ${NAMES.join(", ")}.`);
}

// The example of the spec to ask for: a created key with its id, and a list for a merchant's id.
function prefer(url: unknown, { method }: RequestInit): string {
  const path = String(url).slice(environments.sandbox.length);
  if (method === "POST") return path === "/api-keys" ? "code=201" : "code=200";
  return `code=200, example=${method === "DELETE" ? "deleted" : path.endsWith("mid_123456") ? "list" : "key"}`;
}

function end(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
