import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";

// `spec` and `contract` are packages with tests of their own; `consumers` runs with `pnpm test:consumers`. Each file of `faults` starts a
// ledger and ends it.
export default mergeConfig(shared, { test: { exclude: ["{spec,contract,consumers}/**"], isolate: true } });
