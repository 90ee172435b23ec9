/**
 * `npm run validate:days [-- --seeds 100] [--robot-seeds 5] [--scenario ID] [--workers 2]`: watches whole micro days of the
 * shipped scenarios and writes their part of docs/crowd-validation.md (with --scenario: prints only). Each worker is a
 * process of this file that takes every n-th day. Days are kept as JSON lines in out/validate-days.jsonl under a hash of all
 * code and files that a day depends on: run again, it goes on where it was stopped, and after a change it starts anew.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shippedScenarios, specOf } from '../worlds/shipped';
import { type DayRecord, watchDay } from './days100';
import { daysPage, failures } from './days100.page';
import { crowdSource, DAYS_HEADING, PAGE, withDays } from './standards/page';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    'robot-seeds': { type: 'string', default: '5' },
    scenario: { type: 'string' },
    workers: { type: 'string', default: '2' },
    part: { type: 'string' },
  },
});
const seeds = wholeNumber('seeds', values.seeds);
const robotSeeds = wholeNumber('robot-seeds', values['robot-seeds']);
const workers = Math.max(1, wholeNumber('workers', values.workers));
if (values.scenario !== undefined && !shippedScenarios.includes(values.scenario)) {
  process.stderr.write(`no scenario ${values.scenario}; shipped: ${shippedScenarios.join(', ')}\n`);
  process.exit(2);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} ${text}: a whole number, 0 or more\n`);
  process.exit(2);
}

type Job = { readonly scenario: string; readonly seed: number; readonly withRobots: boolean };

/** All days, the first seed of every scenario first: stopped early, they are still as many of each. */
async function jobs(): Promise<Job[]> {
  const all: Job[] = [];
  for (const scenario of values.scenario ? [values.scenario] : shippedScenarios) {
    for (let seed = 1; seed <= seeds; seed++) all.push({ scenario, seed, withRobots: false });
    if ((await specOf(scenario, { resolution: 'micro' })).robots.length === 0) continue;
    for (let seed = 1; seed <= robotSeeds; seed++) all.push({ scenario, seed, withRobots: true });
  }
  return all.sort((a, b) => a.seed - b.seed);
}

const root = resolve(import.meta.dirname, '../..');
const KEPT = join(root, 'out/validate-days.jsonl');

/** Of everything a day and its record depend on. */
function sourceHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['agents', 'src/kernel', 'src/physics', 'src/runtime', 'src/scenario', 'scenes', 'scenarios']) {
    for (const name of (readdirSync(join(root, folder), { recursive: true }) as string[]).sort()) {
      if (/\.(ts|yaml)$/.test(name)) hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash
    .update(readFileSync(join(root, 'tests/validation/days100.ts')))
    .digest('hex')
    .slice(0, 16);
}

/** Days kept of this source, by job. */
function keptDays(source: string): Map<string, DayRecord> {
  const kept = new Map<string, DayRecord>();
  if (!existsSync(KEPT)) return kept;
  for (const line of readFileSync(KEPT, 'utf8').split('\n')) {
    if (!line.endsWith('}')) continue;
    const { source: of, day } = JSON.parse(line) as { source: string; day: DayRecord };
    if (of === source) kept.set(keyOf({ scenario: day.scenario, seed: day.seed, withRobots: day.robots > 0 }), day);
  }
  return kept;
}

const keyOf = ({ scenario, seed, withRobots }: Job): string => `${scenario} ${seed} ${withRobots}`;

async function work(part: number): Promise<void> {
  const source = sourceHash();
  const kept = keptDays(source);
  const left = (await jobs()).filter((job) => !kept.has(keyOf(job)));
  for (let i = part; i < left.length; i += workers) {
    const { scenario, seed, withRobots } = left[i] as Job;
    const day = await watchDay(scenario, seed, withRobots);
    // One write of one line: two processes may append to the same file.
    appendFileSync(KEPT, `${JSON.stringify({ source, day })}\n`);
  }
}

async function lead(): Promise<void> {
  mkdirSync(dirname(KEPT), { recursive: true });
  const source = sourceHash();
  const wanted = await jobs();
  const before = keptDays(source);
  const known = wanted.filter((job) => before.has(keyOf(job))).length;
  process.stderr.write(`${wanted.length} days, ${known} of them kept from earlier\n`);
  const from = performance.now();
  const script = process.argv[1] as string;
  const runs = Array.from({ length: workers }, (_, part) => {
    const args = ['--import', 'tsx', script, ...process.argv.slice(2), '--part', String(part)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    return new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  });
  const codes = await Promise.all(runs);
  const kept = keptDays(source);
  const days = wanted.flatMap((job) => kept.get(keyOf(job)) ?? []);
  days.sort((a, b) => a.scenario.localeCompare(b.scenario) || a.robots - b.robots || a.seed - b.seed);
  if (codes.some((code) => code !== 0) || days.length !== wanted.length) {
    throw new Error(`${days.length} of ${wanted.length} days were run`);
  }
  const page = daysPage(DAYS_HEADING, crowdSource(), days);
  console.log(page);
  if (failures(days).length > 0) process.exitCode = 1;
  process.stderr.write(`${wanted.length - known} days in ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
  if (values.scenario === undefined) {
    writeFileSync(PAGE, withDays(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', page));
  }
}

(values.part === undefined ? lead() : work(Number(values.part))).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
