/**
 * npm run sil:suite [-- --seeds 20 --rush 0 --only NAME,... --brains NAME,... --workers N]: the whole suite over many seeds for our
 * brain and both baselines -> docs/sil-results.md. Runs are kept in out/sil, five seeds at a time (24 rush hours), so that a run that was broken off
 * leaves what it has; a run of the same mission and seed replaces the old one; --only runs some missions, --seeds 0 only writes the
 * page. --rush N: the hour before noon over N seeds more, for the collision figure; seeds that are there are kept.
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

/** Runs between two writes; workers are warm for as long. */
const CHUNK = 5;
const RUSH_CHUNK = 24;
/** Seeds of the rush hour's extra runs begin here: none is in the suite's own. */
const RUSH_FROM = 1001;

async function run(
  missions: readonly SuiteMission[],
  brain: string,
  file: string,
  first: number,
  count: number,
  disturbance: boolean,
  chunk = CHUNK,
): Promise<void> {
  for (let done = 0; done < count; done += chunk) {
    const runs = await runSuite(
      missions,
      {
        brain,
        seeds: Math.min(chunk, count - done),
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
      `${brain}: seeds ${first + done} to ${first + Math.min(done + chunk, count) - 1}, ${fresh.length} runs`,
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
/** The whole hour until noon instead of the mission's half, so that less is spent on filling the hall. */
const hour = suite.missions
  .filter(({ mission }) => mission.id === 'rush-hour')
  .map(({ mission, source }) => {
    const text = source.text.replace('timeS: 1800', 'timeS: 3600');
    if (text === source.text) throw new Error('rush-hour.mission.yaml has another time limit than expected');
    return { mission, source: { ...source, text } };
  });
const seen = stored('rush').length;
if (rush > seen) await run(hour, OURS, 'rush', RUSH_FROM + seen, rush - seen, false, RUSH_CHUNK);
const page = resultsPage({
  missions: suite.missions.map(({ mission }) => mission),
  ours: stored(OURS),
  baselines: BASELINES.map((name) => ({ name, runs: stored(name) })),
  rush: stored('rush'),
});
writeFileSync(join(root, 'docs/sil-results.md'), page);
console.log('docs/sil-results.md written');
