import { describe, expect, it } from 'vitest';
import { StateHash } from '../../../../src/kernel/base/hash';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { createCrowd } from '../../../../src/kernel/crowd';
import type { Crowd } from '../../../../src/kernel/crowd/crowd';
import { wallDistanceM } from '../../../../src/kernel/geometry';
import type { HallLayout, Place } from '../../../../src/kernel/layout';
import { createRouter, type HallRouter } from '../../../../src/kernel/routing';
import { box, makeHall, span } from '../../../worlds/halls';

const DT = 0.05;

function hashOf(crowd: Crowd): string {
  const hash = new StateHash();
  crowd.hashInto(hash);
  return hash.hex();
}

function make(layout: HallLayout, rows: number): { crowd: Crowd; router: HallRouter } {
  const router = createRouter(layout);
  const crowd = createCrowd(layout, router, 1);
  crowd.reserve(rows);
  return { crowd, router };
}

/** Steps until `row` arrives; seconds, or Infinity after `limitS`. `watch` runs after each step. */
function untilArrival(crowd: Crowd, row: number, limitS: number, watch: () => void = () => {}): number {
  for (let step = 1; step * DT <= limitS; step++) {
    crowd.step(DT);
    watch();
    for (let k = 0; k < crowd.arrivedCount; k++) if (crowd.arrived[k] === row) return step * DT;
  }
  return Number.POSITIVE_INFINITY;
}

function gapBetween(crowd: Crowd, a: number, b: number): number {
  return Math.hypot(crowd.xM[a]! - crowd.xM[b]!, crowd.yM[a]! - crowd.yM[b]!);
}

/** A hall of 20 x 12 m with a screen in the middle, and `rows` people walking to and fro. */
function busyHall(rows: number): { crowd: Crowd; layout: HallLayout; router: HallRouter; serve: () => void } {
  const targets: [number, number][] = [
    [1, 1],
    [19, 11],
    [1, 11],
    [19, 1],
    [10, 9],
  ];
  const layout = makeHall({ widthM: 20, heightM: 12, solids: [span(9, 4, 11, 7)], targets });
  const { crowd, router } = make(layout, rows);
  const random = new RandomStream(3, Purpose.test);
  const send = (row: number, target: number): void => {
    const point = layout.targets[target]!;
    crowd.walk(row, target, point.xM, point.yM, 0.9 + 0.05 * (row % 10));
  };
  for (let row = 0; row < rows; row++) {
    for (;;) {
      const x = random.uniformBetween(0.5, 19.5);
      const y = random.uniformBetween(0.5, 11.5);
      if (wallDistanceM(router.walls, x, y) < 0.3) continue;
      let clear = true;
      for (let other = 0; other < row && clear; other++) {
        clear = Math.hypot(crowd.xM[other]! - x, crowd.yM[other]! - y) > 0.5;
      }
      if (!clear) continue;
      crowd.park(row, x, y, 0, 0.2);
      break;
    }
    if (row % 7 !== 0) send(row, row % 5);
  }
  const goals = Int32Array.from({ length: rows }, (_, row) => row % 5);
  return {
    crowd,
    layout,
    router,
    serve() {
      for (let k = 0; k < crowd.arrivedCount; k++) {
        const row = crowd.arrived[k]!;
        goals[row] = (goals[row]! * 3 + row + 1) % 5;
        send(row, goals[row]!);
      }
    },
  };
}

describe('one walker', () => {
  const corridor = makeHall({ widthM: 40, heightM: 6, targets: [[38, 3]] });

  it('walks at its free speed and arrives within 0.25 m, parked', () => {
    const { crowd } = make(corridor, 1);
    crowd.park(0, 2, 3, Math.PI / 2, 0.2);
    expect([crowd.headingX[0], crowd.headingY[0]].map((v) => Math.round(v! * 1e9) / 1e9)).toEqual([0, 1]);
    expect(crowd.walkers).toBe(0);
    crowd.walk(0, 0, 38, 3, 1.2);
    expect(crowd.walkers).toBe(1);
    expect(untilArrival(crowd, 0, 60)).toBeCloseTo((36 - 0.25) / 1.2, 0);
    expect(gapTo(crowd, 38, 3)).toBeLessThanOrEqual(0.25);
    expect(crowd.walkers).toBe(0);
    expect([crowd.vxMps[0], crowd.vyMps[0]]).toEqual([0, 0]);
    expect(crowd.headingX[0]).toBeGreaterThan(0.99);
    crowd.step(DT);
    expect(crowd.arrivedCount).toBe(0);
  });

  function gapTo(crowd: Crowd, x: number, y: number): number {
    return Math.hypot(crowd.xM[0]! - x, crowd.yM[0]! - y);
  }

  it('walks on to a goal the field does not lead into', () => {
    const { crowd } = make(makeHall({ widthM: 40, heightM: 12, targets: [[20, 3]] }), 1);
    crowd.park(0, 2, 3, 0, 0.2);
    crowd.walk(0, 0, 20, 10, 1.2);
    expect(untilArrival(crowd, 0, 40)).toBeLessThan(23);
  });

  it('goes round somebody who stands dead ahead, on the right, without touching', () => {
    const { crowd } = make(corridor, 2);
    crowd.park(0, 5, 3, 0, 0.2);
    crowd.park(1, 15, 3, 0, 0.2);
    crowd.walk(0, 0, 38, 3, 1.3);
    let nearest = 9;
    let lowest = 9;
    const time = untilArrival(crowd, 0, 60, () => {
      nearest = Math.min(nearest, gapBetween(crowd, 0, 1));
      lowest = Math.min(lowest, crowd.yM[0]!);
    });
    expect(time).toBeLessThan(28);
    expect(nearest).toBeGreaterThanOrEqual(0.4);
    expect(lowest).toBeLessThan(2.8);
  });

  it('stops for a robot in a corridor it cannot pass, and goes on when the robot leaves', () => {
    const narrow = makeHall({ widthM: 20, heightM: 0.9, targets: [[18, 0.45]] });
    const { crowd } = make(narrow, 1);
    crowd.park(0, 2, 0.45, 0, 0.2);
    crowd.walk(0, 0, 18, 0.45, 1.3);
    const robot = (x: number): void =>
      crowd.setRobots(
        1,
        Float64Array.of(x),
        Float64Array.of(0.45),
        new Float64Array(1),
        new Float64Array(1),
        Float64Array.of(0.25),
      );
    robot(10);
    let nearest = 9;
    expect(untilArrival(crowd, 0, 15, () => (nearest = Math.min(nearest, 10 - crowd.xM[0]!)))).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(nearest).toBeGreaterThan(0.36);
    robot(100);
    expect(untilArrival(crowd, 0, 15)).toBeLessThan(12);
  });

  it('is not admitted where there is no row', () => {
    const { crowd } = make(corridor, 1);
    expect(() => crowd.park(5, 1, 1, 0, 0.2)).toThrow(/not reserved/);
    expect(() => crowd.walk(0, 0, 1, 1, 1)).toThrow(/not in the hall/);
  });
});

describe('seats', () => {
  // Two rows back to back; places in front (south) of each seat.
  const seatY = 5;
  const places: Place[] = [0, 1, 2].map((k) => ({
    id: `seat-${k}`,
    kind: 'seat',
    xM: 5 + 0.6 * k,
    yM: seatY - 0.55,
    facingRad: -Math.PI / 2,
    restXM: 5 + 0.6 * k,
    restYM: seatY,
    target: 0,
    owner: 0,
    rank: 0,
  }));
  const layout = makeHall({
    widthM: 12,
    heightM: 10,
    solids: [box(5.6, seatY, 0.9, 0.3, { kind: 'seat' })],
    targets: [
      [5.6, seatY - 1],
      [5.6, 9],
    ],
    places,
  });

  it('a seated person gets up to the front and walks off, past seated neighbours', () => {
    const { crowd, router } = make(layout, 3);
    places.forEach((place, row) => {
      crowd.park(row, place.restXM, place.restYM, place.facingRad, 0.2);
    });
    crowd.walk(1, 1, 5.6, 9, 1.2);
    for (let k = 0; k < 10; k++) crowd.step(DT);
    expect(crowd.yM[1]).toBeLessThan(seatY);
    let out = false;
    const time = untilArrival(crowd, 1, 30, () => {
      const d = wallDistanceM(router.walls, crowd.xM[1]!, crowd.yM[1]!);
      if (d > 0.2) out = true;
      if (out) expect(d).toBeGreaterThan(0.1);
    });
    expect(time).toBeLessThan(10);
  });

  it('a seated person is no obstacle in front of the seat', () => {
    const walkPast = (seated: boolean): number => {
      const { crowd } = make(layout, 4);
      if (seated)
        places.forEach((place, row) => {
          crowd.park(row, place.restXM, place.restYM, place.facingRad, 0.2);
        });
      crowd.park(3, 1, seatY - 0.55, 0, 0.2);
      crowd.walk(3, 0, 9, seatY - 0.55, 1.2);
      return untilArrival(crowd, 3, 30);
    };
    expect(walkPast(true)).toBe(walkPast(false));
  });
});

describe('follow', () => {
  it('keeps behind a moving point at its pace and stops behind it', () => {
    const { crowd } = make(makeHall({ widthM: 40, heightM: 6, targets: [[38, 3]] }), 1);
    crowd.park(0, 2, 3, 0, 0.2);
    let x = 4;
    for (let step = 0; step < 400; step++) {
      x += 0.7 * DT;
      crowd.follow(0, x, 3, 1.3);
      crowd.step(DT);
      expect(crowd.arrivedCount).toBe(0);
    }
    expect(crowd.vxMps[0]).toBeCloseTo(0.7, 2);
    expect(x - crowd.xM[0]!).toBeLessThan(0.7);
    expect(crowd.walkers).toBe(1);
    for (let step = 0; step < 100; step++) {
      crowd.follow(0, x, 3, 1.3);
      crowd.step(DT);
    }
    expect(x - crowd.xM[0]!).toBeGreaterThan(0.25);
    expect(x - crowd.xM[0]!).toBeLessThan(0.35);
  });

  it('slides along a wall, never through it', () => {
    const layout = makeHall({ widthM: 20, heightM: 10, solids: [span(9.9, 0, 10.1, 5)], targets: [[1, 1]] });
    const { crowd, router } = make(layout, 1);
    crowd.park(0, 8, 4, 0, 0.2);
    for (let step = 0; step < 400; step++) {
      crowd.follow(0, 12, 6.5, 1.3);
      crowd.step(DT);
      expect(wallDistanceM(router.walls, crowd.xM[0]!, crowd.yM[0]!)).toBeGreaterThan(0.15);
    }
    expect(Math.hypot(crowd.xM[0]! - 12, crowd.yM[0]! - 6.5)).toBeLessThan(0.4);
  });
});

describe('many', () => {
  it('nobody overlaps, nobody is in a wall, arrivals ascend', () => {
    const { crowd, router, serve } = busyHall(90);
    let arrivals = 0;
    for (let step = 0; step < 1200; step++) {
      crowd.step(DT);
      for (let k = 1; k < crowd.arrivedCount; k++) expect(crowd.arrived[k]!).toBeGreaterThan(crowd.arrived[k - 1]!);
      arrivals += crowd.arrivedCount;
      if (step % 10 === 0) {
        for (let a = 0; a < 90; a++) {
          expect(wallDistanceM(router.walls, crowd.xM[a]!, crowd.yM[a]!)).toBeGreaterThan(0.11);
          for (let b = 0; b < a; b++) {
            // People at rest make way as walkers turn their shoulders: down to 2 x 0.12 m.
            const rest = a % 7 === 0 || b % 7 === 0;
            expect(gapBetween(crowd, a, b)).toBeGreaterThan(rest ? 0.22 : crowd.radiusM[a]! + crowd.radiusM[b]! - 0.02);
          }
        }
      }
      serve();
    }
    expect(arrivals).toBeGreaterThan(150);
  });

  it('near() lists present rows within the radius, ascending, cut at the length of the list', () => {
    const { crowd } = busyHall(60);
    crowd.remove(10);
    const out = new Int32Array(60);
    const n = crowd.near(10, 9, 5, out);
    const expected = [];
    for (let row = 0; row < 60; row++) {
      if (row !== 10 && Math.hypot(crowd.xM[row]! - 10, crowd.yM[row]! - 9) <= 5) expected.push(row);
    }
    expect([...out.subarray(0, n)]).toEqual(expected);
    const short = new Int32Array(3);
    expect(crowd.near(10, 9, 5, short)).toBe(3);
    expect([...short]).toEqual(expected.slice(0, 3));
  });

  it('two people in one point come apart', () => {
    const { crowd } = make(makeHall({ widthM: 20, heightM: 10, targets: [[18, 5]] }), 2);
    for (const row of [0, 1]) {
      crowd.park(row, 2, 5, 0, 0.2);
      crowd.walk(row, 0, 18, 5, 1.2);
    }
    for (let step = 0; step < 60; step++) crowd.step(DT);
    expect(gapBetween(crowd, 0, 1)).toBeGreaterThan(0.39);
  });

  it('a line of people at rest across the way lets a walker through', () => {
    const { crowd } = make(makeHall({ widthM: 20, heightM: 3, targets: [[18, 1.5]] }), 7);
    for (let k = 0; k < 5; k++) crowd.park(k + 1, 10, 0.3 + 0.6 * k, 0, 0.2);
    crowd.park(0, 2, 1.5, 0, 0.2);
    crowd.walk(0, 0, 18, 1.5, 1.2);
    expect(untilArrival(crowd, 0, 60)).toBeLessThan(35);
  });
});

describe('state', () => {
  it('saved at any step and loaded elsewhere, goes on to the same hash; more reserved rows change nothing', () => {
    const a = busyHall(70);
    const b = busyHall(70);
    for (const at of [0, 37, 200, 401]) {
      while (true) {
        const state = structuredClone(a.crowd.save());
        const fork = createCrowd(a.layout, a.router, 1);
        fork.reserve(200);
        fork.load(state);
        fork.reserve(500);
        expect(hashOf(fork)).toBe(hashOf(a.crowd));
        const keep = a.crowd.save();
        for (let k = 0; k < 40; k++) {
          a.crowd.step(DT);
          fork.step(DT);
          expect([...fork.arrived.subarray(0, fork.arrivedCount)]).toEqual([
            ...a.crowd.arrived.subarray(0, a.crowd.arrivedCount),
          ]);
        }
        expect(hashOf(fork)).toBe(hashOf(a.crowd));
        a.crowd.load(keep);
        break;
      }
      for (let k = 0; k < at; k++) {
        a.crowd.step(DT);
        a.serve();
      }
    }
    for (let k = 0; k < 638; k++) {
      b.crowd.step(DT);
      b.serve();
    }
    expect(hashOf(b.crowd)).toBe(hashOf(a.crowd));
  });

  it('does not depend on when cells and lists were made: put back at every step, the walk is the same to the bit', () => {
    const straight = busyHall(120);
    const restored = busyHall(120);
    for (let k = 0; k < 400; k++) {
      for (const { crowd, serve } of [straight, restored]) {
        crowd.step(k < 200 ? DT : DT / 5);
        serve();
      }
      restored.crowd.load(restored.crowd.save());
      if (k % 10 === 0) expect(hashOf(restored.crowd)).toBe(hashOf(straight.crowd));
    }
    expect(hashOf(restored.crowd)).toBe(hashOf(straight.crowd));
  });

  it('does not depend on the order in which people were put there', () => {
    const layout = makeHall({ widthM: 20, heightM: 10, targets: [[18, 5]] });
    const run = (order: number[]): string => {
      const { crowd } = make(layout, 30);
      for (const row of order) crowd.park(row, 1 + (row % 6), 1 + Math.floor(row / 6) * 0.8, 0, 0.2);
      for (const row of order) if (row % 3 !== 0) crowd.walk(row, 0, 18, 5, 1 + row / 60);
      for (let k = 0; k < 200; k++) crowd.step(DT);
      return hashOf(crowd);
    };
    const up = Array.from({ length: 30 }, (_, k) => k);
    expect(run([...up].reverse())).toBe(run(up));
  });

  it('two halls with one router do not notice each other', () => {
    const alone = busyHall(40);
    const layout = alone.layout;
    const beside = createCrowd(layout, alone.router, 9);
    beside.reserve(10);
    for (let row = 0; row < 10; row++) {
      beside.park(row, 2 + row, 2, 0, 0.2);
      beside.walk(row, 1, 19, 11, 1);
    }
    const other = busyHall(40);
    for (let k = 0; k < 200; k++) {
      alone.crowd.step(DT);
      alone.serve();
      beside.step(DT);
      other.crowd.step(DT);
      other.serve();
    }
    expect(hashOf(alone.crowd)).toBe(hashOf(other.crowd));
  });
});
