import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";

// Left out is what runs the build and not the sources, what takes seconds for each mutant, and what measures time: Stryker's code costs some.
const LEFT_OUT = "test/{readme,two-builds,types,crowd,bounded-work}.test.ts";

export default mergeConfig(shared, { test: { exclude: [LEFT_OUT] } });
