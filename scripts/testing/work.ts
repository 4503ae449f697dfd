// How much work an answer is, compared with the least that reading it takes: `JSON.parse`.

/** About as many characters as an answer may have. */
export const MiB = 1_048_000;

/** A list of about a MiB that repeats one key. */
export const listOf = (key: unknown): string => {
  const length = Buffer.byteLength(JSON.stringify([key]));
  return JSON.stringify({ keys: Array(Math.floor(MiB / length)).fill(key) });
};

const usual = JSON.stringify({ keys: Array(22_000).fill({ id: "key_1", name: "Checkout", type: "secret" }) });

/** The processor's time for the work, in ms. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const leastMs = async (work: () => unknown): Promise<number> =>
  Math.min(...[await processorMs(work), await processorMs(work), await processorMs(work)]);

function parse(text: string): void {
  try {
    JSON.parse(text);
  } catch {}
}

/**
 * The time of the work as a multiple of the time of JSON.parse, each from its best round, because a busy machine can only slow a round.
 * A text that is parsed at once counts as a usual answer of 1 MiB, for which 20 ms are about three times the parsing.
 */
export async function ratioToParsing(work: () => Promise<unknown>, text: string, enough: number): Promise<number> {
  const parseMs = Math.max(await leastMs(() => parse(text)), await leastMs(() => parse(usual)));
  let workMs = Infinity;
  for (let round = 0; round < 20 && workMs / parseMs >= enough; round++) workMs = Math.min(workMs, await processorMs(work));
  return workMs / parseMs;
}
