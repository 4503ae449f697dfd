/**
 * Makes ids that are different for each call of each client, for logs: `k3v9x2ab-1`, `k3v9x2ab-2`. They are not secret and not sent.
 */
export function createCallIds(): () => string {
  let client: string | undefined;
  let calls = 0;
  return () => {
    // Made at the first call, because Workers do not allow random values while a module loads.
    client ??= Math.random().toString(36).slice(2, 10).padEnd(8, "0");
    calls += 1;
    return `${client}-${calls}`;
  };
}
