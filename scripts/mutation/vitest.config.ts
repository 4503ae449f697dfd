import shared from "@flexfactor/testing/vitest.config";
import { mergeConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Left out is what runs the build and not the sources, what takes seconds for each mutant, and what measures time: Stryker's code costs some.
const LEFT_OUT = "test/{readme,two-builds,types,crowd,bounded-work}.test.ts";

/** Runs the slowest file last: the first test that fails ends the run of a mutant. */
class SlowestLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): number => Number(moduleId.endsWith("/pollution.test.ts"));
    return files.toSorted((a, b) => isSlow(a) - isSlow(b));
  }
}

export default mergeConfig(shared, {
  test: {
    exclude: [LEFT_OUT],
    // One worker for all tests of a mutant: to start one for each file would take longer than the tests.
    isolate: false,
    sequence: { sequencer: SlowestLast },
    // A mutant that makes a test hang is noticed soon.
    testTimeout: 10_000,
  },
});
