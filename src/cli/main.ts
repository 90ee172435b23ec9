/** Dispatch: thin argument parsing, one file a command. */
import { Exit, UsageError } from './exit';

const USAGE = `hall-twin: a digital twin of a government service hall

  hall-twin run FILE [--seed N] [--resolution meso|micro] [--until HH:MM] [--out DIR] [--json]
                     [--no-robots] [--bodies rapier|kinematic]
      run a day without a screen; --json prints one object, --out writes events.jsonl and CSV tables
      --space [--los fruin-walkway|fruin-queuing|hcm-walkway|hcm-queuing] [--los-letter A..F] [--line NAME=x,y:x,y]...
              [--track-fps 2] measures density, level of service, flows, seats, contacts; with --out maps (PNG), CSV and
              trajectories for PedPy and JPSvis (docs/space.md)
  hall-twin replicate FILE [--vs FILE] [--runs N] [--precision P [--most-runs N]] [--seed N] [--resolution meso|micro]
                     [--workers N] [--no-robots] [--out DIR] [--json]
      many seeds on all cores: means with 95% confidence intervals; --vs compares a second scenario run by run on the
      same people; --precision goes on until the mean wait is known within that share
  hall-twin experiment FILE [--replications N] [--vary PATH=a..b[:step] | --vary PATH=x,y,z]... [--compare FILE]
                     [--until-half-width 5% [--most-replications N]] [--kpi FIGURE]... [--service-level MIN]
                     [--confidence 95%] [--seed N] [--resolution meso|micro] [--workers N] [--no-robots] [--out DIR] [--json]
      vary any value of a scenario and compare designs on the same people; days that were run before are not run again
      paths: staffing[0].count (first n windows), items[*].service.meanMin, demand.factor, robots.count, scene:kiosks[0].facingDeg
      figures: mean(wait), p90(wait[B]), share(wait <= 10min), utilization, staffHours ... (docs/metrics.md)
      --space (with --resolution micro; --los, --los-letter, --line as in run): mean maps over the replications of each
      design and maps of the differences to the first
  hall-twin optimize FILE --vary PATH=... [--goal "p90(wait) <= 10min"]... [--minimize staffHours | --maximize FIGURE]
                     [--delta D] [--replications N] [--most-replications N] (and the options of experiment)
      the designs that meet the goal, then the best of them, with the stated confidence (KN); with --budget DAYS and no
      goal: the best by mean for that many days (OCBA)
  hall-twin optimize FILE --goal "share(wait <= 10min) >= 90%" [--interval 60] [--out DIR]
      without --vary: the staffing by interval with the fewest staff hours that keeps the goal; writes the scenario
                     [--shift-starts 08:00..10:00:30 --shift-hours 4,8 [--lunch 11:30,12:00 | --lunch +3h,+4h]
                     [--lunch-minutes 30] [--lunch-from-hours 6]]
      with --shift-starts: whole shifts with lunch breaks, fewest paid hours
  hall-twin report FILE [--replications N] [--load 0.5..1.3:0.1] [--service-level MIN] [--out DIR] [--json]
      where a visitor's day goes, what binds, what one more of each would buy, wait against load
  hall-twin stories [FILE.story.yaml...] [--replications N] [--out DIR] [--doc FILE.md] [--json]
      the reforms of the reports as before / after tables with intervals, verdicts and assumptions (docs/stories.md)
  hall-twin import-queue FILE... --map MAP.yaml [--out scenario.yaml] [--scene FILE] [--check DAYS [--runs N]]
                     [--bad-rows FILE.csv] [--json]
      fit a scenario to ticket records or board snapshots (CSV, XLSX; docs/calibration.md); --check holds the last days
      out and says how well they are predicted
  hall-twin import-items FILE [--out items.yaml] [--service-min N] [--json]
      groups and items of a scenario from a portal's catalogue (JSON, CSV)
  hall-twin plan --map MAP.yaml --from X,Y --to X,Y [--radius M] [--allow-unknown] [--json]
      the robot brain's global planner on a Nav2 map (PGM, PNG); metres, map frame; exit 1 when there is no path
  hall-twin sil run [SUITE...] [--mission NAME,...] [--tag TAG] [--brain NAME|MODULE] [--seeds N] [--first-seed N] [--workers N]
                     [--bodies rapier|kinematic] [--junit FILE] [--out DIR [--record]] [--no-disturbance] [--step-budget S] [--json]
      missions for a robot's brain (default: the shipped suite, our brain): a table; exit 1 on a miss. A brain is any module that
      exports createBrain, or guide-robot, baseline-dwa, baseline-pure-pursuit (docs/sil.md)
  hall-twin sil compare A B [SUITE...] (and the options of run)
      two brains, or two results.json, on the same missions and seeds: paired differences with 95% intervals
  hall-twin sil list [SUITE...] | sil replay RECORDING.jsonl [--brain NAME|MODULE]
      what the missions test; whether a brain answers recorded percepts with the recorded commands
  hall-twin learn FILE [--days 5] [--after 2] [--seed N] [--resolution meso|micro] [--json]
      days in a row: what a robot was asked in vain that often is taken into its catalogue (robots[].unknownItems)
  hall-twin validate FILE...
      check scenes, scenarios and missions; lists every problem with file, line, path and allowed range
  hall-twin schema scene|scenario|mission
      print the JSON Schema for editor completion

exit codes: 0 ok, 1 run failed, 2 wrong usage, 3 invalid input
`;

/** Loaded when asked for: a check of a file need not wait for the simulation. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<Exit>>> = {
  run: async (args) => (await import('./commands/run')).runCommand(args),
  replicate: async (args) => (await import('./commands/replicate')).replicateCommand(args),
  experiment: async (args) => (await import('./commands/experiment')).experimentCommand(args),
  optimize: async (args) => (await import('./commands/optimize')).optimizeCommand(args),
  stories: async (args) => (await import('./commands/stories')).storiesCommand(args),
  report: async (args) => (await import('./commands/report')).reportCommand(args),
  'import-queue': async (args) => (await import('./commands/importQueue')).importQueueCommand(args),
  'import-items': async (args) => (await import('./commands/importItems')).importItemsCommand(args),
  plan: async (args) => (await import('./commands/plan')).planCommand(args),
  sil: async (args) => (await import('./commands/sil')).silCommand(args),
  learn: async (args) => (await import('./commands/learn')).learnCommand(args),
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
