import { connect } from "node:net";
import { SPEC_FILE } from "@flexfactor/spec";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPreview } from "./spec-preview.ts";

let preview: Awaited<ReturnType<typeof startPreview>>;
beforeAll(async () => {
  preview = await startPreview(SPEC_FILE, 0);
});
afterAll(() => preview.close());

/** Sends a raw request line, which `fetch` would normalise, and returns the status line of the answer. */
function statusOf(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(preview.url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes));
    socket.on("end", () => resolve(answer.split("\r\n")[0] ?? ""));
    socket.on("error", reject);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

test.each(["//", "//[", "/%", "/../package.json", "/spec-page.ts", "/constructor", "http://[/"])(
  "answers 404 to GET %s and keeps running",
  async (target) => {
    expect(await statusOf(target)).toBe("HTTP/1.1 404 Not Found");
    expect((await fetch(preview.url)).status).toBe(200);
  },
);

test.each([
  ["", "text/html"],
  ["spec.js", "text/javascript"],
  ["renderer.js", "text/javascript"],
  ["renderer-license.txt", "text/plain"],
])("serves /%s as %s, never from a cache", async (name, type) => {
  const { status, headers } = await fetch(preview.url + name);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe(`${type}; charset=utf-8`);
  expect(headers.get("cache-control")).toBe("no-store");
});
