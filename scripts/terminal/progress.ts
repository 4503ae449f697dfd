// Shows the progress of a long command: on a terminal in one line that it rewrites, elsewhere in a plain line every ten seconds.
// It writes to the error stream, so the output of a command can be saved without it.
const EVERY_MS = process.stderr.isTTY ? 250 : 10_000;

export interface Progress {
  /** Prints a line that stays. */
  say(line: string): void;
  /** Removes the progress line, at the end of the command. */
  end(): void;
}

/** Shows the text that `status` returns, with the time since the start, until `end` is called. */
export function startProgress(status: () => string): Progress {
  const startedAt = performance.now();
  const show = (): void => {
    const line = `${status()} (${inWords(performance.now() - startedAt)})`;
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
    else process.stderr.write(`${line}\n`);
  };
  const clear = (): void => {
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  };
  const timer = setInterval(show, EVERY_MS);
  if (process.stderr.isTTY) show();
  return {
    say(line) {
      clear();
      console.log(line);
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

/** A time as people write it: `0.3 s`, `26 s`, `2 min 31 s`. */
export function inWords(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
