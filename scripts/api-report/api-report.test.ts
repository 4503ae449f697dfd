import { readFileSync } from "node:fs";
import { PACKAGES } from "@flexfactor/spec/packages";
import { describe, expect, test } from "vitest";
import { reportFile, reportOf } from "./api-report.ts";

describe.each(PACKAGES)("@flexfactor/%s", (name) => {
  const { report, undocumented } = reportOf(name);

  test("exports what its api.md says; `pnpm api:report` updates it", () => {
    expect(readFileSync(reportFile(name), "utf8")).toBe(report);
  });

  test("documents everything that it exports", () => {
    expect(undocumented).toEqual([]);
  });
});
