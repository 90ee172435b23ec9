/**
 * `npm run validate:days [-- --seeds 100] [--robot-seeds 5] [--scenario ID] [--workers 2]`: watches whole micro days of the
 * shipped scenarios and writes their part of docs/crowd-validation.md (with --scenario: prints only). Each worker is a
 * process of this file that takes every n-th day and prints one JSON record a line.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { shippedScenarios, specOf } from '../worlds/shipped';
import { type DayRecord, daysPage, failures, rowOf, watchDay } from './days100';
import { DAYS_HEADING, PAGE, withDays } from './standards/page';

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

async function jobs(): Promise<Job[]> {
  const all: Job[] = [];
  for (const scenario of values.scenario ? [values.scenario] : shippedScenarios) {
    for (let seed = 1; seed <= seeds; seed++) all.push({ scenario, seed, withRobots: false });
    if ((await specOf(scenario, { resolution: 'micro' })).robots.length === 0) continue;
    for (let seed = 1; seed <= robotSeeds; seed++) all.push({ scenario, seed, withRobots: true });
  }
  return all;
}

async function work(part: number): Promise<void> {
  const all = await jobs();
  for (let i = part; i < all.length; i += workers) {
    const { scenario, seed, withRobots } = all[i] as Job;
    console.log(JSON.stringify(await watchDay(scenario, seed, withRobots)));
  }
}

async function lead(): Promise<void> {
  const from = performance.now();
  const days: DayRecord[] = [];
  const total = (await jobs()).length;
  const script = process.argv[1] as string;
  const runs = Array.from({ length: workers }, (_, part) => {
    const args = ['--import', 'tsx', script, ...process.argv.slice(2), '--part', String(part)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      days.push(JSON.parse(line) as DayRecord);
      if (days.length % 25 === 0) process.stderr.write(`${days.length} of ${total} days\n`);
    });
    return new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  });
  const codes = await Promise.all(runs);
  if (codes.some((code) => code !== 0) || days.length !== total)
    throw new Error(`${days.length} of ${total} days were run`);
  days.sort((a, b) => a.scenario.localeCompare(b.scenario) || a.robots - b.robots || a.seed - b.seed);
  const page = daysPage(DAYS_HEADING, days);
  console.log(page);
  const wrong = [...new Set(days.map((day) => `${day.scenario} ${day.robots}`))].flatMap((key) =>
    failures(rowOf(days.filter((day) => `${day.scenario} ${day.robots}` === key))),
  );
  if (wrong.length > 0) process.exitCode = 1;
  process.stderr.write(`${total} days in ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
  if (values.scenario === undefined)
    writeFileSync(PAGE, withDays(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', page));
}

(values.part === undefined ? lead() : work(Number(values.part))).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
