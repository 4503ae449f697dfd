import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PACKAGES } from "@flexfactor/spec/packages";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportFile } from "../api-report/api-report.ts";
import { startBrowser } from "../page/open-page.ts";
import { REPOSITORY, ROOT } from "./places.ts";
import { GUIDES, writeDocs } from "./write-docs.ts";

// Within this checkout, because TypeDoc needs a folder that contains all guides.
mkdirSync(join(ROOT, "dist"), { recursive: true });
const folder = mkdtempSync(join(ROOT, "dist/docs-test-"));
const site = join(folder, "site");
// The published site is below a path of its server. Chromium reads these files without a server.
const SERVER = "https://docs.example/sdk/";
const urlOf = (file: string): string => SERVER + file;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  const guide = join(folder, "guide.md");
  const readme = relative(folder, join(ROOT, "packages/core/README.md"));
  const contributing = relative(folder, join(ROOT, "CONTRIBUTING.md"));
  writeFileSync(
    guide,
    `# Bake a cake\n\nRead [the package](${readme}) and [the rules](${contributing}).\n\n## Flour\n\nA pound.\n`,
  );
  await writeDocs(site, [...GUIDES, guide]);
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  context.setDefaultTimeout(20_000);
  await context.route(`${SERVER}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(site, pathname.slice(new URL(SERVER).pathname.length)) });
  });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const content = (): Locator => page.locator(".col-content");
const title = (): Promise<string | null> => page.locator("h1").first().textContent();

/** Finds a link by its text, because its accessible name begins with the kind of its target. */
const linkIn = (place: Locator, text: string): Locator => place.locator("a").filter({ hasText: new RegExp(`^${text}$`) });

/** Opens the front page, and from its menu the page of this name. */
async function openFromMenu(name: string): Promise<void> {
  await page.goto(urlOf("index.html"));
  await linkIn(page.locator(".site-menu"), name).click();
}

/** The exports of a package, from its `api.md`. */
function exportsOf(name: string): string[] {
  const lines = readFileSync(reportFile(name), "utf8").split("\n");
  return lines.flatMap((line) => line.match(/^(?:class|const|function|interface|namespace|type) ([\w$]+)/)?.[1] ?? []);
}

describe.each(PACKAGES)("the package %s", (name) => {
  const exported = exportsOf(name);

  test.each(exported)("has a page that describes %s", async (wanted) => {
    await openFromMenu(`@flexfactor/${name}`);
    await linkIn(content().locator(".tsd-member-summary-name"), wanted).click();
    await expect.poll(title).toMatch(new RegExp(` ${wanted}(Const)?$`));
    expect(await content().locator(".tsd-comment").first().textContent()).toMatch(/\w+ \w+/);
  });

  test("has all its exports in the search", async () => {
    expect(exported.length).toBeGreaterThan(0);
    await page.goto(urlOf("index.html"));
    await page.getByRole("button", { name: "Search" }).click();
    for (const wanted of exported) {
      await page.getByRole("combobox").fill(wanted);
      await expect.poll(() => page.locator("#tsd-search-results").textContent()).toContain(wanted);
    }
  });
});

test("a guide has its title, its text, and links to what it names", async () => {
  await openFromMenu("Bake a cake");
  expect(await title()).toBe("Bake a cake");
  expect(await content().textContent()).toContain("A pound.");
  expect(await linkIn(content(), "the rules").getAttribute("href")).toBe(`${REPOSITORY}/blob/main/CONTRIBUTING.md`);
  await linkIn(content(), "the package").click();
  await expect.poll(title).toBe("Module @flexfactor/core");
});

test("the reference leads to the page of the spec, and that page leads back", async () => {
  await openFromMenu("The HTTP API");
  await expect.poll(title).toBe("FlexFactor API");
  await linkIn(page.locator("body"), "FlexFactor SDK: guides and reference").click();
  await expect.poll(title).toBe("FlexFactor SDK");
});

test("no page logs an error or a warning, and none uses the network", async () => {
  const visitor = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  visitor.on("request", (request) => requests.push(request.url()));
  visitor.on("requestfailed", (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  visitor.on("pageerror", (error) => complaints.push(error.message));
  visitor.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  const files = globSync("**/*.html", { cwd: site });
  for (const file of files) await visitor.goto(urlOf(file));
  expect(files.length).toBeGreaterThan(50);
  expect(requests.length).toBeGreaterThan(files.length);
  expect(requests.filter((request) => !request.startsWith(SERVER) && !request.startsWith("data:"))).toEqual([]);
  expect(complaints).toEqual([]);
});
