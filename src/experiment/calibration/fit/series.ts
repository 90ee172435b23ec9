/**
 * Queues of one letter often draw their numbers from one series: R001 calls queue 1, R002 queue 2. Then the number shown
 * for a queue counts the calls of all of them. Such queues are found by their readings and given numbers of their own.
 */
import type { Snapshot } from '../read/board';
import { groupBy } from './fromTickets';

/** Two queues share a series if at most this share of their readings contradicts it. */
const CONTRADICTIONS_MAX = 0.1;
/** Readings that one may lag behind the other, numbers: both change within one look at the board. */
const LAG = 3;
/** New readings that both must have shown, over all days. */
const CHANGES_MIN = 2;

type Change = { readonly at: number; readonly group: string; readonly number: number };

export type OwnSeries = {
  readonly snapshots: readonly Snapshot[];
  /** Sets of queues that share a series. */
  readonly shared: readonly (readonly string[])[];
};

/** The same snapshots; in queues that share a series `called` is the queue's own count of the day. */
export function ownSeries(snapshots: readonly Snapshot[]): OwnSeries {
  const shared: string[][] = [];
  for (const list of groupBy(snapshots, (snapshot) => snapshot.letter).values()) {
    const groups = [...new Set(list.map((snapshot) => snapshot.group))];
    if (groups.length < 2) continue;
    shared.push(...sharing(groups, changesByDay(list)).filter((set) => set.length > 1));
  }
  if (shared.length === 0) return { snapshots, shared };
  const setOf = new Map(shared.flatMap((set, i) => set.map((group) => [group, i] as const)));
  const kept = snapshots.filter((snapshot) => !setOf.has(snapshot.group));
  const changed = snapshots.filter((snapshot) => setOf.has(snapshot.group));
  const own = [...groupBy(changed, (snapshot) => `${setOf.get(snapshot.group)} ${snapshot.day}`).values()];
  return { snapshots: [...kept, ...own.flatMap(countOwn)], shared };
}

/** First appearance of each number in each queue, by day. Times of different days follow each other. */
function changesByDay(list: readonly Snapshot[]): Change[][] {
  return [...groupBy(list, (snapshot) => snapshot.day).values()].map((day) => {
    const last = new Map<string, number>();
    const changes: Change[] = [];
    for (const snapshot of inOrder(day)) {
      if (Number.isNaN(snapshot.called) || last.get(snapshot.group) === snapshot.called) continue;
      last.set(snapshot.group, snapshot.called);
      changes.push({ at: snapshot.timeS, group: snapshot.group, number: snapshot.called });
    }
    return changes;
  });
}

function inOrder(day: readonly Snapshot[]): Snapshot[] {
  return [...day].sort((a, b) => a.timeS - b.timeS || a.called - b.called);
}

/** Union of all pairs that do not contradict each other. */
function sharing(groups: readonly string[], days: readonly (readonly Change[])[]): string[][] {
  const sets = groups.map((group) => [group]);
  groups.forEach((a, i) => {
    for (const b of groups.slice(i + 1)) {
      if (!together(a, b, days)) continue;
      const first = sets.findIndex((set) => set.includes(a));
      const second = sets.findIndex((set) => set.includes(b));
      if (first !== second) {
        sets[first]?.push(...(sets[second] as string[]));
        sets.splice(second, 1);
      }
    }
  });
  return sets;
}

/** A number that both show, or that lies below what the other already showed, speaks against one series. */
function together(a: string, b: string, days: readonly (readonly Change[])[]): boolean {
  let changes = 0;
  let against = 0;
  const counts = { [a]: 0, [b]: 0 };
  for (const day of days) {
    const seen = new Map<string, Set<number>>([
      [a, new Set()],
      [b, new Set()],
    ]);
    const highest = new Map<string, number>();
    for (const change of day) {
      if (change.group !== a && change.group !== b) continue;
      const other = change.group === a ? b : a;
      changes++;
      counts[change.group] = (counts[change.group] as number) + 1;
      const top = highest.get(other);
      if (seen.get(other)?.has(change.number) || (top !== undefined && change.number < top - LAG)) against++;
      seen.get(change.group)?.add(change.number);
      highest.set(change.group, change.number);
    }
  }
  const enough = (counts[a] as number) >= CHANGES_MIN && (counts[b] as number) >= CHANGES_MIN;
  return enough && against <= CONTRADICTIONS_MAX * changes;
}

/** One day of queues with one series: numbers since the last one shown anywhere go to the queue that shows the new one. */
function countOwn(day: readonly Snapshot[]): Snapshot[] {
  const counts = new Map<string, number>();
  const last = new Map<string, number>();
  let highest = 0;
  return inOrder(day).map((snapshot) => {
    const { group, called } = snapshot;
    if (!Number.isNaN(called) && last.get(group) !== called) {
      last.set(group, called);
      // Jumps of more than 60 numbers are another series' readings, not calls.
      const gained = called - highest > 60 ? 1 : Math.max(0, called - highest);
      counts.set(group, (counts.get(group) ?? 0) + gained);
      if (called - highest <= 60) highest = Math.max(highest, called);
    }
    return { ...snapshot, called: counts.get(group) ?? Number.NaN };
  });
}
