import { vi } from "vitest";

/** Makes waits end at once, in order: the tests check which waits there are, not real time. */
export function fakeTime(): void {
  vi.useFakeTimers();
  vi.setTimerTickMode("nextTimerAsync");
}
