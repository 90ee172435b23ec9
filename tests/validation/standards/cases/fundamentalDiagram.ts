/** Speed over density in a broad corridor (RiMEA 4) and in single file on a ring (RiMEA 16). */
import { defineCase, type Lab } from '../case';
import { columnMeans, falling, list, mean } from '../figures';
import { corridor, type Rect } from '../plan';
import { places } from '../world';

const DENSITIES = [0.5, 1, 2, 3, 4, 5, 6];
/** The standard's corridor is 1000 x 10 m; what happens at its middle in 70 s comes from the 90 m before it. */
const SIZES = { check: { lengthM: 120, widthM: 4 }, full: { lengthM: 200, widthM: 10 } } as const;
const CORRIDORS = { check: corridor(120, 4), full: corridor(200, 10) };

/** Weidmann (1993) after Kladek, m/s at a density, 1/m2. */
const weidmann = (density: number): number => Math.max(0, 1.34 * (1 - Math.exp(-1.913 * (1 / density - 1 / 5.4))));

/** Mean speed at the measuring points between 10 and 70 s, and the density met there. */
function speedAt(lab: Lab, density: number): { speedMps: number; densityPerM2: number } {
  const { lengthM, widthM } = SIZES[lab.size];
  const world = lab.world(CORRIDORS[lab.size]);
  world.add(
    places([0, 0, lengthM, widthM], Math.round(density * lengthM * widthM), lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  const middle = lengthM * 0.55;
  const points = [-10, 0, 10].map((off): Rect => [middle + off - 1, widthM / 2 - 1, middle + off + 1, widthM / 2 + 1]);
  const speeds: number[] = [];
  const heads: number[] = [];
  const untilS = lab.size === 'full' ? 70 : 40;
  while (world.timeS < untilS) {
    world.step();
    if (world.timeS < 10 || Math.round(world.timeS * 20) % 10 !== 0) continue;
    for (const point of points) {
      const count = world.count(point);
      heads.push(count / 4);
      if (count > 0) speeds.push(world.meanSpeed(point));
    }
  }
  return { speedMps: mean(speeds), densityPerM2: mean(heads) };
}

export const rimea4 = defineCase({
  of: [{ standard: 'RiMEA', number: '4' }],
  title: 'Fundamental diagram in a corridor',
  means: 'People walk slower the denser it is: the law behind every evacuation time.',
  setUp:
    'Corridor 200 x 10 m (the standard: 1000 m; in the quick check 120 x 4 m), filled with 0.5 / 1 / 2 / 3 / 4 / 5 / 6 people /m2, speeds N(1.34, 0.26). Mean speed on three fields of 2 x 2 m from 10 to 70 s. How near it is to Weidmann is measured in docs/crowd.md on a closed ring, at constant density.',
  target: 'speed falls with each step of density (mean of the runs)',
  seeds: { check: 1, full: 2 },
  run: (lab) => DENSITIES.map((density) => speedAt(lab, density)),
  judge: (runs) => {
    const speeds = columnMeans(runs.map((run) => run.map((one) => one.speedMps)));
    const met = columnMeans(runs.map((run) => run.map((one) => one.densityPerM2)));
    return {
      figure: `${list(speeds, 2)} m/s at the densities met, ${list(met, 2)} /m2 (Weidmann there: ${list(met.map(weidmann), 2)} m/s)`,
      pass: falling(speeds),
    };
  },
});
