// Reads the command line of every command: `--help` prints the usage, and an unknown option is an error that prints it too.
import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/**
 * Reads the options and arguments of the command. Ends the process after `--help`, after an unknown option, and after more arguments
 * than `most`.
 *
 * @param usage - what `--help` prints. Its first line shows how to call the command.
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
