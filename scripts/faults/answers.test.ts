import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { apiKeys } from "@flexfactor/api-keys";
import { createClient } from "@flexfactor/core";
import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import type { LedgerLane } from "./lanes.ts";
import { key, lane, ledger, operations } from "./on-a-ledger.ts";

describe("redirects are not followed", () => {
  test.each([301, 302, 303, 307, 308])(
    "%i for a create and for a token request, to the same host or another",
    { tags: ["redirect-turns-post-into-get", "redirect-repeats-post", "redirect-to-another-host", "token-endpoint-redirects"] },
    async (status) => {
      const elsewhere = ledger.lanes[1] as LedgerLane;
      await elsewhere.plan();
      for (const location of [`${lane.url}/api-keys`, `${elsewhere.url}/api-keys`]) {
        for (const operation of ["create", "token"]) {
          await lane.plan({ status, headers: { location }, commit: false });
          const error = await failureOf(operations[operation]?.({}) as Promise<unknown>);
          expect(error).toMatchObject(
            operation === "create" && status < 307 ? { causeCode: "redirect", outcome: "unknown" } : { code: "redirect" },
          );
          expect(await lane.entries()).toHaveLength(1);
        }
      }
      expect(await elsewhere.entries()).toEqual([]);
    },
  );
});

describe("bodies", () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
  test.each<[string, (socket: Socket) => void]>([
    [
      "a gzip bomb",
      (socket) =>
        socket.end(
          Buffer.concat([
            Buffer.from(`HTTP/1.1 201 Created\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`),
            bomb,
          ]),
        ),
    ],
    [
      "an endless body",
      (socket) => {
        socket.write("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n");
        const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
        const pump = (): void => {
          while (!socket.destroyed && socket.write(chunk));
        };
        socket.on("drain", pump);
        pump();
      },
    ],
  ])("%s is cut at 1 MiB, and the connection is dropped", { tags: ["endless-body"] }, async (_, answer) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => answer(socket));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const keys = apiKeys(createClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "token" }));
    expect(await failureOf(keys.create(key))).toMatchObject({
      causeCode: "response",
      reason: "too_large",
      outcome: "created_answer_lost",
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
