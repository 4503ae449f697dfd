import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { brokenLinks } from "./broken-links.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flexfactor-links-"));
  mkdirSync(join(folder, "classes"));
  writeFileSync(join(folder, "classes/Secret.html"), '<h1 id="secret">Secret</h1> <h2 id="a b">spaced</h2>');
  writeFileSync(join(folder, "icons.svg"), '<svg><g id="search"></g></svg>');
});
afterEach(() => rmSync(folder, { recursive: true }));

const brokenIn = (html: string): string[] => {
  writeFileSync(join(folder, "index.html"), html);
  return brokenLinks(folder);
};

test.each([
  '<a href="classes/Secret.html">',
  '<a href="./classes/Secret.html#secret">',
  '<a class="x" href="classes/Secret.html#a%20b">',
  '<use href="icons.svg#search">',
  '<h2 id="here"><a href="#here">',
  '<a href="https://example.com/nobody-looks">',
  '<link href="data:,">',
  '<pre>&lt;a href="nowhere.html"&gt;</pre>',
])("%s is a working link", (html) => {
  expect(brokenIn(html)).toEqual([]);
});

test.each([
  ['<a href="classes/Public.html">', "classes/Public.html"],
  ['<a href="classes/Secret.html#reveal">', "classes/Secret.html#reveal"],
  ['<a href="#nowhere">', "#nowhere"],
  ['<a href="classes/">', "classes/"],
  ['<script src="main.js">', "main.js"],
  ['<use href="icons.svg#menu">', "icons.svg#menu"],
  ['<a href="../outside.html">', "../outside.html"],
])("%s is a broken link", (html, link) => {
  expect(brokenIn(html)).toEqual([`index.html: ${link}`]);
});

test("the report names a page with its folder", () => {
  writeFileSync(join(folder, "classes/Lost.html"), '<a href="../nowhere.html">');
  expect(brokenIn("")).toEqual(["classes/Lost.html: ../nowhere.html"]);
});
