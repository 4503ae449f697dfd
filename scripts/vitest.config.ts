import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";

// `spec` and `contract` are packages with tests of their own; `consumers` runs with `pnpm test:consumers`.
export default mergeConfig(shared, { test: { exclude: ["{spec,contract,consumers}/**"] } });
