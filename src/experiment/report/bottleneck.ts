/** Where a visitor's day goes, how loaded each resource is, and where the waiting is. From days that were run. */
import type { DayEvidence } from '../../metrics/evidence';
import { STEPS, type Step } from '../../metrics/steps';
import type { Pool } from '../../scenario/vary/staffing';
import { type Interval, ratioInterval } from '../interval';
import { sum } from '../kpi/kpi';

export type StepShare = {
  readonly step: Step;
  /** Minutes a visitor, over all who left; and over those who took the step. */
  readonly mean: Interval;
  readonly whoTookItMin: number;
  /** Share of visitors who took it, and of all time in the hall, 0..1. */
  readonly shareOfVisits: number;
  readonly shareOfTime: number;
};

/** A resource that visitors wait for. */
export type Resource = {
  /** windows:A,B kiosk desk robot */
  readonly what: string;
  /** Servers that were ever open, a day. */
  readonly servers: number;
  /** Time with a visitor (called, at it, led) over time open, 0..1. */
  readonly occupancy: number;
  /** Minutes that an average visitor of the hall waits for it. */
  readonly waitMin: number;
  /** Share of all waiting, 0..1. */
  readonly shareOfWaiting: number;
};

export function stepShares(days: readonly DayEvidence[], confidence: number): StepShare[] {
  const visits = days.map((day) => day.finished);
  const total = sum(visits);
  const all = sum(days.flatMap((day) => STEPS.map((step) => day.steps[step]?.sumS ?? 0)));
  return STEPS.flatMap((step) => {
    const sums = days.map((day) => (day.steps[step]?.sumS ?? 0) / 60);
    const took = sum(days.map((day) => day.steps[step]?.visits ?? 0));
    if (took === 0) return [];
    return [
      {
        step,
        mean: ratioInterval(sums, visits, confidence),
        whoTookItMin: sum(sums) / took,
        shareOfVisits: took / total,
        shareOfTime: (sum(sums) * 60) / all,
      },
    ];
  });
}

/** Resources, the one that costs visitors most waiting first: that one binds. */
export function resources(days: readonly DayEvidence[], pools: readonly Pool[]): Resource[] {
  const visits = sum(days.map((day) => day.finished));
  const found: Omit<Resource, 'shareOfWaiting'>[] = pools.map((pool) => {
    const mine = days.flatMap((day) => day.windows.filter((window) => pool.windows.includes(window.id)));
    const openS = sum(mine.map((window) => window.openS));
    const waitedS = sum(mine.map((window) => window.waitMeanS * window.served));
    return {
      what: `windows:${pool.letters.join(',')}`,
      servers: mine.filter((window) => window.openS > 0).length / days.length,
      occupancy: openS > 0 ? sum(mine.map((window) => window.busyS + window.calledS)) / openS : 0,
      waitMin: waitedS / visits / 60,
    };
  });
  for (const kind of ['kiosk', 'desk', 'robot'] as const) {
    const mine = days.flatMap((day) =>
      day.servers
        .filter((server) => server.kind === kind)
        .map((server) => ({ ...server, openS: day.closeS - day.openS })),
    );
    if (mine.length === 0) continue;
    found.push({
      what: kind,
      servers: mine.length / days.length,
      occupancy: sum(mine.map((server) => server.busyS)) / sum(mine.map((server) => server.openS)),
      waitMin: sum(mine.map((server) => server.lineS)) / visits / 60,
    });
  }
  const waiting = sum(found.map((resource) => resource.waitMin));
  return found
    .map((resource) => ({ ...resource, shareOfWaiting: waiting > 0 ? resource.waitMin / waiting : 0 }))
    .sort((a, b) => b.waitMin - a.waitMin);
}

/** Window ids, least time with a visitor first. */
export function idlestWindows(days: readonly DayEvidence[]): string[] {
  const ids = days[0]?.windows.map((window) => window.id) ?? [];
  const use = ids.map((id, w) => {
    const openS = sum(days.map((day) => day.windows[w]?.openS ?? 0));
    return { id, openS, share: openS > 0 ? sum(days.map((day) => day.windows[w]?.busyS ?? 0)) / openS : 1 };
  });
  return use
    .filter((window) => window.openS > 0)
    .sort((a, b) => a.share - b.share)
    .map((window) => window.id);
}
