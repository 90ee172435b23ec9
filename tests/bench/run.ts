/** `npm run bench`: all benchmarks in one process, one table. Give names to run only some: npm run bench -- meso crowd */
import { benchBarn } from './barn';
import { benchBrain } from './brain';
import { benchCrowd } from './crowd';
import { benchDoor } from './crowdDoor';
import { benchGrowth } from './crowdGrowth';
import { benchCrowdPage } from './crowdPage';
import { benchDay } from './day';
import { benchDocking } from './docking';
import { benchEnergy } from './energy';
import { benchFleet } from './fleet';
import { benchLidar } from './lidar';
import { benchLocalization } from './localization';
import { benchMeso } from './meso';
import { benchReplications } from './replications';
import { benchRobots } from './robots';
import { benchSeated } from './seated';
import { type Bench, type BenchRow, tableOf } from './table';
import { benchView } from './view';

const BENCHES: Readonly<Record<string, Bench>> = {
  meso: benchMeso,
  crowd: benchCrowd,
  'crowd-page': benchCrowdPage,
  door: benchDoor,
  growth: benchGrowth,
  lidar: benchLidar,
  day: benchDay,
  seated: benchSeated,
  replications: benchReplications,
  view: benchView,
  brain: benchBrain,
  barn: benchBarn,
  localization: benchLocalization,
  docking: benchDocking,
  robots: benchRobots,
  fleet: benchFleet,
  energy: benchEnergy,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(', ')}; benches: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  try {
    rows.push(...(await bench('full')));
  } catch (error) {
    // The other benches still have their say.
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    rows.push({ what: name, value: 'failed', range: '', check: String(error).split('\n')[0] as string });
    process.exitCode = 1;
  }
}
console.log(tableOf(rows));
