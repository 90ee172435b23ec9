/**
 * An analytic first guess of a staffing plan: period by period the fewest windows that keep the goal by Erlang C at the modified
 * offered load (stationary independent periods with the lag of the offered load). Demand and holding times are measured on days of the scenario as it
 * is, so that walking to the window and missing papers are in them. What it leaves out: queues carried from one period to the
 * next, letters that several pools share. The search repairs that.
 */
import type { DayEvidence } from '../../metrics/evidence';
import type { Pool } from '../../scenario/vary/staffing';
import type { Goal } from '../kpi/parse';
import { offeredLoad, waiting } from './erlang';

/** Windows open by pool and interval. */
export type Counts = number[][];

export type Grid = { readonly fromS: number; readonly stepS: number; readonly count: number; readonly closeS: number };

export function guessCounts(days: readonly DayEvidence[], pools: readonly Pool[], grid: Grid, goal: Goal): Counts {
  return pools.map((pool) => {
    const demand = demandOf(days, pool, pools, grid);
    const load = offeredLoad(demand.perHour, grid.stepS, demand.holdS);
    return load.map((a) => windowsNeeded(a, demand.holdS, demand.cv, goal, leastOf(pool, pools), pool.windows.length));
  });
}

/** A letter that no other pool serves needs a window at all times. */
export function leastOf(pool: Pool, pools: readonly Pool[]): number {
  return pool.letters.some((letter) => pools.every((other) => other === pool || !other.letters.includes(letter)))
    ? 1
    : 0;
}

function windowsNeeded(a: number, holdS: number, cv: number, goal: Goal, least: number, most: number): number {
  for (let c = Math.max(least, 1); c <= most; c++) {
    if (enough(a, c, holdS, cv, goal)) return a < 0.05 ? least : c;
  }
  return most;
}

/** Whether c windows keep the goal in a stationary period. Goals on other figures than waits ask for a load below 90%. */
function enough(a: number, c: number, holdS: number, cv: number, goal: Goal): boolean {
  const { id } = goal.kpi;
  const share = /^share\(wait(?:\[[^\]]*\])?<=(\d+(?:\.\d+)?)(s|sec|min|h)\)$/.exec(id);
  if (share && !goal.atMost) {
    const limitS = Number(share[1]) * (share[2] === 'min' ? 60 : share[2] === 'h' ? 3600 : 1);
    return 1 - waiting(a, c, holdS, cv, limitS).late >= goal.limit / 100;
  }
  const quantile = /^p(\d+(?:\.\d+)?)\(wait/.exec(id);
  if (quantile && goal.atMost) return waiting(a, c, holdS, cv, goal.limit * 60).late <= 1 - Number(quantile[1]) / 100;
  if (id.startsWith('mean(wait') && goal.atMost) return waiting(a, c, holdS, cv, 0).meanS <= goal.limit * 60;
  return a <= 0.9 * c;
}

/** Arrivals an hour by interval that fall to a pool, and how long a case holds its windows. */
function demandOf(
  days: readonly DayEvidence[],
  pool: Pool,
  pools: readonly Pool[],
  grid: Grid,
): { readonly perHour: number[]; readonly holdS: number; readonly cv: number } {
  const perHour = new Array<number>(grid.count).fill(0);
  const sums = { n: 0, sumS: 0, sumSqS2: 0 };
  for (const letter of pool.letters) {
    const servers = pools.filter((other) => other.letters.includes(letter));
    const part = pool.windows.length / servers.reduce((sum, other) => sum + other.windows.length, 0);
    for (const day of days) {
      const { fromS, stepS, tickets } = day.profile;
      (tickets[letter] ?? []).forEach((count, k) => {
        const at = Math.floor((fromS + k * stepS - grid.fromS) / grid.stepS);
        const into = Math.max(0, Math.min(grid.count - 1, at));
        perHour[into] = (perHour[into] as number) + (part * count * 3600) / grid.stepS / days.length;
      });
      const held = day.holding[letter];
      if (!held) continue;
      sums.n += part * held.n;
      sums.sumS += part * held.sumS;
      sums.sumSqS2 += part * held.sumSqS2;
    }
  }
  if (sums.n === 0) return { perHour, holdS: 600, cv: 1 };
  const holdS = sums.sumS / sums.n;
  return { perHour, holdS, cv: Math.sqrt(Math.max(0, sums.sumSqS2 / sums.n - holdS * holdS)) / holdS };
}
