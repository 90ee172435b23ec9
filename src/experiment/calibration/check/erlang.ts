/** Erlang C, hour by hour: what a planner's spreadsheet says. Steady state of M/M/c; no memory from hour to hour. */
import { chosenMeanS } from '../fit/choose';
import type { HallModel } from '../fit/model';
import type { DayCourse } from './course';

/** Load beyond which Erlang C has no answer; such hours are computed at this load. */
export const LOAD_MAX = 0.98;

/** Probability of waiting at offered load a (Erlang) and c servers, a < c: from Erlang B's recursion. */
export function erlangC(a: number, c: number): number {
  let b = 1;
  for (let k = 1; k <= c; k++) b = (a * b) / (k + a * b);
  return b / (1 - (a / c) * (1 - b));
}

export type ErlangDay = DayCourse & {
  /** Hours (of one pool of windows) whose load was cut to LOAD_MAX, of so many. */
  readonly overloaded: number;
  readonly hours: number;
};

/** Letters that share windows are one pool: its arrivals, its mean service, its windows in the middle of the hour. */
export function erlangDay(model: HallModel, hoursS: readonly number[]): ErlangDay {
  const pools = poolsOf(model);
  const values: number[] = [];
  const weights: number[] = [];
  let overloaded = 0;
  let hours = 0;
  const waitingByHour = hoursS.map((fromS) => {
    let waiting = 0;
    for (const letters of pools) {
      const groups = model.groups.filter((group) => letters.has(group.letter));
      let perHour = 0;
      let work = 0;
      for (const group of groups) {
        const rate = rateAt(group.arrivals, fromS);
        perHour += rate;
        for (const item of group.items) work += rate * item.weight * chosenMeanS(item.service);
      }
      if (!(perHour > 0)) continue;
      const c = windowsAt(model, letters, fromS + 1800);
      hours++;
      const offered = work / 3600;
      const a = Math.min(offered, LOAD_MAX * Math.max(1, c));
      if (offered > a || c === 0) overloaded++;
      const servers = Math.max(1, c);
      const meanS = work / perHour;
      const pWait = erlangC(a, servers);
      const scaleS = meanS / (servers - a);
      waiting += (perHour / 3600) * pWait * scaleS;
      // The distribution: a mass at 0 and an exponential tail, as 20 quantiles.
      values.push(0);
      weights.push(perHour * (1 - pWait));
      for (let k = 0; k < 20; k++) {
        values.push(-scaleS * Math.log(1 - (k + 0.5) / 20));
        weights.push((perHour * pWait) / 20);
      }
    }
    return waiting;
  });
  return { waitingByHour, waits: { values, weights }, overloaded, hours };
}

/** Mean arrivals an hour over the hour that begins at `fromS`. */
function rateAt(arrivals: HallModel['groups'][number]['arrivals'], fromS: number): number {
  let sum = 0;
  arrivals.perHour.forEach((perHour, i) => {
    const from = Math.max(fromS, arrivals.fromS + i * arrivals.intervalS);
    const to = Math.min(fromS + 3600, arrivals.fromS + (i + 1) * arrivals.intervalS);
    if (to > from) sum += (perHour * (to - from)) / 3600;
  });
  return sum;
}

function windowsAt(model: HallModel, letters: ReadonlySet<string>, timeS: number): number {
  return model.windows.filter(
    (window) =>
      window.letters.some((letter) => letters.has(letter)) &&
      window.intervals.some((interval) => interval.fromS <= timeS && timeS < interval.toS),
  ).length;
}

function poolsOf(model: HallModel): Set<string>[] {
  const pools: Set<string>[] = model.groups.map((group) => new Set([group.letter]));
  for (const window of model.windows) {
    const own = pools.filter((pool) => window.letters.some((letter) => pool.has(letter)));
    const first = own[0];
    for (const other of own.slice(1)) {
      for (const letter of other) first?.add(letter);
      pools.splice(pools.indexOf(other), 1);
    }
  }
  return pools;
}
