import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";

// Left out is what runs the build and not the sources, what takes seconds for each mutant, and what measures time: Stryker's code costs some.
const LEFT_OUT = "test/{readme,two-builds,types,crowd,bounded-work}.test.ts";

// One worker for all tests of a mutant: starting one for each file would take longer than the tests. A test that hangs fails soon.
export default mergeConfig(shared, { test: { exclude: [LEFT_OUT], isolate: false, testTimeout: 10_000 } });
