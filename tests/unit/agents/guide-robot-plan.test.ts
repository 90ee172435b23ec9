/** Planner: optimal on the 8-connected grid, and fast enough. Guard: speeds from which the robot can stop. */
import { describe, expect, it } from 'vitest';
import type { Percept } from '../../../agents/contract';
import { Purpose, RandomStream } from '../../../agents/contract/numerics/random';
import { defaultBrainParams } from '../../../agents/guide-robot';
import type { Wanted } from '../../../agents/guide-robot/follow/intent';
import { Guard } from '../../../agents/guide-robot/guard/guard';
import { distanceField } from '../../../agents/guide-robot/map/distanceField';
import { ObstacleLayer } from '../../../agents/guide-robot/perceive/obstacles';
import { ScanPoints } from '../../../agents/guide-robot/perceive/scanPoints';
import { planGrid } from '../../../agents/guide-robot/plan/planGrid';
import { GlobalPlanner } from '../../../agents/guide-robot/plan/planner';
import { Router } from '../../../agents/guide-robot/plan/router';
import { GridSearch } from '../../../agents/guide-robot/plan/search';
import { rasterize } from '../../brain/world';

/** Plain Dijkstra with an array scan per step: slow and obviously right. */
function cheapest(cost: Float32Array, columns: number, rows: number, start: number, goal: number): number {
  const g = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(columns * rows);
  g[start] = 0;
  for (;;) {
    let cell = -1;
    for (let i = 0; i < g.length; i++)
      if (!done[i] && g[i]! < (cell < 0 ? Number.POSITIVE_INFINITY : g[cell]!)) cell = i;
    if (cell < 0) return Number.POSITIVE_INFINITY;
    if (cell === goal) return g[cell] as number;
    done[cell] = 1;
    const column = cell % columns;
    const row = (cell - column) / columns;
    const open = (c: number, r: number): boolean =>
      c >= 0 && c < columns && r >= 0 && r < rows && Number.isFinite(cost[r * columns + c] as number);
    for (let dr = -1; dr <= 1; dr++) {
      for (let dc = -1; dc <= 1; dc++) {
        if ((dr === 0 && dc === 0) || !open(column + dc, row + dr)) continue;
        if (dr !== 0 && dc !== 0 && !(open(column + dc, row) && open(column, row + dr))) continue;
        const to = (row + dr) * columns + column + dc;
        const length = dr !== 0 && dc !== 0 ? Math.SQRT2 : 1;
        const next = (g[cell] as number) + length * 0.5 * ((cost[cell] as number) + (cost[to] as number));
        if (next < (g[to] as number)) g[to] = next;
      }
    }
  }
}

describe('grid search', () => {
  it('is optimal on random grids with random costs', () => {
    const random = new RandomStream(3, Purpose.test);
    for (let round = 0; round < 60; round++) {
      const columns = 5 + random.integer(16);
      const rows = 5 + random.integer(16);
      const cost = new Float32Array(columns * rows);
      for (let i = 0; i < cost.length; i++) {
        cost[i] = random.uniform() < 0.3 ? Number.POSITIVE_INFINITY : 1 + 4 * random.uniform();
      }
      cost[0] = 1;
      cost[cost.length - 1] = 1;
      const search = new GridSearch(columns, rows);
      const path = search.find(cost, 0, [cost.length - 1]);
      const right = cheapest(cost, columns, rows, 0, cost.length - 1);
      if (path) expect(search.cost).toBeCloseTo(right, 9);
      else expect(right).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('plans across a full hall of 40 x 30 m', () => {
    const boxes = [{ x0: 0, y0: 0, x1: 40, y1: 0.2 }];
    for (let k = 0; k < 12; k++) {
      // Rows of seats with 1.2 m aisles at alternating ends: a long way round.
      boxes.push({ x0: k % 2 ? 1.4 : 0, y0: 2.4 + 2.2 * k, x1: k % 2 ? 40 : 38.6, y1: 2.9 + 2.2 * k });
    }
    const field = distanceField(rasterize(boxes, 40, 30));
    const grid = planGrid(field, defaultBrainParams.radiusM);
    const obstacles = new ObstacleLayer(field, grid);
    const idle = { sinceS: null, byPerson: false };
    const router = new Router(new GlobalPlanner(grid, []));
    const times: number[] = [];
    for (let k = 0; k < 20; k++) {
      const started = performance.now();
      router.update({ xM: 20 + 0.1 * k, yM: 29.3, yawRad: 0 }, { xM: 20, yM: 1.2, yawRad: 0 }, 0, idle, obstacles, k);
      times.push(performance.now() - started);
    }
    expect(router.route).not.toBeNull();
    times.sort((a, b) => a - b);
    const lengthM = (router.route?.line.xM.length ?? 0) * 0.1;
    console.log(
      `plan, 120,000 cells, ${lengthM.toFixed(0)} m serpentine: median ${times[10]?.toFixed(1)} ms, best ${times[0]?.toFixed(1)} ms`,
    );
  });
});

describe('guard', () => {
  const beams = 360;
  const percept = (stampS: number): Percept => ({
    stampS,
    odometry: { xM: 0, yM: 0, yawRad: 0, linearMps: 0, angularRps: 0 },
    imu: null,
    scans: [],
    battery: { chargeRatio: 1, voltageV: 25, currentA: 0, charging: false },
    contacts: { bumper: false, emergencyStop: false, cliff: false },
    dockMarker: null,
    people: [],
    heard: [],
    touched: [],
    presented: [],
    requests: [],
  });
  /** A scan of one disc of radius 0.25 m. */
  function scanOf(x: number, y: number): ScanPoints {
    const ranges = new Float32Array(beams).fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < beams; i++) {
      const angle = -Math.PI + (i * 2 * Math.PI) / beams;
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const beside2 = x * x + y * y - along * along;
      if (along > 0 && beside2 < 0.0625) ranges[i] = along - Math.sqrt(0.0625 - beside2);
    }
    const points = new ScanPoints();
    points.take({
      stampS: 0,
      beamStepS: 0,
      mount: { xM: 0, yM: 0, yawRad: 0 },
      angleMinRad: -Math.PI,
      angleStepRad: (2 * Math.PI) / beams,
      rangeMinM: 0.15,
      rangeMaxM: 12,
      rangesM: ranges,
    });
    return points;
  }

  it('whatever is wanted, the robot stops before a standing disc', () => {
    const random = new RandomStream(5, Purpose.test);
    const guard = new Guard(defaultBrainParams);
    let worst = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 400; round++) {
      let x = 0.7 + 1.5 * random.uniform();
      let y = 2 * random.uniform() - 1;
      let v = 0.8 * random.uniform();
      let held = { v, w: 0 };
      const omega = 2.4 * random.uniform() - 1.2;
      const wantedMps = random.uniform() < 0.2 ? -0.2 : 0.8;
      if (Math.sqrt(x * x + y * y) < 0.7 + 0.9 * v) continue;
      for (let tick = 0; tick < 100; tick++) {
        if (tick % 2 === 0) {
          const wanted: Wanted = { linearMps: wantedMps, angularRps: omega, curvature: null };
          guard.limit(wanted, scanOf(x, y), percept(0), [], { kind: 'drive' });
          held = { v: wanted.linearMps, w: wanted.angularRps };
        }
        // The body: limited braking, world moves in the robot's frame.
        v += Math.max(-0.8 * 0.05, Math.min(0.5 * 0.05, held.v - v));
        const c = Math.cos(-held.w * 0.05);
        const s = Math.sin(-held.w * 0.05);
        const px = x - v * 0.05;
        x = c * px - s * y;
        y = s * px + c * y;
        worst = Math.min(worst, Math.sqrt(x * x + y * y) - 0.25 - defaultBrainParams.radiusM);
      }
    }
    console.log(`guard alone, full speed and random turning towards a disc: least gap ${(worst * 1000).toFixed(0)} mm`);
    expect(worst).toBeGreaterThan(0);
  });

  it('does not drive without a fresh scan, on the emergency stop, or on nonsense', () => {
    const guard = new Guard(defaultBrainParams);
    const cases: [Percept, Wanted][] = [
      [percept(0.7), { linearMps: 0.5, angularRps: 0, curvature: null }],
      [
        { ...percept(0), contacts: { bumper: false, emergencyStop: true, cliff: false } },
        { linearMps: 0.5, angularRps: 1, curvature: null },
      ],
      [percept(0), { linearMps: Number.NaN, angularRps: 1, curvature: null }],
    ];
    for (const [input, wanted] of cases) {
      guard.limit(wanted, scanOf(5, 0), input, [], { kind: 'drive' });
      expect(wanted.linearMps).toBe(0);
    }
  });
});
