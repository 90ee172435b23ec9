/** Along walls, past people who stand and up to them one walks at a steady pace: nobody is thrown back and comes again ten times a second. */
import { describe, expect, it } from 'vitest';
import { type CrowdWorldInput, makeCrowdWorld } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';
import { Turns } from '../../../worlds/turns';

const STEP_S = 0.05;
/** Changes of direction by more than 90 degrees while squeezing by; who trembles makes some hundred. */
const MOST_TURNS = 12;

type Walk = { readonly turns: number; readonly timeS: number; readonly arrived: boolean; readonly x: number[] };

/** One person from (xM, yM) to `goal`, past people who stand at the given places; at most 30 s. */
function walk(
  input: CrowdWorldInput,
  xM: number,
  yM: number,
  speedMps: number,
  standing: readonly [number, number][] = [],
): Walk {
  const world = makeCrowdWorld(input);
  const row = world.spawn({ xM, yM, target: 'goal', speedMps });
  for (const [x, y] of standing) world.spawn({ xM: x, yM: y, target: 'goal', startS: 1e6 });
  const turns = new Turns();
  turns.start(row);
  const x: number[] = [];
  let beforeX = xM;
  let beforeY = yM;
  world.run(
    30,
    () => world.crowd.arrivedCount > 0,
    () => {
      turns.step(row, (world.xM(row) - beforeX) / STEP_S, (world.yM(row) - beforeY) / STEP_S);
      beforeX = world.xM(row);
      beforeY = world.yM(row);
      x.push(beforeX);
    },
  );
  return { turns: turns.count[row] as number, timeS: world.timeS, arrived: world.crowd.arrivedCount > 0, x };
}

describe('a steady pace', () => {
  it.each([0.9, 1.34, 1.8])('round the corner of a counter and along it at %f m/s', (speedMps) => {
    const input = { widthM: 14, heightM: 8, solids: [span(5, 3, 10, 5)], targets: { goal: [12, 4] } as const };
    for (const yM of [3.2, 3.6, 4.05, 4.6]) {
      const { turns, arrived, timeS } = walk(input, 1, yM, speedMps);
      expect(arrived).toBe(true);
      expect(turns).toBe(0);
      expect(timeS).toBeLessThan(13 / speedMps);
    }
  });

  it.each([
    0.9, 1.34, 1.8,
  ])('past somebody who stands near one wall of an aisle, at %f m/s: by the side with room', (speedMps) => {
    for (const widthM of [1.2, 1.4, 2.4]) {
      for (const standsM of [0.3, 0.4, 0.5]) {
        for (const offM of [-0.15, 0, 0.15]) {
          const input = { widthM: 14, heightM: widthM, targets: { goal: [13, standsM + offM] } as const };
          const { turns, arrived, timeS } = walk(input, 1, standsM + offM, speedMps, [[7, standsM]]);
          console.log(
            `aisle ${widthM} m, stands ${standsM} m off the wall, comes ${offM} m beside: ${turns} turns (target: at most ${MOST_TURNS}), ${timeS.toFixed(1)} s (alone ${(12 / speedMps).toFixed(1)})`,
          );
          expect(arrived).toBe(true);
          expect(turns).toBeLessThanOrEqual(MOST_TURNS);
          expect(timeS).toBeLessThan(12 / speedMps + 2);
        }
      }
    }
  });

  it('up to somebody who stands in the only way: comes nearer step by step, stops short and stands', () => {
    const input = { widthM: 14, heightM: 0.8, targets: { goal: [13, 0.4] } as const };
    const { turns, x } = walk(input, 1, 0.4, 1.34, [[7, 0.4]]);
    console.log(`up to somebody in the only way: ${turns} turns in 30 s (target: at most ${MOST_TURNS})`);
    const first = x.slice(0, 110); // 5.5 s: later it turns its shoulders, and steps back now and then
    expect(turns).toBeLessThanOrEqual(MOST_TURNS);
    for (let k = 1; k < first.length; k++) expect(first[k]).toBeGreaterThanOrEqual((first[k - 1] as number) - 1e-9);
    expect(first.at(-1)).toBeLessThanOrEqual(6.61);
    expect(first.at(-1)).toBeGreaterThan(6.4);
  });
});
