import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cellsOf, deref, operationsOf, readSpec, SPEC_FILE, type SpecOperation } from "@flexfactor/spec";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alarmsOf, type OpenPage, openPage, startBrowser, unfold } from "./open-page.ts";
import { writePage } from "./spec-page.ts";
import { startPreview } from "./spec-preview.ts";
import { specScript } from "./spec-script.ts";
import { descriptionsOf, paragraphs, plain, wordsOf } from "./spec-texts.ts";

const spec = readSpec(SPEC_FILE);
const folder = mkdtempSync(join(tmpdir(), "flexfactor-spec-page-"));
// The spec as the page gets it.
const { servers, ...rest } = JSON.parse(specScript(SPEC_FILE).replace(/^window\.spec = |;\n$/g, ""));
let browser: Browser;
let preview: { url: string; close(): void };
beforeAll(async () => {
  writePage(SPEC_FILE, folder);
  preview = await startPreview(SPEC_FILE, 0);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  preview?.close();
  rmSync(folder, { recursive: true });
});

describe.each([
  { place: "from a disk", url: () => pathToFileURL(join(folder, "index.html")).href },
  { place: "from a server", url: () => preview.url },
])("the page of the spec, opened $place", ({ url }) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage(browser, url());
  });
  afterAll(() => open.page.close());

  const sectionOf = ({ tag, method, path }: SpecOperation): Locator =>
    open.page.locator(`section[id$="/tag/${tag}/${method}${path}"]`);

  for (const found of operationsOf(spec)) {
    const { operationId, method, path, place, operation } = found;
    test(`has the operation ${operationId}`, async () => {
      const text = plain(await sectionOf(found).textContent());
      for (const part of [operationId, method, path, operation.summary]) expect(text).toContain(part);
    });

    const request = operation.requestBody && deref(spec, operation.requestBody, place).content?.["application/json"];
    for (const [name, { value }] of Object.entries(request?.examples ?? {}))
      test(`shows the request ${operationId} ${name}`, async () => {
        const card = sectionOf(found).locator(".request-card");
        await chooseExample(card, name);
        const printed = async () => (await card.locator("pre").textContent())?.replaceAll(/\s/g, "").replaceAll("'\\''", "'");
        await expect.poll(printed).toContain(JSON.stringify(value).replaceAll(/\s/g, ""));
      });

    for (const { name, status, example, value } of cellsOf().filter((cell) => cell.operationId === operationId))
      test(`shows ${name}`, async () => {
        const card = sectionOf(found).locator(".response-card");
        await card.getByRole("tab", { name: String(status) }).click();
        if (example === undefined) return expect(await card.textContent()).toContain("No Body");
        await chooseExample(card, example);
        await expect.poll(() => card.textContent()).toMatch(new RegExp(`\\b${example}(:|$)`));
        await expect.poll(async () => JSON.parse((await card.locator("pre").textContent()) ?? "")).toEqual(value);
      });
  }

  test("shows every server", async () => {
    const introduction = open.page.locator("section").first();
    const select = introduction.locator("[aria-haspopup=listbox]");
    for (const server of servers) {
      await select.click();
      const option = open.page.getByRole("option", { name: server.url });
      // A second choice of the same server would deselect it.
      if ((await option.getAttribute("aria-selected")) === "true") await select.click();
      else await option.click();
      const text = async () => plain(await introduction.textContent());
      for (const paragraph of paragraphs(server.description)) await expect.poll(text).toContain(paragraph);
    }
  });

  test("shows every description", async () => {
    await unfold(open.page);
    await open.page.locator(".security-requirement-badge").first().click();
    const text = plain(await open.page.locator("body").textContent());
    const expected = descriptionsOf(rest).flatMap(paragraphs);
    expect(expected.length).toBeGreaterThan(100);
    expect(expected.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
  });

  test("shows no error and no warning, except in texts of the spec", async () => {
    await unfold(open.page);
    const { elements, texts } = await alarmsOf(open.page);
    const said = new Set(wordsOf(rest));
    const json = JSON.stringify(rest);
    const fromSpec = ({ text, within }: { text: string; within: string }): boolean =>
      said.has(plain(within).replace(/^(Copy link to|\{\}) /, "")) || (/["{]/.test(text) && json.includes(text));
    expect(elements).toEqual([]);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((found) => !fromSpec(found))).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test("makes no request to another host", () => {
    const own = url().replace(/[^/]*$/, "");
    expect(open.requests.length).toBeGreaterThan(2);
    expect(open.requests.filter((request) => !request.startsWith(own) && !request.startsWith("data:"))).toEqual([]);
  });
});

/** Chooses an example by its name. A single example is shown without a choice. */
async function chooseExample(card: Locator, name: string): Promise<void> {
  const picker = card.getByTestId("example-picker");
  if ((await picker.count()) === 0) return;
  await picker.click();
  await card
    .page()
    .getByRole("option", { name: new RegExp(`^${name}(:|$)`) })
    .click();
}
