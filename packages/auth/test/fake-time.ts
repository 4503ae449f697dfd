import { vi } from "vitest";

/** Waits pass at once, in order: what is tested is which waits there are, not how long a second is. */
export function fakeTime(): void {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
}
