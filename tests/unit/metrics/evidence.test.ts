/** Evidence of a day against the log it is made from and against the summary: identities that hold exactly. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KPI_NAMES } from '../../../src/experiment/kpi/named';
import { parseKpi } from '../../../src/experiment/kpi/parse';
import { LeaveReason } from '../../../src/kernel/events';
import type { Hall } from '../../../src/kernel/hall';
import type { DayEvidence } from '../../../src/metrics/evidence';
import { pack, shareWithin, unpack } from '../../../src/metrics/packed';
import { forEachStep, STEPS } from '../../../src/metrics/steps';
import { visitsOf } from '../../../src/metrics/visits';
import { runHall, summaryOf } from '../../../src/runtime/run';
import { dayEvidence } from '../../../src/runtime/runEvidence';
import { rulesSpecOf } from '../../worlds/rulesDay';
import { hallOf, specOf } from '../../worlds/shipped';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe.each(['shiwan-day', 'guided-hall', 'wola-2020-01-13'])('evidence of %s (meso)', (id) => {
  let hall: Hall;
  let day: DayEvidence;
  beforeAll(async () => {
    hall = hallOf(await specOf(id, { seed: 5, resolution: 'meso' }));
    runHall(hall);
    day = dayEvidence(hall);
  });

  it('the steps of every visitor follow each other and add up to the time in the hall', () => {
    const byCitizen = new Map<number, { fromS: number; toS: number }[]>();
    forEachStep(hall.log, ({ citizen, fromS, toS }) => {
      const list = byCitizen.get(citizen) ?? [];
      list.push({ fromS, toS });
      byCitizen.set(citizen, list);
    });
    for (const visit of visitsOf(hall.log)) {
      const steps = byCitizen.get(visit.citizen) ?? [];
      if (visit.reason < 0) continue;
      expect(steps[0]?.fromS).toBe(visit.arrivedS);
      expect(steps[steps.length - 1]?.toS).toBe(visit.leftS);
      for (let i = 1; i < steps.length; i++) expect(steps[i]?.fromS).toBe(steps[i - 1]?.toS);
    }
    const total = sum(STEPS.map((step) => day.steps[step]?.sumS ?? 0));
    const inHall = sum(visitsOf(hall.log).flatMap((visit) => (visit.reason < 0 ? [] : [visit.leftS - visit.arrivedS])));
    expect(total).toBeCloseTo(inHall, 3);
  });

  it('the queue over time holds the waiting that the visitors did', () => {
    const { waiting, stepS } = day.profile;
    const visits = visitsOf(hall.log).filter((visit) => !Number.isNaN(visit.calledS));
    for (const [group, letter] of Object.keys(waiting).entries()) {
      const list = waiting[letter] as readonly number[];
      const lengths = list.map((_, k) => Math.min(stepS, day.endS - day.openS - k * stepS));
      const area = sum(list.map((mean, k) => mean * (lengths[k] as number)));
      const waited = sum(visits.filter((visit) => visit.group === group).map((visit) => visit.calledS - visit.ticketS));
      // Means are stored to 0.001.
      expect(Math.abs(area - waited)).toBeLessThan(0.0006 * sum(lengths) + 1e-6);
    }
  });

  it('agrees with the summary of the same day', () => {
    const summary = summaryOf(hall, 0);
    const all = Object.values(day.waits).flatMap((list) => [...unpack(list)]);
    expect(sum(Object.values(day.waits).map((list) => list.sumS)) / all.length).toBeCloseTo(summary.waitS.mean, 6);
    expect(day.citizens.arrived).toBe(summary.citizens.arrived);
    expect(day.citizens.served).toBe(summary.citizens.served);
    expect(day.citizens.missingPaper + day.citizens.leftUnserved).toBe(summary.citizens.leftUnserved);
    expect(day.hash).toBe(summary.hash);
    day.windows.forEach((window, w) => {
      expect(window.openS > 0 ? window.busyS / window.openS : 0).toBeCloseTo(summary.windows[w]?.utilization ?? -1, 9);
    });
    const tickets = sum(Object.values(day.profile.tickets).flat());
    expect(tickets).toBe(visitsOf(hall.log).filter((visit) => !Number.isNaN(visit.ticketS)).length);
  });

  it('windows are open and taken as long by quarters of an hour as in all', () => {
    const { open, occupied, stepS } = day.profile;
    const lengths = open.map((_, k) => Math.min(stepS, day.endS - day.openS - k * stepS));
    const area = (levels: readonly number[]): number => sum(levels.map((mean, k) => mean * (lengths[k] as number)));
    const slack = 0.0006 * sum(lengths) + 1e-6;
    expect(Math.abs(area(open) - sum(day.windows.map((window) => window.openS)))).toBeLessThan(slack);
    expect(Math.abs(area(occupied) - sum(day.windows.map((window) => window.busyS + window.calledS)))).toBeLessThan(
      slack,
    );
  });

  it('survives storing', () => {
    expect(JSON.parse(JSON.stringify(day))).toEqual(day);
  });
});

describe('evidence of a day with every rule on (meso)', () => {
  let hall: Hall;
  let day: DayEvidence;
  beforeAll(async () => {
    hall = hallOf(await rulesSpecOf({ seed: 5, resolution: 'meso' }));
    runHall(hall);
    day = dayEvidence(hall);
  });

  it('steps of visits with several windows, passed numbers and given-up waits still add up to the time in the hall', () => {
    const total = sum(STEPS.map((step) => day.steps[step]?.sumS ?? 0));
    expect(total).toBeCloseTo(day.inHallS, 3);
    const spans = new Map<number, number>();
    forEachStep(hall.log, ({ citizen, fromS, toS }) => {
      expect(fromS).toBe(spans.get(citizen) ?? fromS);
      spans.set(citizen, toS);
    });
  });

  it('waits of windows, of stages and of visits are the same waiting', () => {
    const ended = visitsOf(hall.log).filter((visit) => !Number.isNaN(visit.endedS));
    const several = ended.filter((visit) => visit.services > 1);
    expect(several.length).toBeGreaterThan(5);
    expect(day.visitWaits?.sumS).toBeCloseTo(sum(ended.map((visit) => visit.waitedS)), 3);
    expect(sum(Object.values(day.classWaits).map((list) => list.sumS))).toBeCloseTo(day.visitWaits?.sumS ?? -1, 3);
    // Who gave up before the second window waited for it as well, but it never served.
    const kept = ended.filter((visit) => visit.reason !== LeaveReason.reneged && visit.reason !== LeaveReason.passed);
    const left = ended.filter((visit) => !kept.includes(visit));
    const firstWaits = sum(left.map((visit) => visit.startedS - visit.ticketS));
    const visits = sum(kept.map((visit) => visit.waitedS)) + firstWaits;
    expect(day.visitWaits?.deltas.length).toBe(ended.length);
    expect(sum(day.stageWaits.map((list) => list.sumS))).toBeCloseTo(visits, 3);
    expect(sum(Object.values(day.waits).map((list) => list.sumS))).toBeCloseTo(visits, 3);
    expect(sum(day.stageWaits.map((list) => list.deltas.length))).toBe(sum(ended.map((visit) => visit.services)));
  });

  it('machines are no staff: the service robot counts neither in staff hours nor among open windows', () => {
    const machines = day.windows.filter((window) => window.machine);
    expect(machines.map((window) => window.id)).toEqual(['A12']);
    expect(machines[0]?.served).toBeGreaterThan(5);
    const lengths = day.profile.open.map((_, k) =>
      Math.min(day.profile.stepS, day.endS - day.openS - k * day.profile.stepS),
    );
    const area = sum(day.profile.open.map((level, k) => level * (lengths[k] as number)));
    const openS = sum(day.windows.filter((window) => !window.machine).map((window) => window.openS));
    expect(Math.abs(area - openS)).toBeLessThan(0.0006 * sum(lengths) + 1e-6);
    // Two windows with one clerk: open twice, staffed once.
    const shared = day.windows.filter((window) => window.clerks === 0.5);
    expect(shared.map((window) => window.id)).toEqual(['A06', 'A07']);
    const staffS = openS - 0.5 * sum(shared.map((window) => window.openS));
    expect(parseKpi('staffHours').of(day) * 3600).toBeCloseTo(staffS, 3);
    expect(parseKpi('staffMinutes').of(day)).toBeCloseTo(60 * parseKpi('staffHours').of(day), 6);
  });

  it('nobody is left in the queue at the end, nor at a window', () => {
    for (const list of Object.values(day.profile.waiting)) expect(list[list.length - 1]).toBeLessThan(1);
    expect(Math.min(...Object.values(day.profile.waiting).flat(), ...day.profile.occupied)).toBeGreaterThanOrEqual(0);
    for (let k = 0; k < day.profile.open.length; k++) {
      // A case that a break interrupts keeps its window while it is closed.
      expect(day.profile.occupied[k]).toBeLessThanOrEqual((day.profile.open[k] as number) + 4);
    }
  });

  it('figures of cases, trips, channels and classes are those of the summary', () => {
    const { rules } = summaryOf(hall, 0);
    expect(day.rules).toEqual(rules);
    const figure = (id: string): number => parseKpi(id).of(day);
    expect(figure('firstVisitShare')).toBeCloseTo(100 * (rules?.cases.firstVisitShare ?? -1), 9);
    expect(figure('mean(wait[class:elderly])')).toBeCloseTo((rules?.waitByClass.elderly?.mean ?? -1) / 60, 6);
    expect(figure('p90(wait[class:elderly])')).toBeCloseTo((rules?.waitByClass.elderly?.p90 ?? -1) / 60, 3);
    expect(figure('trips')).toBe(day.citizens.arrived + (rules?.cases.anotherDay ?? 0) + (rules?.resultTrips ?? 0));
    expect(figure('tripsSaved')).toBeGreaterThan(figure('online') + figure('papersFetched'));
    expect(figure('hoursSaved')).toBe(figure('tripsSaved'));
    expect(figure('channelVisits')).toBe(rules?.channels['xiao-zheng']?.chosen);
    // Nobody asks here, everybody knows the way, and rules.people is off.
    const none = ['askingWait', 'knowsNoWay', 'callToWindow', 'searching', 'wrongTurns', 'restsOnWay', 'robotWatchers'];
    for (const id of KPI_NAMES) expect(Number.isFinite(figure(id)) || none.includes(id), id).toBe(true);
  });

  it('survives storing', () => {
    expect(JSON.parse(JSON.stringify(day))).toEqual(day);
  });
});

it('a clerk who looks after two windows is one clerk', async () => {
  const plain = await specOf('shiwan-day', { seed: 3, resolution: 'meso' });
  const shared = { ...plain, rules: { ...plain.rules, sharedClerks: [{ windows: [0, 1, 2, 3], clerks: 2 }] } };
  const hours = [plain, shared].map((spec) => {
    const hall = hallOf(spec);
    runHall(hall);
    const day = dayEvidence(hall);
    return { staff: parseKpi('staffHours').of(day), open: sum(day.windows.map((window) => window.openS)) / 3600, day };
  });
  expect(hours[0]?.staff).toBeCloseTo(hours[0]?.open ?? -1, 9);
  const four = sum((hours[1]?.day.windows ?? []).slice(0, 4).map((window) => window.openS)) / 3600;
  expect(hours[1]?.staff).toBeCloseTo((hours[1]?.open ?? -1) - four / 2, 9);
  expect(hours[1]?.day.windows[0]?.clerks).toBe(0.5);
});

describe('packed durations', () => {
  it('come back sorted, to 0.01 s', () => {
    const packed = pack([30.004, 1.5, 0, 1.499]);
    expect([...unpack(packed)]).toEqual([0, 1.5, 1.5, 30]);
    expect(packed.sumS).toBeCloseTo(33.003, 9);
  });

  it('share within a limit counts the limit itself', () => {
    const list = Float64Array.of(0, 10, 10, 20);
    expect(shareWithin(list, 10)).toBe(0.75);
    expect(shareWithin(list, 9.99)).toBe(0.25);
    expect(shareWithin(list, 100)).toBe(1);
    expect(shareWithin(new Float64Array(0), 1)).toBe(1);
  });
});
