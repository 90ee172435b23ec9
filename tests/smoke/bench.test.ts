/** Every benchmark runs, at a size that says nothing about speed; and our crowd earns its speed honestly: no overlaps. */
import { describe, expect, it } from 'vitest';
import { benchBarn } from '../bench/barn';
import { benchBrain } from '../bench/brain';
import { cpuUs } from '../bench/cpuClock';
import { benchCrowd } from '../bench/crowd';
import { benchDoor } from '../bench/crowdDoor';
import { benchGrowth } from '../bench/crowdGrowth';
import { ourCrowd } from '../bench/crowdLibraries';
import { benchCrowdPage } from '../bench/crowdPage';
import { CrowdRun, crowdScene, nearPairs, OVERLAP_M } from '../bench/crowdScene';
import { benchDay } from '../bench/day';
import { benchDocking } from '../bench/docking';
import { benchEnergy } from '../bench/energy';
import { benchFleet } from '../bench/fleet';
import { benchLidar } from '../bench/lidar';
import { benchLocalization } from '../bench/localization';
import { benchMeso } from '../bench/meso';
import { benchReplications } from '../bench/replications';
import { benchRobots } from '../bench/robots';
import { benchSeated } from '../bench/seated';
import { type Bench, tableOf } from '../bench/table';
import { benchView } from '../bench/view';

const BENCHES: readonly { readonly name: string; readonly bench: Bench; readonly rows: number }[] = [
  { name: 'meso', bench: benchMeso, rows: 1 },
  { name: 'crowd', bench: benchCrowd, rows: 4 },
  { name: 'crowd-page', bench: benchCrowdPage, rows: 1 },
  { name: 'door', bench: benchDoor, rows: 4 },
  { name: 'growth', bench: benchGrowth, rows: 7 },
  { name: 'lidar', bench: benchLidar, rows: 3 },
  { name: 'day', bench: benchDay, rows: 5 },
  { name: 'seated', bench: benchSeated, rows: 2 },
  { name: 'brain', bench: benchBrain, rows: 7 },
  { name: 'barn', bench: benchBarn, rows: 1 },
  { name: 'localization', bench: benchLocalization, rows: 2 },
  { name: 'docking', bench: benchDocking, rows: 11 },
  { name: 'robots', bench: benchRobots, rows: 3 },
  { name: 'fleet', bench: benchFleet, rows: 1 },
  { name: 'energy', bench: benchEnergy, rows: 1 },
  { name: 'replications', bench: benchReplications, rows: 4 },
  { name: 'view', bench: benchView, rows: 1 },
];

describe('benches', () => {
  it.each(BENCHES)('$name gives its rows', async ({ bench, rows }) => {
    const found = await bench('tiny');
    expect(found.length).toBeGreaterThanOrEqual(rows);
    for (const row of found) {
      expect(row.what).not.toBe('');
      expect(row.value).toMatch(/\d|skipped/);
      expect(`${row.value} ${row.range} ${row.check}`).not.toMatch(/NaN|undefined|Infinity/);
    }
    console.log(tableOf(found));
  }, 1_200_000);
});

describe('the crowd of the bench', () => {
  it.each([500, 1000, 2000])('%i people walk, arrive and never overlap', (count) => {
    const scene = crowdScene(count);
    const crowd = ourCrowd(scene);
    const run = new CrowdRun(scene, crowd);
    run.warmUp(100);
    run.window(200, cpuUs);
    console.log(`${count} people: nearest two ${run.closestM.toFixed(3)} m, ${run.arrivals} arrivals in 10 s`);
    expect(run.looks).toBe(10);
    expect(run.overlaps).toBe(0);
    expect(run.closestM).toBeGreaterThan(OVERLAP_M);
    expect(run.arrivals).toBeGreaterThan(count / 20);
  }, 600_000);

  it('the judge finds pairs that overlap', () => {
    const xM = Float64Array.of(1, 1.1, 5, 9, 9);
    const yM = Float64Array.of(1, 1, 5, 2, 2.23);
    expect(nearPairs(xM, yM, OVERLAP_M)).toEqual({ pairs: 2, closestM: expect.closeTo(0.1, 9) });
  });
});
