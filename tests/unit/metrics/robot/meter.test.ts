/** The meter against hand-computed cases, and formulas of paths and times. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureEpisode } from '../../../../src/metrics/robot/episode';
import { METER_DEFAULTS, type MeterSample, RobotMeter } from '../../../../src/metrics/robot/meter';
import { barnScore, freeTimeS, headingChangesRad, spl, stl, wrapRad } from '../../../../src/metrics/robot/path';
import { timeToCollisionS } from '../../../../src/metrics/robot/ttc';

const discs = (rows: readonly (readonly [number, number, number, number, number])[]) => ({
  count: rows.length,
  id: rows.map((_, i) => i),
  xM: rows.map((r) => r[0]),
  yM: rows.map((r) => r[1]),
  vxMps: rows.map((r) => r[2]),
  vyMps: rows.map((r) => r[3]),
  radiusM: rows.map((r) => r[4]),
});
const sample = (change: Partial<MeterSample>): MeterSample => ({
  xM: 0,
  yM: 0,
  yawRad: 0,
  linearMps: 0,
  goalActive: true,
  toGoalM: 5,
  wallGapM: Number.NaN,
  people: discs([]),
  robots: discs([]),
  followerGapM: Number.NaN,
  ...change,
});
const meter = (change = {}) => new RobotMeter({ ...METER_DEFAULTS, dtS: 0.05, radiusM: 0.3, ...change });

describe('time to collision', () => {
  it('head-on, overtaken, missed, touching, standing', () => {
    expect(timeToCollisionS(5, 0, -2, 0, 1)).toBeCloseTo(2, 12);
    expect(timeToCollisionS(5, 0, 2, 0, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToCollisionS(5, 2, -2, 0, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToCollisionS(0.5, 0, 3, 0, 1)).toBe(0);
    expect(timeToCollisionS(5, 0, 0, 0, 1)).toBe(Number.POSITIVE_INFINITY);
  });
  it('property: at that time the discs touch, and not before', () => {
    const n = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(n, n, n, n, (px, py, wx, wy) => {
        const t = timeToCollisionS(px, py, wx, wy, 0.6);
        if (!Number.isFinite(t) || t === 0 || t > 1e4) return;
        expect(Math.hypot(px + wx * t, py + wy * t)).toBeCloseTo(0.6, 5);
        expect(Math.hypot(px + wx * t * 0.5, py + wy * t * 0.5)).toBeGreaterThan(0.6 - 1e-9);
      }),
    );
  });
});

describe('meter', () => {
  it('freezing: one event per stand longer than 3 s with somebody within 1.2 m and a goal', () => {
    const near = discs([[1, 0, 0, 0, 0.25]]);
    const far = discs([[4, 0, 0, 0, 0.25]]);
    const stand = (people: ReturnType<typeof discs>, goalActive: boolean, seconds: number) => {
      const m = meter();
      for (let k = 0; k < seconds * 20; k++) m.step(sample({ people, goalActive }));
      return m.figures();
    };
    expect([stand(near, true, 5).freezes, stand(near, true, 5).freezeLongestS]).toEqual([1, 5]);
    expect(stand(near, true, 2.9).freezes).toBe(0);
    expect(stand(far, true, 10).freezes).toBe(0);
    expect(stand(far, true, 10).stalledS).toBeCloseTo(10, 9);
    expect(stand(near, false, 10).stalledS).toBe(0);
    const twice = meter();
    for (let k = 0; k < 200; k++) twice.step(sample({ people: near, linearMps: k === 100 ? 0.3 : 0 }));
    expect(twice.figures().freezes).toBe(2);
  });

  it('contacts: rising edges, walls and robots apart, a release gap against flutter', () => {
    const m = meter({ contactM: 0.001, releaseM: 0.02 });
    const gaps = [0.05, 0.0005, 0.01, 0.0005, 0.05, 0.0005];
    for (const gap of gaps) m.step(sample({ wallGapM: gap }));
    expect(m.figures().wallCollisions).toBe(2);
    const other = meter();
    for (const x of [1, 0.8, 0.6, 0.6, 1]) other.step(sample({ linearMps: 0.4, robots: discs([[x, 0, 0, 0, 0.3]]) }));
    expect([other.figures().robotCollisions, other.figures().causedCollisions]).toEqual([1, 1]);
    const both = meter();
    for (const x of [1, 0.8, 0.5]) both.step(sample({ linearMps: 0.4, people: discs([[x, 0, -1.2, 0, 0.25]]) }));
    expect(both.contacts[0]?.fault).toBe('shared');
    expect(both.figures().causedCollisions).toBe(1);
  });

  it('follower: time in the band and lost events', () => {
    const m = meter();
    for (let k = 0; k < 100; k++) m.step(sample({ followerGapM: k < 50 ? 1.5 : 5 }));
    for (let k = 0; k < 20; k++) m.step(sample({ followerGapM: 2 }));
    for (let k = 0; k < 39; k++) m.step(sample({ followerGapM: 4.5 }));
    const figures = m.figures();
    expect(figures.lostFollowers).toBe(1);
    expect(figures.followerInBand).toBeCloseTo(70 / 159, 9);
  });

  it('shares sum to one, compliance and intrusion are complements, saving mid-way changes nothing', () => {
    const run = (saveAt: number) => {
      let m = meter();
      for (let k = 0; k < 60; k++) {
        if (k === saveAt) {
          const saved = m.save();
          m = meter();
          m.load(saved);
        }
        m.step(
          sample({ xM: 0.03 * k, linearMps: 0.6, toGoalM: 5 - 0.03 * k, people: discs([[3, 0.2, -0.5, 0, 0.25]]) }),
        );
      }
      return m.figures();
    };
    const figures = run(-1);
    expect(figures.bands.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(figures.psc + figures.intrusion).toBeCloseTo(1, 12);
    expect(run(23)).toEqual(figures);
  });

  it('no person at all: NaN for clearances, public space, no time to collision', () => {
    const { personGapMinM, bands, ttcMinS, ttcAvgS, psc } = measureEpisode({
      dtS: 0.1,
      robot: { radiusM: 0.3, xM: [0, 0.1], yM: [0, 0], yawRad: [0, 0] },
      people: [],
      goal: null,
    }).figures();
    expect([personGapMinM, ttcMinS, ttcAvgS, psc, bands[3]]).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      1,
      1,
    ]);
  });
});

describe('paths and times', () => {
  it('SPL, STL and the free time', () => {
    expect([spl(true, 12, 10), spl(false, 12, 10), spl(true, 9.9, 10)]).toEqual([10 / 12, 0, 1]);
    expect(stl(true, 30, 15)).toBe(0.5);
    // 0.8 m/s with 0.5 up and 0.8 down: 1.04 m of ramps in 2.6 s, the rest at 0.8.
    expect(freeTimeS(9.04, 0.8, 0.5, 0.8)).toBeCloseTo(1.6 + 1 + 8 / 0.8, 9);
    const short = freeTimeS(0.5, 0.8, 0.5, 0.8);
    expect(short).toBeGreaterThan(0.5 / 0.8);
    expect(freeTimeS(1.04 - 1e-9, 0.8, 0.5, 0.8)).toBeCloseTo(freeTimeS(1.04 + 1e-9, 0.8, 0.5, 0.8), 6);
  });

  it('headings wrap: Arena-eval takes the bare difference and books 2 pi for crossing the back', () => {
    expect(headingChangesRad([3.1, -3.1])).toBeCloseTo(2 * Math.PI - 6.2, 9);
    expect(Math.abs(3.1 - -3.1)).toBeGreaterThan(6);
    expect(wrapRad(7 * Math.PI)).toBeCloseTo(Math.PI, 9);
  });

  it('acceleration is per second: Arena-eval leaves dt out, so its value changes with the sampling', () => {
    const ramp = (dtS: number) =>
      measureEpisode({
        dtS,
        robot: {
          radiusM: 0.3,
          xM: Array(21).fill(0),
          yM: Array(21).fill(0),
          yawRad: Array(21).fill(0),
          linearMps: Array.from({ length: 21 }, (_, k) => 0.5 * dtS * k),
        },
        people: [],
        goal: null,
      }).figures().accelAvgMps2;
    expect(ramp(0.1)).toBeCloseTo(0.5, 9);
    expect(ramp(0.05)).toBeCloseTo(0.5, 9);
  });

  it("BARN's score: 0.5 at best, 0.125 at worst; the DynaBARN variant gives every success 0.125", () => {
    expect([
      barnScore(true, 1, 10),
      barnScore(true, 10, 10),
      barnScore(true, 25, 10),
      barnScore(true, 500, 10),
    ]).toEqual([0.5, 0.5, 0.2, 0.125]);
    expect(barnScore(false, 1, 10)).toBe(0);
    // Their path length is -20 - 11 = -31, a negative best time: the clip then always ends at 8 times it.
    const best = -31 / 2;
    const theirs = (timeS: number) => best / Math.min(8 * best, Math.max(2 * best, timeS));
    expect([theirs(5), theirs(50)]).toEqual([0.125, 0.125]);
  });
});
