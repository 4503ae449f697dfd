// Creates keys in another runtime: `driver.js '{"ports":[…],"runs":600,"seed":1}'` prints the tally of seeded creates, and
// `driver.js '{"ports":[…],"crowd":"hung"}'` prints the outcomes of a crowd. The compiled program runs on Node 20 too, so it uses
// nothing newer, such as `import.meta.main`.

import { runCreates } from "./creates.ts";
import { runCrowd, type TooLate } from "./deadline-crowd.ts";
import { type LedgerLane, lanesOf } from "./lanes.ts";

/** What the driver is told to do. */
export type Order = { ports: number[]; runs: number; seed: number } | { ports: number[]; crowd: TooLate };

const order = JSON.parse(String(process.argv[2])) as Order;
const lanes = lanesOf(order.ports);
if ("crowd" in order) console.log(JSON.stringify(await runCrowd(lanes[0] as LedgerLane, order.crowd)));
else {
  const { creates, requests, byOutcome } = await runCreates(lanes, order.runs, order.seed);
  console.log(JSON.stringify({ creates, requests, byOutcome }));
}
process.exit();
