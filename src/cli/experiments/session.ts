/** What experiment, optimize and report share: options, the laboratory over all cores, progress on stderr, a clean end on Ctrl+C. */
import { join } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { KpiError } from '../../experiment/kpi/parse';
import { Laboratory, type Progress } from '../../experiment/laboratory';
import { createNodePool, type NodePool } from '../../runtime/nodePool';
import { FileResultStore } from '../../runtime/resultStore';
import { type ParsedScenario, parseScenario } from '../../scenario/parse';
import type { Problem, ScenarioSource } from '../../scenario/source';
import { VaryError } from '../../scenario/vary/path';
import { oneOf, parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, readScenario } from '../files';
import { SpaceDays } from '../space/measuring';

/** Where days are stored when no --out is given, in the working directory. */
export const CACHE_FOLDER = '.hall-twin-cache';

const SHARED: NonNullable<ParseArgsConfig['options']> = {
  seed: { type: 'string', default: '1' },
  resolution: { type: 'string', default: 'meso' },
  workers: { type: 'string' },
  out: { type: 'string' },
  confidence: { type: 'string', default: '95%' },
  'service-level': { type: 'string', default: '10' },
  'no-robots': { type: 'boolean' },
  json: { type: 'boolean' },
};

export class Arguments {
  private readonly values: Record<string, unknown>;
  readonly files: readonly string[];

  /** @param takes how many files stand on the command line */
  constructor(args: string[], options: NonNullable<ParseArgsConfig['options']>, takes: 'one' | 'any' = 'one') {
    const { values, positionals } = parseStrict(args, { ...SHARED, ...options });
    if (takes === 'one' && positionals.length !== 1) {
      throw new UsageError(`takes exactly one scenario file, got ${positionals.length}`);
    }
    this.files = positionals;
    this.values = values;
  }

  /** The one file. */
  get file(): string {
    return this.files[0] as string;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** Values of an option that may be given several times. */
  list(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
  }

  whole(name: string, least: number): number {
    const value = wholeNumber(name, this.text(name) as string);
    if (value < least) throw new UsageError(`--${name} takes at least ${least}, got ${value}`);
    return value;
  }

  /** A share: 5% or 0.05; undefined if not given. */
  share(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number(text);
    if (!(value > 0 && value < 1)) throw new UsageError(`--${name} takes a share such as 5% or 0.05, got "${text}"`);
    return value;
  }

  /** A positive number; undefined if not given. */
  positive(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value < 1e9))
      throw new UsageError(`--${name} takes a positive number, got "${text}"`);
    return value;
  }
}

export type Session = {
  readonly laboratory: Laboratory;
  readonly pool: NodePool;
  /** Runs the laboratory's days, and measures space when asked to. */
  readonly days: SpaceDays;
  readonly options: { readonly resolution: 'meso' | 'micro'; readonly withoutRobots: boolean };
  readonly baseSeed: number;
  readonly confidence: number;
  readonly serviceLevelMin: number;
  readonly workers: number;
  readonly store: FileResultStore;
  readonly out: string | undefined;
  /** True once Ctrl+C was pressed. */
  readonly interrupted: () => boolean;
};

/** What every JSON of these commands begins with: which command, scenario, days and engine, and whether it was cut short. */
export function jsonHead(command: string, scenario: string, session: Session, confidence: number) {
  return {
    command,
    formatVersion: 1,
    scenario,
    resolution: session.options.resolution,
    baseSeed: session.baseSeed,
    engine: session.store.engine,
    confidence,
    interrupted: session.interrupted(),
  };
}

/** Opens the laboratory, does the work, and closes everything whatever happens. */
export async function withSession(args: Arguments, work: (session: Session) => Promise<Exit>): Promise<Exit> {
  const options = {
    resolution: oneOf('resolution', args.text('resolution') as string, ['meso', 'micro']),
    withoutRobots: args.flag('no-robots'),
  };
  const baseSeed = args.whole('seed', 0);
  const workers = args.text('workers');
  const confidence = args.share('confidence') as number;
  const serviceLevelMin = args.positive('service-level') as number;
  const out = args.text('out');
  const width = workers === undefined ? undefined : args.whole('workers', 1);
  const store = new FileResultStore(join(out ?? CACHE_FOLDER, 'runs'));
  const pool = createNodePool(width);
  const cancel = new AbortController();
  const onInterrupt = (): void => {
    process.stderr.write('\ninterrupted: ending with what is there (again to quit at once)\n');
    process.once('SIGINT', () => process.exit(Exit.runFailed));
    cancel.abort();
  };
  process.once('SIGINT', onInterrupt);
  const days = new SpaceDays(pool);
  const laboratory = new Laboratory({
    runner: days,
    store,
    options,
    baseSeed,
    signal: cancel.signal,
    onProgress: makeProgress(),
  });
  try {
    return await work({
      laboratory,
      pool,
      days,
      options,
      baseSeed,
      confidence,
      serviceLevelMin,
      workers: pool.width,
      store,
      out,
      interrupted: () => cancel.signal.aborted,
    });
  } catch (error) {
    if (error instanceof KpiError) throw new UsageError(error.message);
    if (!(error instanceof VaryError)) throw error;
    process.stderr.write(`${error.message}\nnothing was run\n`);
    return Exit.invalidInput;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    const { run, stored } = laboratory.counts;
    if (run + stored > 0) {
      process.stderr.write(
        `${run} days run, ${stored} taken from ${store.folder}${store.broken > 0 ? ` (${store.broken} broken lines there were left out)` : ''}\n`,
      );
    }
    await pool.close();
  }
}

/** One line that is rewritten on a terminal; a line every ten seconds elsewhere. */
function makeProgress(): (progress: Progress) => void {
  let lastMs = 0;
  return ({ run, waiting, elapsedMs }) => {
    const terminal = process.stderr.isTTY === true;
    if (waiting > 0 && elapsedMs - lastMs < (terminal ? 100 : 10_000)) return;
    if (!terminal && elapsedMs < 10_000) return;
    lastMs = elapsedMs;
    const eta = run > 0 ? `, about ${duration((elapsedMs / run) * waiting)} left` : '';
    const text = `${run} of ${run + waiting} days${waiting > 0 ? eta : ''}`;
    process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
  };
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export type Opened = { readonly source: ScenarioSource; readonly parsed: ParsedScenario };

/** Reads and checks a scenario; null if it is invalid, with every problem on stderr. */
export function openScenario(file: string): Opened | null {
  const read = readScenario(file);
  if (!read.ok) return refuse(read.problems);
  const parsed = parseScenario(read.source);
  return parsed.ok ? { source: read.source, parsed } : refuse(parsed.problems);
}

export function refuse(problems: readonly Problem[]): null {
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  process.stderr.write(`${problems.length} problem${problems.length === 1 ? '' : 's'}; nothing was run\n`);
  return null;
}
