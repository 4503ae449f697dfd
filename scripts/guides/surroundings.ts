// What the readers of some guides have around them, besides the API.

export interface Surroundings {
  /** Where it runs, by the port that the guide names. */
  ports: Record<string, number>;
  /** Called at the end of the guide: throws when what it saw is not what the guide says. */
  check?(): void;
  close(): void | Promise<void>;
}

/** By the name of the guide: `core/proxies`. */
export const SURROUNDINGS: Record<string, () => Promise<Surroundings>> = {};
