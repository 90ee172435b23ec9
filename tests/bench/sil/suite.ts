/**
 * npm run sil:suite [-- --seeds 20 --rush 0 --only NAME,... --brains NAME,... --workers N]: the whole suite over many seeds for our
 * brain and both baselines -> docs/sil-results.md. Runs are kept in out/sil; --only runs some missions again and keeps the rest;
 * --seeds 0 only writes the page. --rush N: the rush hour over N seeds more, for the collision figure.
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

async function run(
  missions: readonly SuiteMission[],
  brain: string,
  count: number,
  firstSeed: number | null,
): Promise<MissionRun[]> {
  let shown = 0;
  const runs = await runSuite(
    missions,
    {
      brain,
      seeds: count,
      firstSeed,
      workers: values.workers === undefined ? undefined : Number(values.workers),
      bodies: 'rapier',
      disturbance: firstSeed === null,
      record: false,
    },
    (done, of) => {
      if (done * 20 < (shown + 1) * of) return;
      shown = Math.floor((done * 20) / of);
      console.log(`${brain}: ${done} of ${of}`);
    },
  );
  return runs.flatMap(({ done }) => done.map((one) => one.run));
}

function stored(name: string): MissionRun[] {
  const file = join(store, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

for (const brain of seeds > 0 ? values.brains.split(',') : []) {
  const wanted = suite.missions.filter(
    (entry) => (brain === OURS || drives(entry)) && (!only || only.includes(entry.mission.id)),
  );
  const fresh = await run(wanted, brain, seeds, null);
  const again = new Set(wanted.map(({ mission }) => mission.id));
  const kept = only ? stored(brain).filter(({ mission }) => !again.has(mission)) : [];
  writeFileSync(join(store, `${brain}.json`), JSON.stringify([...kept, ...fresh]));
}
const rush = Number(values.rush);
if (rush > 0) {
  const hour = suite.missions.filter(({ mission }) => mission.id === 'rush-hour');
  writeFileSync(join(store, 'rush.json'), JSON.stringify(await run(hour, OURS, rush, 1001)));
}
const page = resultsPage({
  missions: suite.missions.map(({ mission }) => mission),
  ours: stored(OURS),
  baselines: BASELINES.map((name) => ({ name, runs: stored(name) })),
  rush: stored('rush'),
});
writeFileSync(join(root, 'docs/sil-results.md'), page);
console.log('docs/sil-results.md written');
