// A NestJS service in a project as its generator makes it: CommonJS, decorators with metadata, and ts-jest.
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { projectOf } from "./project-of.ts";
import { run } from "./run.ts";
import { bin } from "./tools.ts";

const SERVICE = `import { apiKeys } from "@flexfactor/api-keys";
import type { Client, Secret } from "@flexfactor/core";
import { Inject, Injectable } from "@nestjs/common";

@Injectable()
export class KeysService {
  constructor(@Inject("FLEXFACTOR") private readonly client: Client) {}

  async create(mid: string): Promise<Secret> {
    const key = await apiKeys(this.client).create({ mid, name: "Checkout", type: "secret" });
    return key.value;
  }
}
`;
const SPEC = `import "reflect-metadata";
import { clientCredentials } from "@flexfactor/auth";
import { createClient, Secret } from "@flexfactor/core";
import { expect, test } from "@jest/globals";
import { Test } from "@nestjs/testing";
import { KeysService } from "./keys.service";

test("mints a key", async () => {
  const useFactory = () =>
    createClient({ baseUrl: process.env["API"], auth: clientCredentials({ appKey: "k", appSecret: "s" }) });
  const module = await Test.createTestingModule({
    providers: [KeysService, { provide: "FLEXFACTOR", useFactory }],
  }).compile();
  const value = await module.get(KeysService).create("mid_1");
  expect(value).toBeInstanceOf(Secret);
  expect(value.reveal()).toBe("key-canary");
});
`;
const files = {
  "src/keys.service.ts": SERVICE,
  "src/keys.service.spec.ts": SPEC,
  "tsconfig.json": {
    compilerOptions: {
      module: "commonjs",
      moduleResolution: "node10",
      target: "es2021",
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      strict: true,
      types: ["node"],
    },
  },
  "package.json": {
    jest: { rootDir: "src", testRegex: ".*\\.spec\\.ts$", transform: { "^.+\\.(t|j)s$": "ts-jest" }, testEnvironment: "node" },
  },
};

const project = inject("project");
let server: Awaited<ReturnType<typeof startFaultServer>>;
beforeAll(async () => {
  server = await startFaultServer(project);
});
afterAll(() => server.close());

test("a NestJS service creates a key, under ts-jest", async () => {
  const tools = ["@jest/globals", "@nestjs/common", "@nestjs/testing", "@types/node", "reflect-metadata", "ts-jest"];
  const home = projectOf(join(project, "nest"), files, tools);
  const printed = await run("node", [bin("jest"), "--colors=false"], home, { API: `${server.url}/nest/create/v1` });
  expect(printed).toMatch(/Tests:\s+1 passed/);
  const arrived = (await (await fetch(`${server.url}/nest/ledger/create`)).json()) as { request: string }[];
  expect(arrived.map(({ request }) => request)).toEqual(["POST /oauth2/token", "POST /api-keys"]);
});
