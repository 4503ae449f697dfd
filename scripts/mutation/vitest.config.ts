import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Leaves out tests that run the build instead of the sources, and tests that take long. Also those that measure time, because Stryker slows
// the code.
const LEFT_OUT = "test/{readme,two-builds,types,crowd,bounded-work,every-name}.test.ts";

/** Runs the slowest file last, because the run of a mutant ends at the first test that fails. */
class SlowestLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): number => Number(moduleId.endsWith("/pollution.test.ts"));
    return files.toSorted((a, b) => isSlow(a) - isSlow(b));
  }
}

export default mergeConfig(shared, {
  test: {
    exclude: [LEFT_OUT],
    sequence: { sequencer: SlowestLast },
    // A mutant that makes a test hang should fail soon.
    testTimeout: 10_000,
  },
});
