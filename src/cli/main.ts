/** Dispatch: thin argument parsing, one file a command. */
import { Exit, UsageError } from './exit';

const USAGE = `hall-twin: a digital twin of a government service hall

  hall-twin run FILE [--seed N] [--resolution meso|micro] [--until HH:MM] [--out DIR] [--json]
                     [--no-robots] [--bodies rapier|kinematic]
      run a day without a screen; --json prints one object, --out writes events.jsonl and CSV tables
  hall-twin replicate FILE [--vs FILE] [--runs N] [--precision P [--most-runs N]] [--seed N] [--resolution meso|micro]
                     [--workers N] [--no-robots] [--out DIR] [--json]
      many seeds on all cores: means with 95% confidence intervals; --vs compares a second scenario run by run on the
      same people; --precision goes on until the mean wait is known within that share
  hall-twin validate FILE...
      check scenes and scenarios; lists every problem with file, line, path and allowed range
  hall-twin schema scene|scenario
      print the JSON Schema for editor completion

exit codes: 0 ok, 1 run failed, 2 wrong usage, 3 invalid input
`;

/** Loaded when asked for: a check of a file need not wait for the simulation. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<Exit>>> = {
  run: async (args) => (await import('./commands/run')).runCommand(args),
  replicate: async (args) => (await import('./commands/replicate')).replicateCommand(args),
  validate: async (args) => (await import('./commands/validate')).validateCommand(args),
  schema: async (args) => (await import('./commands/schema')).schemaCommand(args),
};

/** Runs a command line (without node and script) and returns the exit code. */
export async function main(args: string[]): Promise<Exit> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stderr.write(USAGE);
    return Exit.usage;
  }
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return Exit.ok;
  }
  const command = COMMANDS[name];
  if (!command) {
    process.stderr.write(
      `hall-twin: unknown command "${name}"; known: ${Object.keys(COMMANDS).join(', ')}\n\n${USAGE}`,
    );
    return Exit.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(USAGE);
    return Exit.ok;
  }
  try {
    return await command(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`hall-twin ${name}: ${error.message}\nTry: hall-twin --help\n`);
      return Exit.usage;
    }
    process.stderr.write(`hall-twin ${name}: ${describe(error)}\n`);
    return Exit.runFailed;
  }
}

/** A full disk or a missing right is the machine's matter: no stack. Anything else is ours. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
}
