/** What the robot makes of echoes: columns of other robots among legs and furniture; beams through glass. */
import { describe, expect, it } from 'vitest';
import type { OccupancyMap } from '../../../agents/contract';
import { Purpose, RandomStream } from '../../../agents/contract/numerics/random';
import { checkScan } from '../../../agents/guide-robot/localize/scanCheck';
import { distanceField } from '../../../agents/guide-robot/map/distanceField';
import { findColleagues, makeColleagues } from '../../../agents/guide-robot/perceive/colleagues';
import { ScanPoints } from '../../../agents/guide-robot/perceive/scanPoints';

type Circle = { readonly x: number; readonly y: number; readonly r: number };
const NOISE_M = 0.015;

/** Echoes of a laser at the origin, one a degree, in the order of the sweep. */
function echoes(
  circles: readonly Circle[],
  random: RandomStream,
): { xM: Float64Array; yM: Float64Array; count: number } {
  const xM = new Float64Array(360);
  const yM = new Float64Array(360);
  let count = 0;
  for (let i = 0; i < 360; i++) {
    const angle = -Math.PI + (i * Math.PI) / 180;
    let range = Number.POSITIVE_INFINITY;
    for (const { x, y, r } of circles) {
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const beside2 = x * x + y * y - along * along;
      if (along > 0 && beside2 < r * r) range = Math.min(range, along - Math.sqrt(r * r - beside2));
    }
    if (!Number.isFinite(range)) continue;
    range += NOISE_M * random.normal();
    xM[count] = range * Math.cos(angle);
    yM[count] = range * Math.sin(angle);
    count++;
  }
  return { xM, yM, count };
}

describe('columns of other robots', () => {
  const BODY_M = 0.31;
  const column = (x: number, y: number): Circle => ({ x, y, r: 0.7 * BODY_M });

  it('are found with their middle to a few centimetres, from 0.7 to 3 m, also over the seam of the sweep', () => {
    const random = new RandomStream(3, Purpose.test);
    let found = 0;
    let worst = 0;
    const n = 300;
    for (let k = 0; k < n; k++) {
      const away = random.uniformBetween(0.7, 3);
      // Every third behind the laser, over the seam of the sweep.
      const angle = k % 3 === 0 ? Math.PI + random.uniformBetween(-0.1, 0.1) : random.uniformBetween(-3, 3);
      const x = away * Math.cos(angle);
      const y = away * Math.sin(angle);
      const seen = echoes([column(x, y)], random);
      const out = makeColleagues();
      findColleagues(seen.count, seen.xM, seen.yM, 0, 0, BODY_M, out);
      if (out.count !== 1) continue;
      found++;
      worst = Math.max(worst, Math.hypot((out.xM[0] as number) - x, (out.yM[0] as number) - y));
    }
    console.log(`columns found ${found} of ${n}, middle off by ${(100 * worst).toFixed(1)} cm at most`);
    expect(found / n).toBeGreaterThan(0.9);
    expect(worst).toBeLessThan(0.12);
  });

  it('are not seen in legs, thin posts and wheelchairs', () => {
    const random = new RandomStream(4, Purpose.test);
    let wrong = 0;
    const n = 300;
    for (let k = 0; k < n; k++) {
      const x = random.uniformBetween(0.8, 3);
      const y = random.uniformBetween(-1.5, 1.5);
      const things: readonly (readonly Circle[])[] = [
        [
          { x, y: y - 0.1, r: 0.055 },
          { x: x + random.uniformBetween(-0.25, 0.25), y: y + 0.1, r: 0.055 },
        ],
        [{ x, y, r: 0.075 }],
        [{ x, y, r: 0.35 }],
      ];
      const seen = echoes(things[k % 3] as readonly Circle[], random);
      const out = makeColleagues();
      findColleagues(seen.count, seen.xM, seen.yM, 0, 0, BODY_M, out);
      wrong += out.count;
    }
    console.log(`legs, posts, wheelchairs taken for a robot: ${wrong} of ${n}`);
    expect(wrong / n).toBeLessThan(0.03);
  });
});

describe('glass', () => {
  /** A room of 8 x 8 m with a thin wall across at y = 5, which the laser does not see. */
  const RES_M = 0.05;
  const SIZE = 160;
  const cells = new Uint8Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      const rim = row < 2 || column < 2 || row >= SIZE - 2 || column >= SIZE - 2;
      const glass = row >= 100 && row < 102;
      if (rim || glass) cells[row * SIZE + column] = 100;
    }
  }
  const map: OccupancyMap = { originXM: 0, originYM: 0, resolutionM: RES_M, columns: SIZE, rows: SIZE, cells };

  /** A scan from (x, y), heading 0, that only the outer walls stop. */
  function scanFrom(x: number, y: number): ScanPoints {
    const rangesM = new Float32Array(360);
    for (let i = 0; i < 360; i++) {
      const angle = -Math.PI + (i * Math.PI) / 180;
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      const toX = c > 0 ? (7.9 - x) / c : c < 0 ? (0.1 - x) / c : Number.POSITIVE_INFINITY;
      const toY = s > 0 ? (7.9 - y) / s : s < 0 ? (0.1 - y) / s : Number.POSITIVE_INFINITY;
      rangesM[i] = Math.min(toX, toY);
    }
    const points = new ScanPoints();
    points.take({
      stampS: 0,
      beamStepS: 0,
      mount: { xM: 0, yM: 0, yawRad: 0 },
      angleMinRad: -Math.PI,
      angleStepRad: Math.PI / 180,
      rangeMinM: 0.08,
      rangeMaxM: 12,
      rangesM,
    });
    return points;
  }

  it('explains beams that end on the wall behind it; from a wrong place they go through walls as before', () => {
    const field = distanceField(map);
    const points = scanFrom(3, 3.5);
    const here = checkScan(field, points, 3, 3.5, 0, { hit: 0, long: 0, beams: 0 });
    const wrong = checkScan(field, points, 5.5, 6.5, 0, { hit: 0, long: 0, beams: 0 });
    console.log(
      `through glass: ${(100 * here.hit).toFixed(0)}% explained, ${(100 * here.long).toFixed(0)}% long; ` +
        `in a wrong place ${(100 * wrong.hit).toFixed(0)}% and ${(100 * wrong.long).toFixed(0)}%`,
    );
    expect(here.long).toBeLessThan(0.1);
    expect(here.hit).toBeGreaterThan(0.85);
    expect(wrong.long).toBeGreaterThan(0.35);
  });
});
