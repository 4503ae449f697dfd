// The command line of each command: `--help` prints its usage, and an option that it does not have is refused with the usage.
import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/**
 * Reads the options and arguments that the command was called with. It ends the process after `--help`, and when an option is
 * unknown or more arguments are given than `most`.
 *
 * @param usage - what `--help` prints; its first line shows how the command is called.
 */
export function commandLine<O extends Options>(usage: string, options: O = {} as O, most = 0): Parsed<O> {
  try {
    const config = { options: { ...options, help: { type: "boolean", short: "h" } }, allowPositionals: true } as const;
    const { values, positionals } = parseArgs(config);
    if ("help" in values && values.help) {
      console.log(usage);
      process.exit();
    }
    if (positionals.length > most) throw new Error(`Unexpected argument '${positionals[most]}'`);
    return { values, positionals } as Parsed<O>;
  } catch (error) {
    const problem = error instanceof Error ? error.message.split(". ")[0] : error;
    console.error(`${problem}.\n\n${usage}`);
    return process.exit(1);
  }
}
