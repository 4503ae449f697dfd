import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { apiKeys } from "@flexfactor/api-keys";
import { type CallOptions, createClient, type FlexFactorError } from "@flexfactor/core";
import { failureOf } from "@flexfactor/testing/stub-fetch";
import { describe, expect, test } from "vitest";
import type { Entry, Fault } from "./lane.ts";
import { client, key, lane, operations } from "./on-a-ledger.ts";

describe("the grid: a fault at each point of each operation", () => {
  const points = ["accept", "head", "body", "committed", "answer-head", "answer-body"] as const;
  const actsAt = (point: string) =>
    point === "answer-body" ? (["fin", "rst", "stall", "drip"] as const) : (["fin", "rst", "stall", "garbage"] as const);
  for (const operation of Object.keys(operations))
    for (const point of points)
      test.each(actsAt(point).map((act) => [act]))(`${operation}, ${point}: %s`, async (act) => {
        const hangs = act === "stall" || act === "drip";
        const timeoutMs = hangs ? 150 : 10_000;
        await lane.plan({ point, act });
        const startedAt = performance.now();
        const settled = await (operations[operation] as (options: CallOptions) => Promise<unknown>)({ timeoutMs }).then(
          (value) => ({ value }),
          (error: FlexFactorError) => ({ error }),
        );
        const requests = (await lane.entries()).filter(({ position }) => position > 0);
        if (operation === "create") {
          expect(requests.length).toBeLessThanOrEqual(1);
          // Node connects again by itself when a connection ends before the request was written.
          const unwritten = point === "accept" && "value" in settled;
          if (!unwritten)
            expect(settled).toMatchObject({
              error: { outcome: point === "answer-body" ? "created_answer_lost" : "unknown", attempts: 1 },
            });
        } else if (hangs) {
          expect(settled).toMatchObject({ error: { code: "timeout" } });
          expect(performance.now() - startedAt).toBeLessThan(timeoutMs + 2_000);
        } else {
          expect(settled).not.toHaveProperty("error");
          // On a connection that is already open, "accept" comes too late and breaks the request instead.
          expect(requests.length).toBeGreaterThanOrEqual(point === "accept" ? 1 : 2);
          expect(requests.length).toBeLessThanOrEqual(2);
        }
      });

  test("a reset while and after a create is read makes one request and `unknown`", {
    tags: ["reset-before-reading", "reset-after-reading"],
  }, async () => {
    for (const point of ["head", "body", "committed"] as const) {
      await lane.plan({ point, act: "rst" });
      expect(await failureOf(operations["create"]?.({}) as Promise<unknown>)).toMatchObject({ outcome: "unknown", attempts: 1 });
      expect(await lane.entries()).toHaveLength(1);
    }
  });

  test("a close after reading a create makes one request and `unknown`", { tags: ["closed-without-answer"] }, async () => {
    await lane.plan({ point: "committed", act: "fin" });
    const error = await failureOf(operations["create"]?.({}) as Promise<unknown>);
    expect(error).toMatchObject({ outcome: "unknown", causeCode: "network", attempts: 1 });
    expect(await lane.entries()).toMatchObject([{ operation: "create", minted: true, answered: false }]);
  });

  test("a create without an answer is `unknown`, one with half an answer is `created_answer_lost`", {
    tags: ["no-answer-in-time", "body-stalls", "body-drips", "body-cut-short"],
  }, async () => {
    const fates: [Fault, string][] = [
      [{ point: "body", act: "stall" }, "unknown"],
      [{ point: "answer-body", act: "stall" }, "created_answer_lost"],
      [{ point: "answer-body", act: "drip" }, "created_answer_lost"],
      [{ point: "answer-body", act: "fin" }, "created_answer_lost"],
      [{ point: "answer-body", act: "rst" }, "created_answer_lost"],
    ];
    for (const [fault, outcome] of fates) {
      await lane.plan(fault);
      expect(await failureOf(operations["create"]?.({ timeoutMs: 200 }) as Promise<unknown>)).toMatchObject({ outcome });
    }
  });

  test("an answer that is not HTTP is `unknown`, and the error quotes none of it", { tags: ["not-http"] }, async () => {
    await lane.plan({ point: "body", act: "garbage" });
    const error = await failureOf(operations["create"]?.({}) as Promise<unknown>);
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/SSH|sk-not/);
  });
});

describe("connections", () => {
  test("closed while idle cause no second key and no false outcome", { tags: ["idle-connection-closed"] }, async () => {
    const keys = apiKeys(client());
    const plan = Array.from({ length: 40 }, () => ({ closeIdle: true }));
    await lane.plan(...plan);
    let created = 0;
    for (let n = 0; n < plan.length; n++)
      await keys.create({ ...key, name: `idle ${n}` }).then(
        () => created++,
        (error) => expect(error).toMatchObject({ outcome: "unknown" }),
      );
    const entries = await lane.entries();
    expect(entries.filter(({ minted }) => minted).length).toBeLessThanOrEqual(plan.length);
    expect(new Set(entries.filter(({ minted }) => minted).map(({ name }) => name)).size).toBe(
      entries.filter(({ minted }) => minted).length,
    );
    expect(created).toBeGreaterThan(0);
  });

  test("closed after the second create was read make one key of it", { tags: ["closed-after-second-request"] }, async () => {
    const keys = apiKeys(client());
    let entries: Entry[] = [];
    // The runtime decides when a connection can be reused, so this may take a few tries.
    while (entries.length === 0 || entries[0]?.connection !== entries[1]?.connection) {
      await lane.plan({}, { point: "committed", act: "fin" });
      await keys.create(key);
      await setTimeout(50);
      expect(await failureOf(keys.create(key))).toMatchObject({ outcome: "unknown", attempts: 1 });
      entries = await lane.entries();
      expect(entries).toHaveLength(2);
    }
    expect(entries[1]).toMatchObject({ position: Number(entries[0]?.position) + 1, minted: true });
  });

  test("that do not open before the deadline end with a timeout", { tags: ["connection-hangs"] }, async () => {
    // A listener that accepts no connection and has a full backlog, so the system drops every further SYN.
    const server = spawn("node", [
      "-e",
      "require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port); process.kill(process.pid, 'SIGSTOP'); })",
    ]);
    const [port] = await once(server.stdout, "data");
    const baseUrl = `http://127.0.0.1:${Number(port)}`;
    const { connect } = await import("node:net");
    const fill = Array.from({ length: 8 }, () => connect(Number(port), "127.0.0.1").on("error", () => {}));
    const startedAt = performance.now();
    const error = await failureOf(apiKeys(createClient({ baseUrl, auth: "token", timeoutMs: 300 })).create(key));
    expect(error).toMatchObject({ attempts: 1, outcome: "unknown", causeCode: "timeout" });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    for (const socket of fill) socket.destroy();
    server.kill("SIGKILL");
  });

  test("to a server that does not speak TLS, or says nothing, end `not_sent` or `unknown`, and carry no secret in plain text", {
    tags: ["untrusted-certificate", "tls-hangs"],
  }, async () => {
    for (const silent of [true, false]) {
      let received = "";
      const open = new Set<Socket>();
      const server = createServer((socket) => {
        open.add(socket);
        socket.on("error", () => {});
        socket.on("data", (data) => {
          received += data.toString("latin1");
          if (!silent) socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        });
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      const keys = apiKeys(createClient({ baseUrl: `https://127.0.0.1:${port}`, auth: "bearer-canary", timeoutMs: 500 }));
      expect(await failureOf(keys.create(key))).toMatchObject({
        attempts: 1,
        outcome: expect.stringMatching(/unknown|not_sent/),
      });
      expect(received).not.toMatch(/bearer-canary|Checkout/);
      for (const socket of open) socket.destroy();
      server.close();
    }
  });

  // 64 calls are in flight at once. The runtime opens another connection while it has not released the last one.
  test("are few for 3,000 calls: with 1,024 file descriptors, every call succeeds", {
    tags: ["thousands-of-calls", "out-of-sockets"],
    timeout: 180_000,
  }, async () => {
    await lane.plan();
    const program = `
      import { createClient } from "@flexfactor/core";
import { orThrow } from "@flexfactor/core/internal";
      const client = createClient({ baseUrl: process.argv[1], auth: "token", timeoutMs: 120_000 });
      const done = await Promise.allSettled(Array.from({ length: 3_000 }, () => orThrow(client.GET("/api-keys/{idOrMid}", { params: { path: { idOrMid: "mid_1" } } }))));
      console.log(done.filter(({ status }) => status === "fulfilled").length);
    `;
    const shell = `ulimit -n 1024 && exec "${process.execPath}" --input-type=module -e '${program}' "$0"`;
    const child = spawn("bash", ["-c", shell, lane.url], { cwd: import.meta.dirname });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    await once(child, "close");
    expect(output.trim()).toBe("3000");
    const most = await lane.mostSockets();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(256);
  });

  test("get one retry after a 421, and none from the runtime", {
    tags: ["misdirected-request", "runtime-retries-post"],
  }, async () => {
    await lane.plan({ status: 421, body: "{}" }, { status: 421, body: "{}" }, { status: 421, body: "{}" });
    const error = await failureOf(operations["create"]?.({}) as Promise<unknown>);
    expect(error).toMatchObject({ code: "server", outcome: "rejected", attempts: 2 });
    expect(await lane.entries()).toHaveLength(2);
  });
});
