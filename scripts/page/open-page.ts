// A page in Chromium for tests: opens it, unfolds it, and records its requests and its errors.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
// Keeps Chromium from making requests of its own, because they would count as the page's.
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Starts Chromium, or says how to install it. */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `test:page needs Chromium, and there is none at ${CHROMIUM}. Install it (Debian's package is \`chromium\`) or set CHROMIUM.`,
    );
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", ...QUIET] });
}

export interface OpenPage {
  page: Page;
  /** Every URL that the page requested. */
  requests: string[];
  /** Errors and warnings in the console, exceptions, and failed requests. */
  complaints: string[];
}

/** Opens `url` and waits until the page is drawn. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  const open: OpenPage = { page, requests: [], complaints: [] };
  page.on("request", (request) => open.requests.push(request.url()));
  page.on("requestfailed", (request) => open.complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("pageerror", (error) => open.complaints.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) open.complaints.push(message.text());
  });
  await page.goto(url);
  await page.locator("section").first().waitFor();
  await draw(page);
  return open;
}

/** Scrolls through the page: the renderer draws a section only when it comes into view. */
async function draw(page: Page): Promise<void> {
  const sections = page.locator("section");
  for (let drawn = 0; drawn < (await sections.count()); ) {
    drawn = await sections.count();
    await page.evaluate(async () => {
      for (const section of document.querySelectorAll("section")) {
        section.scrollIntoView();
        await new Promise(requestAnimationFrame);
      }
    });
  }
}

/** Unfolds everything that is folded, including what appears within. */
export async function unfold(page: Page): Promise<void> {
  for (let clicked = 1; clicked > 0; ) {
    clicked = await page.evaluate(async () => {
      const folded = 'section [aria-expanded="false"]:not([aria-haspopup], [data-unfolded])';
      const buttons = document.querySelectorAll<HTMLElement>(folded);
      for (const button of buttons) {
        // Each one once, because a menu closes when the next one opens.
        button.dataset["unfolded"] = "";
        button.click();
      }
      await new Promise(requestAnimationFrame);
      return buttons.length;
    });
    if (clicked > 0) await draw(page);
  }
}

export interface Alarms {
  /** The elements that are for errors or warnings. */
  elements: string[];
  /** The texts that mention an error or a warning, each with its paragraph or name. */
  texts: { text: string; within: string }[];
}

/** Everything on the page that looks like an error or a warning. */
export function alarmsOf(page: Page): Promise<Alarms> {
  return page.evaluate(() => {
    const marks = '[role="alert"], [aria-invalid="true"], [class*="error" i], [class*="warn" i], [class*="danger" i]';
    const elements = [...document.body.querySelectorAll(marks)].map(({ outerHTML }) => outerHTML);
    const texts: { text: string; within: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue ?? "";
      const parent = walker.currentNode.parentElement;
      if (parent?.closest("script, style") || !/error|warn|fail|invalid|cannot|could ?n.t|unable|unresolved/i.test(text))
        continue;
      const within = (parent?.closest("p") ?? parent)?.textContent ?? "";
      texts.push({ text, within });
    }
    return { elements, texts };
  });
}
