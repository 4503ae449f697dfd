// Seeded creates in another runtime: `driver.js '{"ports":[…],"runs":600,"seed":1}'` prints the tally. No `import.meta.main` and the
// like: this runs, compiled, on everything from Node 20 on.

import { runCreates } from "./creates.ts";
import { lanesOf } from "./lanes.ts";

const { ports, runs, seed } = JSON.parse(String(process.argv[2])) as { ports: number[]; runs: number; seed: number };
const { creates, requests, byOutcome } = await runCreates(lanesOf(ports), runs, seed);
console.log(JSON.stringify({ creates, requests, byOutcome }));
process.exit();
