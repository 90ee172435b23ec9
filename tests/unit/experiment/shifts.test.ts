/** Shifts: which there are, the cheapest cover against counting all, windows for clerks, and the call-centre problem. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGoal } from '../../../src/experiment/kpi/parse';
import { Laboratory } from '../../../src/experiment/laboratory';
import { type CoverProblem, cheapestCover, costOf, covers, fits, summed } from '../../../src/experiment/staffing/cover';
import { searchShifts } from '../../../src/experiment/staffing/shiftSearch';
import {
  coverProblem,
  type ShiftRules,
  shiftsOf,
  uncovered,
  windowsFor,
  workOf,
} from '../../../src/experiment/staffing/shifts';
import { EvidenceRunner } from '../../../src/runtime/runEvidence';
import { parseScenario } from '../../../src/scenario/parse';
import { poolsOf } from '../../../src/scenario/vary/staffing';
import { theoryDay } from '../../worlds/theoryDay';

const H = 3600;
const grid = { fromS: 8 * H, stepS: H / 2, count: 16, closeS: 16 * H };
const halfHours: ShiftRules = {
  startsS: [8 * H, 8.5 * H, 9 * H, 12 * H],
  hours: [4, 7],
  lunches: [
    { kind: 'clock', timeS: 11.5 * H },
    { kind: 'after', timeS: 4 * H },
  ],
  lunchMin: 30,
  lunchFromHours: 6,
};

describe('kinds of shift', () => {
  it('every start with every length inside the day, and a lunch for the long ones', () => {
    const shifts = shiftsOf(halfHours, grid);
    expect(
      shifts.map(({ fromS, toS, lunch, paidHours }) => [fromS / H, toS / H, lunch && lunch.fromS / H, paidHours]),
    ).toEqual([
      [8, 12, null, 4],
      [8, 15, 11.5, 6.5],
      [8, 15, 12, 6.5],
      [8.5, 12.5, null, 4],
      [8.5, 15.5, 11.5, 6.5],
      [8.5, 15.5, 12.5, 6.5],
      [9, 13, null, 4],
      [9, 16, 11.5, 6.5],
      [9, 16, 13, 6.5],
      [12, 16, null, 4],
    ]);
  });

  it('nothing fits: said so; periods that no shift reaches are named', () => {
    expect(() => shiftsOf({ ...halfHours, startsS: [15 * H] }, grid)).toThrow('no shift lies within the opening hours');
    const morning = shiftsOf({ ...halfHours, startsS: [8 * H], hours: [4] }, grid);
    const need = new Array<number>(16).fill(1);
    expect(uncovered(coverProblem(morning, need, 3, grid), grid)[0]).toBe('12:00');
  });
});

/** Cheapest by counting all choices up to 4 of each. */
function byCounting(problem: CoverProblem): number | null {
  let best: number | null = null;
  const counts = problem.cost.map(() => 0);
  for (;;) {
    if (covers(problem, counts) && fits(problem, counts)) {
      const cost = costOf(problem, counts);
      if (best === null || cost < best) best = cost;
    }
    let at = 0;
    while (at < counts.length && counts[at] === 4) counts[at++] = 0;
    if (at === counts.length) return best;
    counts[at] = (counts[at] as number) + 1;
  }
}

describe('the cheapest cover', () => {
  const periods = 5;
  const someOf = fc.uniqueArray(fc.integer({ min: 0, max: periods - 1 }), { minLength: 1, maxLength: periods });
  const column = fc.record({ cost: fc.integer({ min: 1, max: 12 }), helps: someOf });
  it('is the one that counting all choices finds', () => {
    let solved = 0;
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: periods, maxLength: periods }),
        fc.integer({ min: 2, max: 9 }),
        (columns, need, room) => {
          const problem: CoverProblem = {
            cost: columns.map(({ cost }) => cost / 4),
            helps: columns.map(({ helps }) => helps),
            takes: columns.map(({ helps }) => helps),
            need,
            room: need.map(() => room),
          };
          const found = cheapestCover(problem);
          const counted = byCounting(problem);
          // More than four of a kind may be needed; then counting says nothing.
          if (counted === null) return;
          solved++;
          expect(found?.cost).toBeCloseTo(Math.min(counted, found?.cost ?? 0), 9);
          expect(found?.cost).toBeLessThanOrEqual(counted + 1e-9);
          expect(covers(problem, found?.counts ?? [])).toBe(true);
          expect(fits(problem, found?.counts ?? [])).toBe(true);
          expect(costOf(problem, found?.counts ?? [])).toBeCloseTo(found?.cost ?? -1, 9);
          expect(found?.bound).toBeLessThanOrEqual((found?.cost ?? 0) + 1e-9);
          if ((found?.counts ?? []).every((count) => count <= 4)) expect(found?.cost).toBeCloseTo(counted, 9);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
    expect(solved).toBeGreaterThan(100);
  });

  it('none: the room is too small, or no column helps', () => {
    const problem = { cost: [1], helps: [[0]], takes: [[0]], need: [2], room: [1] };
    expect(cheapestCover(problem)).toBeNull();
    expect(cheapestCover({ ...problem, need: [1], helps: [[]] })).toBeNull();
    expect(cheapestCover({ ...problem, need: [0] })?.counts).toEqual([0]);
  });
});

describe('windows for clerks', () => {
  it('two never share one at the same time, and no more are used than clerks work at once', () => {
    const shifts = shiftsOf(halfHours, grid);
    const counts = shifts.map((_, j) => (j * 7) % 4);
    const placed = windowsFor(shifts, counts);
    expect(placed.length).toBe(
      summed(
        shifts.map((shift) => workOf(shift).map((_, i) => i)),
        counts,
        2,
      ).reduce((a, b) => a + b, 0),
    );
    for (const [i, one] of placed.entries()) {
      for (const other of placed.slice(i + 1)) {
        if (one.window !== other.window) continue;
        expect(one.work.toS <= other.work.fromS || other.work.toS <= one.work.fromS).toBe(true);
      }
    }
    const { takes } = coverProblem(shifts, new Array<number>(16).fill(0), 99, grid);
    const most = Math.max(...summed(takes, counts, 16));
    expect(Math.max(...placed.map(({ window }) => window)) + 1).toBeLessThanOrEqual(most);
  });
});

describe('the call-centre problem: 17 starts x 4 lunch breaks', () => {
  it('finds shifts that keep the goal on new days, near what clerks could do who come and go freely', async () => {
    const source = theoryDay();
    const parsed = parseScenario(source);
    if (!parsed.ok) throw new Error('the theory day is invalid');
    const pools = poolsOf(parsed.scenario);
    const quarters = { fromS: 8 * H, stepS: H / 4, count: 32, closeS: 16 * H };
    const rules: ShiftRules = {
      startsS: Array.from({ length: 17 }, (_, k) => 8 * H + k * 900),
      hours: [4],
      lunches: [1.5, 2, 2.25, 2.5].map((hours) => ({ kind: 'after' as const, timeS: hours * H })),
      lunchMin: 15,
      lunchFromHours: 4,
    };
    expect(shiftsOf(rules, quarters).length).toBe(68);
    const runner = new EvidenceRunner();
    const laboratory = new Laboratory({
      runner: { width: 1, runEvidence: (job) => runner.run(job) },
      store: null,
      options: { resolution: 'meso' },
      baseSeed: 1,
    });
    const result = await searchShifts(
      {
        source,
        pools,
        // Hours for the search by interval keep the test short; shifts begin on quarters.
        grid: { ...quarters, stepS: H, count: 8 },
        goal: parseGoal('mean(wait) <= 8min'),
        confidence: 0.95,
        replications: 10,
        mostReplications: 80,
        rules,
      },
      laboratory,
    );
    console.log(
      `68 kinds: ${result.paidHours.toFixed(2)} paid h, ${result.clerks} clerks; covering alone ${result.cover.paidHours.toFixed(2)} h (bound ${result.cover.bound.toFixed(2)}), by interval ${result.intervals.hours.toFixed(2)} h; mean(wait) ${result.verification.mean.toFixed(2)} +- ${result.verification.halfWidth.toFixed(2)} min on ${result.verification.n} new days; ${result.plans} plans`,
    );
    expect(result.outcome).toBe('verified');
    expect(result.verification.high).toBeLessThan(8);
    expect(result.paidHours).toBeLessThanOrEqual(result.cover.paidHours + 12);
    expect(result.cover.bound).toBeGreaterThanOrEqual(result.intervals.hours - 1e-6);
    expect(result.clerks * 3.75).toBeCloseTo(result.paidHours, 9);
  }, 600_000);
});
