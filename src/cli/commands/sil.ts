/** hall-twin sil: the bench. Missions for a robot's brain, run, judged, compared, recorded and played back. */
import { writeFileSync } from 'node:fs';
import { loadBrain, SHIPPED_BRAINS } from '../../runtime/brains';
import { firstDifference, readRecording } from '../../sil/record';
import { junitXml } from '../../sil/suite/junit';
import { pair, tally } from '../../sil/suite/tally';
import { oneOf, parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, prepareOut, readText, writeOut } from '../files';
import { missList, pairedTable, suiteTable } from '../sil/print';
import {
  brainName,
  readResults,
  readSuite,
  runSuite,
  SHIPPED_SUITE,
  type Suite,
  type SuiteOptions,
  type SuiteRun,
  shownBrain,
} from '../sil/suite';

const SUBCOMMANDS = ['run', 'compare', 'list', 'replay'] as const;

const OPTIONS = {
  mission: { type: 'string' },
  tag: { type: 'string' },
  brain: { type: 'string' },
  seeds: { type: 'string' },
  'first-seed': { type: 'string' },
  workers: { type: 'string' },
  bodies: { type: 'string' },
  junit: { type: 'string' },
  out: { type: 'string' },
  record: { type: 'boolean' },
  'no-disturbance': { type: 'boolean' },
  'step-budget': { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = Record<string, string | boolean | undefined>;

export async function silCommand(args: string[]): Promise<Exit> {
  const [name, ...rest] = args;
  switch (oneOfCommand(name)) {
    case 'run':
      return silRun(rest);
    case 'compare':
      return silCompare(rest);
    case 'list':
      return silList(rest);
    case 'replay':
      return silReplay(rest);
  }
}

function oneOfCommand(name: string | undefined): (typeof SUBCOMMANDS)[number] {
  const found = SUBCOMMANDS.find((known) => known === name);
  if (!found) throw new UsageError(`sil takes one of ${SUBCOMMANDS.join(', ')}, got "${name ?? ''}"`);
  return found;
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function atLeastOne(values: Values, name: string): number | undefined {
  const given = text(values, name);
  if (given === undefined) return undefined;
  const value = wholeNumber(name, given);
  if (value < 1) throw new UsageError(`--${name} takes a whole number of 1 or more, got "${given}"`);
  return value;
}

/** Missions by --mission (names, comma between, * for anything) and --tag; problems are printed. */
function suiteOf(paths: readonly string[], values: Values): Suite {
  const names = text(values, 'mission')?.split(',');
  const patterns = names?.map((name) => new RegExp(`^${name.replace(/[^\w*-]/g, '\\$&').replaceAll('*', '.*')}$`));
  const tag = text(values, 'tag');
  const suite = readSuite(
    paths,
    (mission) =>
      (!patterns || patterns.some((pattern) => pattern.test(mission.id))) &&
      (tag === undefined || mission.tags.includes(tag)),
  );
  for (const problem of suite.problems) process.stderr.write(`${formatProblem(problem)}\n`);
  if (suite.problems.length === 0 && suite.missions.length === 0) {
    throw new UsageError(
      `no mission of the suite is called ${names?.join(', ') ?? ''}${tag ? ` with tag ${tag}` : ''}`,
    );
  }
  return suite;
}

function optionsOf(values: Values, brain: string): SuiteOptions {
  const bodies = text(values, 'bodies');
  const firstSeed = text(values, 'first-seed');
  return {
    brain: brainName(brain),
    seeds: atLeastOne(values, 'seeds') ?? null,
    firstSeed: firstSeed === undefined ? null : wholeNumber('first-seed', firstSeed),
    workers: atLeastOne(values, 'workers'),
    bodies: bodies === undefined ? 'rapier' : oneOf('bodies', bodies, ['rapier', 'kinematic']),
    disturbance: values['no-disturbance'] !== true,
    record: values.record === true,
    stepBudgetS: atLeastOne(values, 'step-budget'),
  };
}

/** A line on stderr now and then, if somebody looks. */
function progressLine(quiet: boolean): (done: number, of: number) => void {
  let lastMs = 0;
  return (done, of) => {
    const nowMs = performance.now();
    if (quiet || !process.stderr.isTTY || (nowMs - lastMs < 200 && done < of)) return;
    lastMs = nowMs;
    process.stderr.write(`\r${done} of ${of} runs${done === of ? '\n' : ''}`);
  };
}

async function silRun(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, OPTIONS);
  const options = optionsOf(values, text(values, 'brain') ?? 'guide-robot');
  if (options.record && text(values, 'out') === undefined) throw new UsageError('--record needs --out DIR');
  const out = text(values, 'out');
  if (out !== undefined) prepareOut(out);
  const suite = suiteOf(positionals.length > 0 ? positionals : [SHIPPED_SUITE], values);
  if (suite.problems.length > 0) return Exit.invalidInput;
  const runs = await runSuite(suite.missions, options, progressLine(values.json === true));
  const lines = runs.map(({ mission, done }) =>
    tally(
      mission,
      done.map(({ run }) => run),
    ),
  );
  const flat = runs.flatMap(({ done }) => done);
  const junit = text(values, 'junit');
  if (junit !== undefined) {
    writeFileSync(
      junit,
      junitXml(
        'hall-twin sil',
        flat.map(({ run, wall }) => ({ run, wallS: wall.totalS })),
      ),
    );
  }
  const report = {
    brain: shownBrain(options.brain),
    bodies: options.bodies,
    passed: lines.filter((line) => line.ok).length,
    missions: lines,
    runs: flat.map(({ run }) => run),
  };
  if (out !== undefined) {
    writeOut(out, 'results.json', `${JSON.stringify(report, null, 1)}\n`);
    if (options.record) writeRecordings(out, runs);
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const misses = missList(lines);
    const simS = flat.reduce((sum, { run }) => sum + (Number.isFinite(run.timeS) ? run.timeS : 0), 0);
    process.stdout.write(
      `${suiteTable(lines)}\n\n${misses === '' ? '' : `misses\n${misses}\n\n`}` +
        `${report.passed} of ${lines.length} missions passed with ${report.brain}; ${flat.length} runs, ${(simS / 60).toFixed(0)} simulated minutes\n`,
    );
  }
  return lines.every((line) => line.ok) ? Exit.ok : Exit.runFailed;
}

function writeRecordings(out: string, runs: readonly SuiteRun[]): void {
  for (const { done } of runs) {
    for (const { run, recording } of done) {
      if (recording !== null) writeOut(out, `${run.mission}-${run.seed}.jsonl`, recording);
    }
  }
}

async function silCompare(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, OPTIONS);
  const [a, b, ...paths] = positionals;
  if (a === undefined || b === undefined) {
    throw new UsageError('compare takes two brains (or results.json files of "sil run --out"), and then a suite');
  }
  const suite = [a, b].every((one) => one.endsWith('.json'))
    ? null
    : suiteOf(paths.length > 0 ? paths : [SHIPPED_SUITE], values);
  if (suite && suite.problems.length > 0) return Exit.invalidInput;
  const runsOf = async (one: string) => {
    if (one.endsWith('.json')) return readResults(one);
    const runs = await runSuite(suite?.missions ?? [], optionsOf(values, one), progressLine(values.json === true));
    return runs.flatMap(({ done }) => done.map(({ run }) => run));
  };
  const first = await runsOf(a);
  const second = await runsOf(b);
  const found = pair(first, second);
  if (values.json === true) process.stdout.write(`${JSON.stringify({ a, b, ...found })}\n`);
  else process.stdout.write(`A = ${a}, B = ${b}\n${pairedTable(found.success, found.figures)}\n`);
  return Exit.ok;
}

async function silList(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, { mission: OPTIONS.mission, tag: OPTIONS.tag, json: OPTIONS.json });
  const suite = suiteOf(positionals.length > 0 ? positionals : [SHIPPED_SUITE], values);
  if (suite.problems.length > 0) return Exit.invalidInput;
  const rows = suite.missions.map(({ mission }) => ({ id: mission.id, tags: mission.tags, why: mission.why }));
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ missions: rows, brains: Object.keys(SHIPPED_BRAINS) })}\n`);
  } else {
    const wide = Math.max(0, ...rows.map(({ id }) => id.length));
    for (const { id, why } of rows) process.stdout.write(`${id.padEnd(wide)}  ${why}\n`);
  }
  return Exit.ok;
}

async function silReplay(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, { brain: OPTIONS.brain, json: OPTIONS.json });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('replay takes exactly one recording (*.jsonl)');
  const read = readText(file);
  if (typeof read !== 'string') {
    process.stderr.write(`${formatProblem(read)}\n`);
    return Exit.invalidInput;
  }
  const recording = readRecording(read);
  const create = await loadBrain(brainName(text(values, 'brain') ?? 'guide-robot'));
  const at = firstDifference(recording, create);
  const steps = recording.steps.length;
  if (values.json === true) process.stdout.write(`${JSON.stringify({ steps, equal: at < 0, firstDifference: at })}\n`);
  else {
    const stamp = recording.steps[at]?.percept.stampS;
    process.stdout.write(
      at < 0
        ? `${steps} percepts, every command as recorded\n`
        : `command ${at + 1} of ${steps} (percept at ${stamp?.toFixed(2)} s) is not as recorded\n`,
    );
  }
  return at < 0 ? Exit.ok : Exit.runFailed;
}
