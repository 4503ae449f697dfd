import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPEC_FILE } from "@flexfactor/spec";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alarmsOf, openPage, startBrowser } from "./open-page.ts";
import { startPreview } from "./spec-preview.ts";

const folder = mkdtempSync(join(tmpdir(), "flexfactor-spec-preview-"));
const specFile = join(folder, "openapi.yaml");
const text = readFileSync(SPEC_FILE, "utf8");
let browser: Browser;
let preview: Awaited<ReturnType<typeof startPreview>>;
beforeAll(async () => {
  copyFileSync(SPEC_FILE, specFile);
  preview = await startPreview(specFile, 0);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  preview?.close();
  rmSync(folder, { recursive: true });
});

test("the preview reloads itself after a save, and shows the error of a spec that cannot be read", async () => {
  const { page, requests } = await openPage(browser, preview.url);
  await page.getByText("Create an API key for a merchant").first().waitFor();
  expect((await alarmsOf(page)).elements).toEqual([]);

  writeFileSync(specFile, text.replace("summary: Create an API key for a merchant", "summary: Mint a key"));
  await page.getByText("Mint a key").first().waitFor();
  writeFileSync(specFile, text.replace("paths:", "paths: ]"));
  await page
    .getByRole("alert")
    .getByText(/at line \d+/)
    .waitFor();
  // The search for errors on the page of the spec finds this error.
  expect((await alarmsOf(page)).elements).toHaveLength(1);
  writeFileSync(specFile, text);
  await page.getByText("Create an API key for a merchant").first().waitFor();

  expect(requests.filter((url) => !url.startsWith(preview.url) && !url.startsWith("data:"))).toEqual([]);
  await page.close();
});
