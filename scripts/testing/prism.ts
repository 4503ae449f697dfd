// Serves the spec with Prism in this process, on a free loopback port or a given one. The routes have no `/v1`.
import { join } from "node:path";

const SPEC_FILE = join(import.meta.dirname, "../../spec/openapi.yaml");

export interface Prism {
  url: string;
  close(): Promise<void>;
}

export async function startPrism(specFile = SPEC_FILE, port = 0): Promise<Prism> {
  // `pnpm dev` runs one for the tests that it starts: loading Prism would take longer than the tests.
  const running = process.env["PRISM_URL"];
  if (running && specFile === SPEC_FILE) return { url: running, close: async () => {} };
  const [{ createLogger }, { getHttpOperationsFromSpec }, { createServer }] = await Promise.all([
    import("@stoplight/prism-core"),
    import("@stoplight/prism-http"),
    import("@stoplight/prism-http-server"),
  ]);
  const server = createServer(await getHttpOperationsFromSpec(specFile), {
    components: { logger: createLogger("prism", { level: "silent" }) },
    config: {
      isProxy: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
    },
    cors: false,
  });
  const url = await server.listen(port, "127.0.0.1");
  return { url, close: () => server.close() };
}
