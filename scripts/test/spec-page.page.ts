import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writePage } from "../page/spec-page.ts";
import { startPreview } from "../page/spec-preview.ts";
import { cellsOf, deref, operationsOf, readSpec, SPEC_FILE } from "../spec.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
// Nothing of Chromium's own may go to the network either, or it would be in the list of what the page asked for.
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

const folder = mkdtempSync(join(tmpdir(), "flexfactor-spec-page-"));
let browser: Browser;
beforeAll(async () => {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `test:page needs Chromium, and there is none at ${CHROMIUM}. Install it (Debian's package is \`chromium\`) or set CHROMIUM.`,
    );
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", ...QUIET] });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

describe("the page of the spec, opened from the disk", () => {
  const requests: string[] = [];
  let page: Page;
  beforeAll(async () => {
    writePage(SPEC_FILE, folder);
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await page.waitForSelector(".opblock .responses-table");
  });

  const spec = readSpec(SPEC_FILE);
  for (const { operationId, tag, method, path, place, operation } of operationsOf(spec)) {
    const block = `[id="operations-${tag}-${operationId}"]`;
    // By its name in the list of examples, and then its value as it is printed.
    const expectShown = async (within: string, name: string, value: unknown): Promise<void> => {
      const list = page.locator(`${within} select:has(option[value="${name}"])`);
      expect(await list.locator(`option[value="${name}"]`).textContent()).toMatch(new RegExp(`^${name}(:|$)`));
      await list.selectOption(name);
      const printed = page.locator(`${within} .highlight-code code`).first();
      await printed.waitFor({ state: "visible" });
      await expect.poll(async () => JSON.parse((await printed.textContent()) ?? "")).toEqual(value);
    };

    test(`has the operation ${operationId}`, async () => {
      const head = await page.locator(`${block} .opblock-summary`).textContent();
      for (const text of [method, operationId]) expect(head).toContain(text);
      expect(await page.locator(`${block} [data-path]`).getAttribute("data-path")).toBe(path);
    });

    const request = operation.requestBody && deref(spec, operation.requestBody, place).content?.["application/json"];
    for (const [name, { value }] of Object.entries(request?.examples ?? {}))
      test(`shows the request ${operationId} ${name}`, async () => {
        await expectShown(`${block} .opblock-section-request-body`, name, value);
      });
    for (const cell of cellsOf().filter((one) => one.operationId === operationId))
      test(`shows ${cell.name}`, async () => {
        const row = `${block} tr.response[data-code="${cell.status}"]`;
        if (cell.example === undefined) await page.locator(row).waitFor({ state: "visible" });
        else await expectShown(row, cell.example, cell.value);
      });
  }

  test("asks nobody else for anything", () => {
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  });
});

test("the preview shows what is saved without being reloaded by hand, and the error of a spec that cannot be read", async () => {
  const specFile = join(folder, "openapi.yaml");
  copyFileSync(SPEC_FILE, specFile);
  const preview = await startPreview(specFile, 0);
  const page = await browser.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(preview.url);
  await page.getByText("Create an API key for a merchant").first().waitFor();

  const text = readFileSync(specFile, "utf8");
  writeFileSync(specFile, text.replace("summary: Create an API key for a merchant", "summary: Mint a key"));
  await page.getByText("Mint a key").first().waitFor();
  writeFileSync(specFile, text.replace("paths:", "paths: ]"));
  await page
    .getByText(/at line \d+/)
    .first()
    .waitFor();
  writeFileSync(specFile, text);
  await page.getByText("Create an API key for a merchant").first().waitFor();

  expect(requests.filter((url) => !url.startsWith(preview.url) && !/^(data|blob):/.test(url))).toEqual([]);
  await page.close();
  preview.close();
});
