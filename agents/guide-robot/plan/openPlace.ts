/**
 * Where to stand when the place one wants is closed: the open cell that is nearest to it by the way on foot (walls count, what is
 * closed does not), among those that can be driven to. Lengths on the grid in steps of 5 (straight) and 7 (diagonal), 1% off at
 * most; equal ones by the order of the search. Dial's buckets; same input, same cell.
 */

const STRAIGHT = 5;
const DIAGONAL = 7;
const CLOSED = Number.POSITIVE_INFINITY;

/** (cells) 1 = can be driven to from `start`. Diagonal steps need both sides open, so straight ones find the same cells. */
export function reachable(cost: Float32Array, columns: number, start: number): Uint8Array {
  const found = new Uint8Array(cost.length);
  if (start < 0 || cost[start] === CLOSED) return found;
  const stack = [start];
  found[start] = 1;
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    const column = cell % columns;
    const next = [
      column > 0 ? cell - 1 : -1,
      column + 1 < columns ? cell + 1 : -1,
      cell - columns,
      cell + columns < cost.length ? cell + columns : -1,
    ];
    for (const other of next) {
      if (other < 0 || found[other] === 1 || cost[other] === CLOSED) continue;
      found[other] = 1;
      stack.push(other);
    }
  }
  return found;
}

/**
 * The cell with `isPlace` that is nearest to `start` through cells that `cost` leaves open; -1 if there is none.
 * @param cost (cells) Infinity = cannot be passed
 */
export function nearestPlace(
  cost: Float32Array,
  columns: number,
  start: number,
  isPlace: (cell: number) => boolean,
): number {
  if (start < 0) return -1;
  const rows = cost.length / columns;
  const away = new Int32Array(cost.length).fill(-1);
  const buckets: number[][] = [[start]];
  away[start] = 0;
  for (let d = 0; d < buckets.length; d++) {
    for (const cell of buckets[d] ?? []) {
      if (away[cell] !== d) continue;
      if (isPlace(cell)) return cell;
      const column = cell % columns;
      const row = (cell - column) / columns;
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (let q = Math.max(0, column - 1); q <= Math.min(columns - 1, column + 1); q++) {
          const other = r * columns + q;
          if (cost[other] === CLOSED) continue;
          const to = d + (r === row || q === column ? STRAIGHT : DIAGONAL);
          if ((away[other] as number) >= 0 && (away[other] as number) <= to) continue;
          away[other] = to;
          const bucket = buckets[to];
          if (bucket) bucket.push(other);
          else {
            while (buckets.length < to) buckets.push([]);
            buckets[to] = [other];
          }
        }
      }
    }
  }
  return -1;
}
