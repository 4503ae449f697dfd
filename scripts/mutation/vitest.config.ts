import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";

// Without the tests that run what was built and not the sources, and without the crowds: they take seconds for each mutant.
export default mergeConfig(shared, { test: { exclude: ["test/{readme,two-builds,types,crowd}.test.ts"] } });
