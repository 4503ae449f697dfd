/**
 * Ids that tell the calls of all clients apart in a log: `k3v9x2ab-1`, `k3v9x2ab-2`. They are not secret and mean nothing to the server.
 */
export function createCallIds(): () => string {
  let client: string | undefined;
  let calls = 0;
  return () => {
    // Made at the first call: Workers refuse to make random values while a module loads.
    client ??= Math.random().toString(36).slice(2, 10);
    calls += 1;
    return `${client}-${calls}`;
  };
}
