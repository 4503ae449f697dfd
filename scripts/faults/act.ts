// Ends a request in the way its fault says.
import type { Socket } from "node:net";
import type { Fault } from "./lane.ts";

export function act(socket: Socket, { act: how }: Fault): void {
  if (how === "fin") socket.end();
  if (how === "rst") setImmediate(() => socket.resetAndDestroy());
  if (how === "garbage") socket.end("SSH-2.0-OpenSSH_9.2 sk-not-http\r\n");
  if (how === "stall") socket.pause();
  if (how === "drip") {
    const timer = setInterval(() => socket.write(" "), 10);
    socket.on("close", () => clearInterval(timer));
  }
}
