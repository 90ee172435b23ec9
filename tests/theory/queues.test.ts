import { describe, expect, it } from 'vitest';
import { Hall } from '../../src/kernel/hall';
import { advance } from '../../src/kernel/tick';
import { confidenceInterval, mean } from '../../src/metrics/statistics';
import { visitsOf } from '../../src/metrics/visits';
import { queueSpec } from '../worlds/queueSpec';
import { meanWaitInServices } from './erlang';

/** Runs an open hall of Poisson arrivals for long, drops the first tenth, and returns batch means of the wait, seconds. */
function longRunWaits(
  a: number,
  c: number,
  cv: number | null,
  meanS: number,
  customers: number,
  seed: number,
): number[] {
  const perHour = (a / meanS) * 3600;
  const closeS = (customers / perHour) * 3600;
  const service = cv === null ? ({ kind: 'exponential', meanS } as const) : ({ kind: 'lognormal', meanS, cv } as const);
  const hall = new Hall(
    queueSpec({
      windows: c,
      closeS,
      seed,
      services: [service],
      arrivals: [{ kind: 'rate', intervals: [{ fromS: 0, toS: closeS, perHour }], items: [{ item: 0, weight: 1 }] }],
    }),
    null,
  );
  advance(hall, closeS + 1e6);
  const waits = visitsOf(hall.log).map((visit) => visit.startedS - visit.ticketS);
  const steady = waits.slice(Math.floor(waits.length / 10));
  const batches = 20;
  const size = Math.floor(steady.length / batches);
  return Array.from({ length: batches }, (_, i) => mean(steady.slice(i * size, (i + 1) * size)));
}

describe('waits of M/M/c agree with Erlang C (planner.md section 5)', () => {
  // a, c, published W_q * mu
  const rows = [
    [0.8, 1, 4.0],
    [1.6, 2, 1.777778],
    [2.4, 3, 1.078652],
    [4, 5, 0.554113],
    [8, 10, 0.20459],
    [9, 10, 0.668732],
    [16, 18, 0.265591],
    [16, 20, 0.064019],
    [28, 30, 0.310028],
  ] as const;
  it.each(rows)('a = %f, c = %i: %f service times', (a, c, published) => {
    expect(meanWaitInServices(a, c)).toBeCloseTo(published, 5);
    // Waits of many servers near saturation are correlated over days: more customers for a usable interval.
    const customers = c >= 30 ? 1_500_000 : c >= 10 ? 600_000 : 300_000;
    const batches = longRunWaits(a, c, null, 480, customers, 11).map((wait) => wait / 480);
    // 99.9% interval of 20 batch means: one row in a thousand would miss by chance; the seed is fixed.
    const ci = confidenceInterval(batches, 0.999);
    console.log(
      `M/M/${c} a=${a}: measured ${ci.mean.toFixed(4)} +- ${ci.halfWidth.toFixed(4)} (99.9%, 20 batches of ${customers * 0.045}), Erlang C ${published}`,
    );
    expect(Math.abs(ci.mean - published)).toBeLessThan(ci.halfWidth);
    expect(ci.halfWidth / published).toBeLessThan(0.35);
  });
});

describe('M/G/1 agrees with Pollaczek-Khinchine', () => {
  it.each([
    [0.5, 2.5],
    [0.75, 3.125],
    [1.5, 6.5],
  ] as const)('cv %f: %f service times at load 0.8', (cv, published) => {
    const batches = longRunWaits(0.8, 1, cv, 480, 400_000, 5).map((wait) => wait / 480);
    const ci = confidenceInterval(batches, 0.999);
    console.log(`M/G/1 cv=${cv}: measured ${ci.mean.toFixed(3)} +- ${ci.halfWidth.toFixed(3)}, P-K ${published}`);
    expect(Math.abs(ci.mean - published)).toBeLessThan(ci.halfWidth);
  });
});

describe('pooling and the terminating day', () => {
  it('three special pools of 6 wait four times as long as one pool of 18', () => {
    const perHour = 40;
    const closeS = 3600 * 3000;
    const world = (pooled: boolean) =>
      queueSpec({
        windows: 18,
        closeS,
        seed: 3,
        services: Array.from({ length: 3 }, () => ({ kind: 'exponential', meanS: 480 }) as const),
        groups: 3,
        groupOfItem: [0, 1, 2],
        groupsOfWindow: (window) => (pooled ? [0, 1, 2] : [Math.floor(window / 6)]),
        arrivals: [
          {
            kind: 'rate',
            intervals: [{ fromS: 0, toS: closeS, perHour: 3 * perHour }],
            items: [0, 1, 2].map((item) => ({ item, weight: 1 })),
          },
        ],
      });
    const waitMin = (pooled: boolean): number => {
      const hall = new Hall(world(pooled), null);
      advance(hall, closeS + 1e6);
      return mean(visitsOf(hall.log).map((visit) => visit.startedS - visit.ticketS)) / 60;
    };
    const special = waitMin(false);
    const pooled = waitMin(true);
    console.log(`special ${special.toFixed(3)} min (theory 8.562), pooled ${pooled.toFixed(3)} min (theory 2.125)`);
    expect(special).toBeGreaterThan(8.562 * 0.93);
    expect(special).toBeLessThan(8.562 * 1.07);
    expect(pooled).toBeGreaterThan(2.125 * 0.93);
    expect(pooled).toBeLessThan(2.125 * 1.07);
  });

  it.each([
    [16, 7.4955],
    [18, 3.0072],
    [20, 1.0829],
    [22, 0.3698],
  ] as const)('8 h day that starts empty and serves out, %i windows: %f min', (windows, published) => {
    const rates = [90, 150, 130, 60, 80, 140, 110, 50];
    const days = 600;
    let waited = 0;
    let customers = 0;
    const perDay: number[] = [];
    for (let day = 0; day < days; day++) {
      const hall = new Hall(
        queueSpec({
          windows,
          closeS: 8 * 3600,
          seed: 1000 + day,
          services: [{ kind: 'exponential', meanS: 480 }],
          arrivals: [
            {
              kind: 'rate',
              intervals: rates.map((perHour, i) => ({ fromS: i * 3600, toS: (i + 1) * 3600, perHour })),
              items: [{ item: 0, weight: 1 }],
            },
          ],
        }),
        null,
      );
      advance(hall, 1e6);
      const waits = visitsOf(hall.log).map((visit) => visit.startedS - visit.ticketS);
      waited += waits.reduce((sum, wait) => sum + wait, 0);
      customers += waits.length;
      perDay.push(mean(waits) / 60);
    }
    const measured = waited / customers / 60;
    const ci = confidenceInterval(perDay, 0.999);
    console.log(
      `terminating day c=${windows}: ${measured.toFixed(3)} min over ${days} days (+- ${ci.halfWidth.toFixed(3)}, 99.9%), exact ${published}`,
    );
    expect(Math.abs(measured - published)).toBeLessThan(ci.halfWidth + 0.05 * published);
  });
});

describe("Little's law and conservation on the event log", () => {
  it('area under the number in system equals the sum of times in system, exactly', () => {
    const closeS = 8 * 3600;
    const hall = new Hall(
      queueSpec({
        windows: 10,
        closeS,
        services: [{ kind: 'lognormal', meanS: 600, cv: 0.465 }],
        arrivals: [
          { kind: 'rate', intervals: [{ fromS: 0, toS: closeS, perHour: 58 }], items: [{ item: 0, weight: 1 }] },
        ],
      }),
      null,
    );
    advance(hall, 1e6);
    const visits = visitsOf(hall.log);
    expect(visits.length).toBe(hall.counts.arrived);
    expect(hall.counts.arrived).toBe(hall.counts.served + hall.counts.leftUnserved + hall.citizens.inside);
    expect(hall.citizens.inside).toBe(0);
    const changes = visits.flatMap((visit) => [
      { at: visit.arrivedS, by: 1 },
      { at: visit.leftS, by: -1 },
    ]);
    changes.sort((x, y) => x.at - y.at);
    let area = 0;
    let inside = 0;
    let last = 0;
    for (const change of changes) {
      area += inside * (change.at - last);
      inside += change.by;
      last = change.at;
    }
    const times = visits.reduce((sum, visit) => sum + visit.leftS - visit.arrivedS, 0);
    expect(Math.abs(area - times) / times).toBeLessThan(1e-9);
  });

  it('keeps the order of tickets within a letter', () => {
    const closeS = 4 * 3600;
    const hall = new Hall(
      queueSpec({
        windows: 3,
        closeS,
        services: [{ kind: 'exponential', meanS: 300 }],
        arrivals: [
          { kind: 'rate', intervals: [{ fromS: 0, toS: closeS, perHour: 34 }], items: [{ item: 0, weight: 1 }] },
        ],
      }),
      null,
    );
    advance(hall, 1e6);
    const visits = visitsOf(hall.log);
    for (let i = 1; i < visits.length; i++) {
      expect((visits[i] as { calledS: number }).calledS).toBeGreaterThanOrEqual(
        (visits[i - 1] as { calledS: number }).calledS,
      );
    }
  });
});
