/**
 * npm run sil:suite [-- --seeds 20 --rush 0 --only NAME,... --brains NAME,... --workers N]: the whole suite over many seeds for our
 * brain and both baselines -> docs/sil-results.md. Runs are kept in out/sil, five seeds at a time, so that a run that was broken off
 * leaves what it has; a run of the same mission and seed replaces the old one; --only runs some missions, --seeds 0 only writes the
 * page. --rush N: the rush hour over N seeds more, for the collision figure.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSuite, runSuite, SHIPPED_SUITE, type SuiteMission } from '../../../src/cli/sil/suite';
import type { MissionRun } from '../../../src/sil/mission/result';
import { resultsPage } from './page';

const root = resolve(import.meta.dirname, '../../..');
const store = join(root, 'out/sil');
const OURS = 'guide-robot';
const BASELINES = ['baseline-dwa', 'baseline-pure-pursuit'];

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    rush: { type: 'string', default: '0' },
    only: { type: 'string' },
    brains: { type: 'string', default: [OURS, ...BASELINES].join(',') },
    workers: { type: 'string' },
  },
});
const seeds = Number(values.seeds);
const only = values.only?.split(',');
mkdirSync(store, { recursive: true });

const suite = readSuite([SHIPPED_SUITE], () => true);
if (suite.problems.length > 0)
  throw new Error(suite.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));

/** What the baselines can do at all: drive somewhere. */
const drives = ({ mission }: SuiteMission): boolean => mission.task.kind === 'go-to' && mission.pass.reach;

const CHUNK = 5;
/** Seeds of the rush hour's extra runs begin here: none is in the suite's own. */
const RUSH_FROM = 1001;

async function run(
  missions: readonly SuiteMission[],
  brain: string,
  file: string,
  first: number,
  count: number,
  disturbance: boolean,
): Promise<void> {
  for (let done = 0; done < count; done += CHUNK) {
    const runs = await runSuite(
      missions,
      {
        brain,
        seeds: Math.min(CHUNK, count - done),
        firstSeed: first + done,
        workers: values.workers === undefined ? undefined : Number(values.workers),
        bodies: 'rapier',
        disturbance,
        record: false,
      },
      () => {},
    );
    const fresh = runs.flatMap((one) => one.done.map(({ run }) => run));
    const key = (one: MissionRun): string => `${one.mission} ${one.seed}`;
    const again = new Set(fresh.map(key));
    const kept = stored(file).filter((one) => !again.has(key(one)));
    writeFileSync(join(store, `${file}.json`), JSON.stringify([...kept, ...fresh]));
    console.log(
      `${brain}: seeds ${first + done} to ${first + Math.min(done + CHUNK, count) - 1}, ${fresh.length} runs`,
    );
  }
}

function stored(name: string): MissionRun[] {
  const file = join(store, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

for (const brain of seeds > 0 ? values.brains.split(',') : []) {
  const wanted = suite.missions.filter(
    (entry) => (brain === OURS || drives(entry)) && (!only || only.includes(entry.mission.id)),
  );
  await run(wanted, brain, brain, 1, seeds, true);
}
const rush = Number(values.rush);
const hour = suite.missions.filter(({ mission }) => mission.id === 'rush-hour');
if (rush > 0) await run(hour, OURS, 'rush', RUSH_FROM, rush, false);
const page = resultsPage({
  missions: suite.missions.map(({ mission }) => mission),
  ours: stored(OURS),
  baselines: BASELINES.map((name) => ({ name, runs: stored(name) })),
  rush: stored('rush'),
});
writeFileSync(join(root, 'docs/sil-results.md'), page);
console.log('docs/sil-results.md written');
