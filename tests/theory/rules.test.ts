/** The hall's rules against the values of planner.md section 5. Intervals: 99.9%, 20 batch means, fixed seeds. */
import { describe, expect, it } from 'vitest';
import { citizenPolicies } from '../../agents/citizen';
import { EventKind, LeaveReason } from '../../src/kernel/events';
import { Hall } from '../../src/kernel/hall';
import { type BreakPolicy, finishCurrent, interruptResume } from '../../src/kernel/rules/policies/breaks';
import { byClass } from '../../src/kernel/rules/policies/callOrder';
import { atEnd } from '../../src/kernel/rules/policies/place';
import type { ClassSpec, PrioritySpec } from '../../src/kernel/rules/spec';
import { advance } from '../../src/kernel/tick';
import { stepsOf } from '../../src/metrics/services';
import { mean } from '../../src/metrics/statistics';
import { windowUse } from '../../src/metrics/visits';
import { queueSpec } from '../worlds/queueSpec';
import { batchInterval, steadyVisits } from './longRun';

const MIN = 60;

/** Classes with ranks 0, 1, ... of the given shares; the last is everybody else. */
function classes(shares: readonly number[]): PrioritySpec {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const make = (id: string, rank: number, share: number): ClassSpec => ({
    id,
    nameZh: '',
    nameEn: '',
    rank,
    headStartS: 0,
    share,
    builds: [],
  });
  return {
    order: byClass,
    raiseAfterS: Number.POSITIVE_INFINITY,
    classes: [
      make('ordinary', shares.length - 1, 0),
      ...shares.slice(0, -1).map((share, i) => make(`class${i}`, i, share / total)),
    ],
  };
}

/** Class index of the k-th rank: ordinary is index 0 and comes last. */
const classOfRank = (rank: number, count: number): number => (rank === count - 1 ? 0 : rank + 1);

function expectNear(what: string, values: readonly number[], published: number, widest: number): void {
  const ci = batchInterval(values);
  console.log(
    `${what}: ${ci.mean.toFixed(4)} +- ${ci.halfWidth.toFixed(4)} (99.9%, n ${values.length}), theory ${published}`,
  );
  expect(Math.abs(ci.mean - published)).toBeLessThan(ci.halfWidth + 5e-4 * published);
  expect(ci.halfWidth).toBeLessThan(widest * published);
}

describe('priority classes agree with Cobham', () => {
  it.each([
    [1, [0.2, 0.6], 1, [1.0, 5.0], 900_000],
    [1, [0.1, 0.3, 0.4], 1, [0.889, 1.481, 6.667], 900_000],
    [18, [0.2, 0.5, 1.3], 8, [0.2591, 0.3761, 3.0843], 900_000],
  ] as const)('%i windows, rates %j a minute, service %f min: waits %j min', (windows, rates, serviceMin, waits, n) => {
    const perMin = rates.reduce<number>((sum, rate) => sum + rate, 0);
    const { visits } = steadyVisits(
      {
        windows,
        seed: 21,
        services: [{ kind: 'exponential', meanS: serviceMin * MIN }],
        rules: { priority: classes(rates) },
      },
      perMin / MIN,
      n,
    );
    waits.forEach((published, rank) => {
      const klass = classOfRank(rank, rates.length);
      const own = visits.filter((visit) => visit.klass === klass).map((visit) => visit.waitedS / MIN);
      expectNear(`priority M/M/${windows} class ${rank}`, own, published, 0.25);
    });
  });
});

describe('reneging agrees with Erlang-A (2 arrivals a minute, service 8 min, patience 20 min, both exponential)', () => {
  it.each([
    [14, 0.84911, 0.15088, 3.0175, 0.97043],
    [16, 0.63762, 0.07703, 1.5407, 0.92297],
    [18, 0.40154, 0.03457, 0.6913, 0.85816],
  ] as const)('%i windows: P(wait) %f, leave %f, wait %f min, utilization %f', (windows, pWait, leave, wait, use) => {
    const { visits, hall, closeS } = steadyVisits(
      {
        windows,
        seed: 5,
        services: [{ kind: 'exponential', meanS: 8 * MIN }],
        rules: {
          reneging: {
            decide: citizenPolicies.reneging['leave-at-limit'],
            patience: { kind: 'exponential', meanS: 20 * MIN },
            byClass: [],
          },
        },
      },
      2 / MIN,
      400_000,
    );
    expectNear(
      `Erlang-A c=${windows} P(wait)`,
      visits.map((visit) => (visit.waitedS > 0 ? 1 : 0)),
      pWait,
      0.05,
    );
    const left = visits.map((visit) => (visit.reason === LeaveReason.reneged ? 1 : 0));
    expectNear(`Erlang-A c=${windows} leave`, left, leave, 0.2);
    expectNear(
      `Erlang-A c=${windows} wait of all, min`,
      visits.map((visit) => visit.waitedS / MIN),
      wait,
      0.1,
    );
    const { busyS } = windowUse(hall.log, windows, hall.nowS);
    const utilization = mean(busyS) / closeS;
    console.log(`Erlang-A c=${windows} utilization ${utilization.toFixed(4)}, theory ${use}`);
    expect(Math.abs(utilization - use)).toBeLessThan(0.01);
  });
});

describe('a tandem agrees with Jackson (2 a minute: 4 windows of 1.2 min, 18 of 8 min, and for half of them 2 of 1.2 min)', () => {
  it('waits 0.2153, 2.1247 and 0.675 min', () => {
    const exponential = (meanMin: number) => ({ kind: 'exponential', meanS: meanMin * MIN }) as const;
    const { hall, closeS } = steadyVisits(
      {
        windows: 24,
        groups: 3,
        groupsOfWindow: (window) => [window < 4 ? 0 : window < 22 ? 1 : 2],
        seed: 31,
        services: [exponential(1.2)],
        rules: {
          journeys: {
            place: atEnd,
            behind: 1,
            byItem: [
              {
                jointFactor: null,
                stages: [
                  { group: 1, service: exponential(8), share: 1 },
                  { group: 2, service: exponential(1.2), share: 0.5 },
                ],
              },
            ],
          },
        },
      },
      2 / MIN,
      900_000,
    );
    const steps = stepsOf(hall.log).filter((step) => step.queuedS > 0.1 * closeS);
    [0.2153, 2.1247, 0.675].forEach((published, group) => {
      const waits = steps.filter((step) => step.group === group).map((step) => step.waitedS / MIN);
      expectNear(`tandem station ${group + 1}, min`, waits, published, 0.2);
    });
  });
});

describe('break policies differ by the mean residual E[S^2] / 2 E[S] (service 8 min, cv 0.465)', () => {
  // One busy window, a break of 5 min due every 61.7 min: how late it begins.
  const delays = (policy: BreakPolicy): number[] => {
    const breaks = Array.from({ length: 8000 }, (_, i) => ({
      window: 0,
      atS: 3000 + i * 3702,
      lengthS: 300,
      policy,
      finishWithinS: 0,
    }));
    const closeS = 3702 * 8001;
    const hall = new Hall(
      queueSpec({
        windows: 1,
        closeS,
        seed: 3,
        services: [{ kind: 'lognormal', meanS: 480, cv: 0.465 }],
        arrivals: [
          { kind: 'rate', intervals: [{ fromS: 0, toS: closeS, perHour: 7.2 }], items: [{ item: 0, weight: 1 }] },
        ],
        rules: { breaks },
      }),
      null,
    );
    advance(hall, closeS);
    const late: number[] = [];
    for (let i = 0; i < hall.log.length; i++) {
      if (hall.log.kind[i] === EventKind.breakStarted) late.push(((hall.log.timeS[i] as number) - 3000) % 3702);
    }
    return late;
  };
  it('4.865 min later with finish-current, exactly on time with interrupt-resume', () => {
    const residualMin = (8 * (1 + 0.465 ** 2)) / 2;
    const late = delays(finishCurrent).map((s) => s / MIN);
    expect(late.length).toBeGreaterThan(7900);
    expectNear('break begins late by, min', late, residualMin, 0.1);
    expect(Math.max(...delays(interruptResume))).toBeLessThan(1e-6);
  });
});

describe('a limit of persons inside is M/M/c/K (18 windows, 60 persons, service 8 min)', () => {
  it.each([
    [16, 0.000421, 2.0469, 2.0],
    [20, 0.10066, 14.8226, 0.1],
  ] as const)('%i Erlang: refused %f, wait %f min', (erlang, refused, wait, widest) => {
    const { visits } = steadyVisits(
      {
        windows: 18,
        seed: 8,
        services: [{ kind: 'exponential', meanS: 8 * MIN }],
        rules: { room: { capacity: 60, whenFull: 'turn-away' } },
      },
      erlang / 8 / MIN,
      600_000,
    );
    const full = visits.map((visit) => (visit.reason === LeaveReason.full ? 1 : 0));
    expectNear(`M/M/18/60 a=${erlang} refused`, full, refused, widest);
    const waits = visits.filter((visit) => visit.services > 0).map((visit) => visit.waitedS / MIN);
    expectNear(`M/M/18/60 a=${erlang} wait, min`, waits, wait, 0.2);
  });
});
