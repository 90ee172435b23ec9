/**
 * A queue's day as a board shows it -> cumulative curves: calls C(t) from the last called number, tickets taken
 * A(t) = C(t) + waiting(t). Waits follow as the horizontal distance of the curves (first come first served).
 */
import type { Snapshot } from '../read/board';

export type Curves = {
  /** Ascending, seconds since midnight. */
  readonly timesS: readonly number[];
  /** Tickets taken and tickets called until then; both never fall. */
  readonly taken: readonly number[];
  readonly called: readonly number[];
  /** As shown. */
  readonly waiting: readonly number[];
  readonly open: readonly number[];
  /** Readings of the called number that were left out: jumps up and down. */
  readonly outliers: number;
};

/** A called number that rises faster than this between two readings, or by more at once, belongs to another series. */
const CALLS_PER_MIN_MAX = 3;
const CALLS_AT_ONCE_MAX = 60;
/** A first number above this is no count of the morning's calls. */
const FIRST_MAX = 30;

/**
 * @param snapshots of one queue and day, any order
 * @param openS @param closeS tickets are issued between
 */
export function curvesOf(snapshots: readonly Snapshot[], openS: number, closeS: number): Curves {
  const sorted = [...snapshots].sort((a, b) => a.timeS - b.timeS);
  const { called, outliers } = cumulativeCalls(sorted);
  const inHours = sorted.map((snapshot) => snapshot.timeS <= closeS + 300);
  // After closing nobody comes: the curve stays where it was. Before, it is the least-squares rising curve.
  const raw = sorted.flatMap((snapshot, i) => (inHours[i] ? [(called[i] as number) + snapshot.waiting] : []));
  const rising = isotonic(raw);
  const last = rising[rising.length - 1] ?? 0;
  const taken = sorted.map((snapshot, i) => {
    const value = inHours[i] ? (rising[i] as number) : last;
    return snapshot.timeS < openS ? Math.min(value, rising[0] ?? 0) : value;
  });
  return {
    timesS: sorted.map((snapshot) => snapshot.timeS),
    taken: taken.map((value, i) => Math.max(value, called[i] as number)),
    called,
    waiting: sorted.map((snapshot) => snapshot.waiting),
    open: sorted.map((snapshot) => snapshot.open),
    outliers,
  };
}

/** Calls since the morning from the readings that form the longest believable rising series; the others are left out. */
function cumulativeCalls(sorted: readonly Snapshot[]): { readonly called: number[]; readonly outliers: number } {
  const known = sorted.flatMap((snapshot, i) => (Number.isNaN(snapshot.called) ? [] : [i]));
  const kept = new Set(longestRise(known, sorted));
  const called: number[] = [];
  let sum = 0;
  let before = -1;
  sorted.forEach((snapshot, i) => {
    if (kept.has(i)) {
      const value = snapshot.called;
      if (before < 0) sum += value <= FIRST_MAX ? value : 0;
      else sum += value - (sorted[before] as Snapshot).called;
      before = i;
    }
    called.push(sum);
  });
  return { called, outliers: known.length - kept.size };
}

/** Longest subsequence that never falls and never rises faster than people can be called. Quadratic in a day's readings. */
function longestRise(known: readonly number[], sorted: readonly Snapshot[]): number[] {
  const length: number[] = [];
  const from: number[] = [];
  let best = -1;
  known.forEach((at, k) => {
    length[k] = 1;
    from[k] = -1;
    const here = sorted[at] as Snapshot;
    for (let j = k - 1; j >= 0; j--) {
      if ((length[j] as number) + 1 <= (length[k] as number)) continue;
      const there = sorted[known[j] as number] as Snapshot;
      const most = Math.min(CALLS_AT_ONCE_MAX, CALLS_PER_MIN_MAX * Math.max(3, (here.timeS - there.timeS) / 60));
      if (here.called < there.called || here.called - there.called > most) continue;
      length[k] = (length[j] as number) + 1;
      from[k] = j;
    }
    if (best < 0 || (length[k] as number) > (length[best] as number)) best = k;
  });
  const chain: number[] = [];
  for (let k = best; k >= 0; k = from[k] as number) chain.push(known[k] as number);
  return chain;
}

/** Least-squares fit that never falls: pool adjacent violators (Barlow, Bartholomew, Bremner, Brunk 1972). */
export function isotonic(values: readonly number[]): number[] {
  const blocks: { mean: number; size: number }[] = [];
  for (const value of values) {
    let block = { mean: value, size: 1 };
    while (blocks.length > 0 && (blocks[blocks.length - 1] as { mean: number }).mean > block.mean) {
      const before = blocks.pop() as { mean: number; size: number };
      const size = before.size + block.size;
      block = { mean: (before.mean * before.size + block.mean * block.size) / size, size };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, size }) => new Array<number>(size).fill(mean));
}

/** Times at which a rising curve passes 1, 2, 3, ...: linear between readings. At the first reading: at once. */
export function crossings(timesS: readonly number[], curve: readonly number[]): number[] {
  const found: number[] = [];
  timesS.forEach((timeS, i) => {
    const value = curve[i] as number;
    const before = i === 0 ? 0 : (curve[i - 1] as number);
    const fromS = i === 0 ? timeS : (timesS[i - 1] as number);
    // Half a ticket is one that has not yet been told apart from none by the least-squares curve.
    while (found.length + 1 <= value + 1e-9) {
      const need = found.length + 1 - before;
      found.push(value > before ? fromS + ((timeS - fromS) * need) / (value - before) : timeS);
    }
  });
  return found;
}

/** Waits of the tickets that were called, seconds, in ticket order: the distance between taking and calling ticket k. */
export function waitsOf(curves: Pick<Curves, 'timesS' | 'taken' | 'called'>): number[] {
  const taken = crossings(curves.timesS, curves.taken);
  const called = crossings(curves.timesS, curves.called);
  return called.map((calledS, k) => Math.max(0, calledS - (taken[k] ?? calledS)));
}

/** Time average of what the board shows, each reading valid until the next. */
export function meanShown(
  curves: Pick<Curves, 'timesS'>,
  shown: readonly number[],
  fromS: number,
  toS: number,
): number {
  let area = 0;
  let length = 0;
  curves.timesS.forEach((timeS, i) => {
    const until = Math.min(toS, curves.timesS[i + 1] ?? timeS + 300);
    const from = Math.max(fromS, timeS);
    if (until <= from) return;
    area += (shown[i] as number) * (until - from);
    length += until - from;
  });
  return length > 0 ? area / length : 0;
}
