/**
 * An integer choice of shifts that covers what every period needs, at the least cost: min c x, A x >= need, S x <= room, x whole
 * and >= 0. Linear relaxation by the dual simplex method (costs are not negative, so the slack basis is dual feasible), then
 * branch and bound, depth first, nearest whole number first. Exact unless the node limit is reached; then the gap is told.
 */

export type CoverProblem = {
  /** (columns) > 0. */
  readonly cost: readonly number[];
  /** (columns) periods in which the column helps, and in which it takes a place. */
  readonly helps: readonly (readonly number[])[];
  readonly takes: readonly (readonly number[])[];
  /** (periods) least help and most places. */
  readonly need: readonly number[];
  readonly room: readonly number[];
};

export type Cover = {
  /** (columns) how many of each. */
  readonly counts: readonly number[];
  readonly cost: number;
  /** No cover costs less than this; equal to cost if the cover is proven to be the cheapest. */
  readonly bound: number;
};

const NODES_MAX = 4000;
const EPS = 1e-7;

/** Null if there is no cover. */
export function cheapestCover(problem: CoverProblem): Cover | null {
  const grid = costGrid(problem.cost);
  // No whole solution costs between two multiples of the grid.
  const roundUp = (value: number): number => Math.ceil(value / grid - 1e-6) * grid;
  const root = relax(problem, []);
  if (!root) return null;
  const bound = roundUp(root.cost);
  let best: Cover | null = roundedUp(problem, root.x, bound);
  const open: Bound[][] = [[]];
  let nodes = 0;
  while (open.length > 0 && nodes < NODES_MAX && (best === null || best.cost > bound + EPS)) {
    const bounds = open.pop() as Bound[];
    nodes++;
    const found = relax(problem, bounds);
    if (!found || (best !== null && roundUp(found.cost) >= best.cost - EPS)) continue;
    const branch = mostBroken(found.x);
    if (branch < 0) {
      best = { counts: found.x.map((value) => Math.round(value) + 0), cost: roundUp(found.cost), bound };
      continue;
    }
    const rounded = roundedUp(problem, found.x, bound);
    if (rounded && (best === null || rounded.cost < best.cost - EPS)) best = rounded;
    const value = found.x[branch] as number;
    const below: Bound = { column: branch, atMost: true, value: Math.floor(value) };
    const above: Bound = { column: branch, atMost: false, value: Math.ceil(value) };
    const upFirst = value - Math.floor(value) > 0.5;
    // The last pushed is looked at first.
    open.push([...bounds, upFirst ? below : above], [...bounds, upFirst ? above : below]);
  }
  // The search ended with nothing open: what was found is the cheapest.
  return best && open.length === 0 ? { ...best, bound: best.cost } : best;
}

type Bound = { readonly column: number; readonly atMost: boolean; readonly value: number };

/** Largest step that divides all costs, in quarters of a hundredth; costs are hours. */
function costGrid(costs: readonly number[]): number {
  const unit = 1 / 400;
  let step = 0;
  for (const cost of costs) {
    let [a, b] = [Math.max(1, Math.round(cost / unit)), step];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
  }
  return Math.max(1, step) * unit;
}

/** Column farthest from a whole number, -1 = all are whole. */
function mostBroken(x: readonly number[]): number {
  let at = -1;
  let farthest = 1e-6;
  x.forEach((value, j) => {
    const off = Math.abs(value - Math.round(value));
    if (off > farthest) {
      farthest = off;
      at = j;
    }
  });
  return at;
}

/** The relaxation rounded up, and what is then not needed taken away, the dearest first; null if it does not fit into the room. */
function roundedUp(problem: CoverProblem, x: readonly number[], bound: number): Cover | null {
  const counts = x.map((value) => Math.max(0, Math.ceil(value - 1e-6)));
  const order = counts
    .map((_, j) => j)
    .sort((a, b) => (problem.cost[b] as number) - (problem.cost[a] as number) || a - b);
  for (const j of order) {
    while ((counts[j] as number) > 0) {
      counts[j] = (counts[j] as number) - 1;
      if (covers(problem, counts)) continue;
      counts[j] = (counts[j] as number) + 1;
      break;
    }
  }
  if (!covers(problem, counts) || !fits(problem, counts)) return null;
  return { counts, cost: costOf(problem, counts), bound };
}

export function costOf({ cost }: CoverProblem, counts: readonly number[]): number {
  return counts.reduce((sum, count, j) => sum + count * (cost[j] as number), 0);
}

/** (periods) sum of counts over the periods of each column. */
export function summed(periods: readonly (readonly number[])[], counts: readonly number[], length: number): number[] {
  const total = new Array<number>(length).fill(0);
  counts.forEach((count, j) => {
    if (count > 0) for (const k of periods[j] as readonly number[]) total[k] = (total[k] as number) + count;
  });
  return total;
}

export function covers({ helps, need }: CoverProblem, counts: readonly number[]): boolean {
  return summed(helps, counts, need.length).every((help, k) => help >= (need[k] as number));
}

export function fits({ takes, room }: CoverProblem, counts: readonly number[]): boolean {
  return summed(takes, counts, room.length).every((taken, k) => taken <= (room[k] as number));
}

/** The linear relaxation under bounds: dual simplex on a dense tableau. Null = infeasible. */
function relax(problem: CoverProblem, bounds: readonly Bound[]): { x: number[]; cost: number } | null {
  const columns = problem.cost.length;
  const rows: Float64Array[] = [];
  const width = columns + 1;
  const addRow = (entries: readonly (readonly [number, number])[], right: number): void => {
    const row = new Float64Array(width);
    for (const [j, value] of entries) row[j] = value;
    row[columns] = right;
    rows.push(row);
  };
  const inPeriod = (lists: readonly (readonly number[])[], k: number, value: number): (readonly [number, number])[] =>
    lists.flatMap((list, j) => (list.includes(k) ? [[j, value] as const] : []));
  // Every row reads: entries x <= right.
  problem.need.forEach((need, k) => {
    if (need > 0) addRow(inPeriod(problem.helps, k, -1), -need);
  });
  problem.room.forEach((room, k) => {
    addRow(inPeriod(problem.takes, k, 1), room);
  });
  for (const { column, atMost, value } of bounds) addRow([[column, atMost ? 1 : -1]], atMost ? value : -value);
  const costs = new Float64Array(width);
  problem.cost.forEach((cost, j) => {
    costs[j] = cost;
  });
  // Nonbasic variable of each column, basic variable of each row: below `columns` a shift, above a slack.
  const nonbasic = Array.from({ length: columns }, (_, j) => j);
  const basic = rows.map((_, i) => columns + i);
  for (let pivots = 0; pivots < 20_000; pivots++) {
    let leaving = -1;
    let least = -EPS;
    rows.forEach((row, i) => {
      if ((row[columns] as number) < least) {
        least = row[columns] as number;
        leaving = i;
      }
    });
    if (leaving < 0) return solutionOf(rows, basic, columns, problem.cost);
    const row = rows[leaving] as Float64Array;
    let entering = -1;
    let ratio = Number.POSITIVE_INFINITY;
    for (let j = 0; j < columns; j++) {
      const entry = row[j] as number;
      if (entry >= -EPS) continue;
      const candidate = (costs[j] as number) / -entry;
      if (candidate < ratio - 1e-12) {
        ratio = candidate;
        entering = j;
      }
    }
    if (entering < 0) return null;
    pivot(rows, costs, leaving, entering);
    [nonbasic[entering], basic[leaving]] = [basic[leaving] as number, nonbasic[entering] as number];
  }
  return null;
}

/** Swaps the basic variable of a row with the nonbasic one of a column. */
function pivot(rows: readonly Float64Array[], costs: Float64Array, at: number, column: number): void {
  const row = rows[at] as Float64Array;
  const entry = row[column] as number;
  for (let j = 0; j < row.length; j++) if (j !== column) row[j] = (row[j] as number) / entry;
  row[column] = 1 / entry;
  const clear = (other: Float64Array): void => {
    const factor = other[column] as number;
    if (factor === 0) return;
    for (let j = 0; j < other.length; j++) {
      if (j !== column) other[j] = (other[j] as number) - factor * (row[j] as number);
    }
    other[column] = -factor / entry;
  };
  rows.forEach((other, i) => {
    if (i !== at) clear(other);
  });
  clear(costs);
}

function solutionOf(
  rows: readonly Float64Array[],
  basic: readonly number[],
  columns: number,
  cost: readonly number[],
): { x: number[]; cost: number } {
  const x = new Array<number>(columns).fill(0);
  basic.forEach((variable, i) => {
    if (variable < columns) x[variable] = Math.max(0, (rows[i] as Float64Array)[columns] as number);
  });
  return { x, cost: x.reduce((sum, value, j) => sum + value * (cost[j] as number), 0) };
}
