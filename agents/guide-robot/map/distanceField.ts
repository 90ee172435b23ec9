/**
 * What the map says about every point: how far the nearest wall is, and how much free room there is.
 *
 * Exact Euclidean distance transform (Felzenszwalb, Huttenlocher, "Distance transforms of sampled functions", 2012), from
 * cell centres, corrected by half a cell so that 0 is the cell's edge. Metres. Leaves out: everything that is not in the map.
 */
import type { OccupancyMap } from '../../contract';

/** Distances beyond this are cut, m: no stage asks further. */
export const FIELD_CAP_M = 3;
const OCCUPIED = 100;
const FREE = 0;

export type DistanceField = {
  readonly originXM: number;
  readonly originYM: number;
  readonly resolutionM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) m to the nearest occupied cell's edge; negative inside. For matching scans. */
  readonly surfaceM: Float32Array;
  /** (rows x columns) m to the nearest cell that is not known to be free. For driving. */
  readonly clearanceM: Float32Array;
};

/** One line of the squared transform, in cells. `value` in and out (n); the rest is scratch. */
export function transformLine(
  value: Float64Array,
  n: number,
  out: Float64Array,
  site: Int32Array,
  from: Float64Array,
): void {
  let k = -1;
  for (let q = 0; q < n; q++) {
    const height = value[q] as number;
    if (height === Number.POSITIVE_INFINITY) continue;
    let start = Number.NEGATIVE_INFINITY;
    while (k >= 0) {
      const v = site[k] as number;
      start = (height + q * q - ((value[v] as number) + v * v)) / (2 * q - 2 * v);
      if (start > (from[k] as number)) break;
      k--;
      start = Number.NEGATIVE_INFINITY;
    }
    k++;
    site[k] = q;
    from[k] = start;
  }
  if (k < 0) {
    for (let q = 0; q < n; q++) out[q] = Number.POSITIVE_INFINITY;
    return;
  }
  let j = 0;
  for (let q = 0; q < n; q++) {
    while (j < k && (from[j + 1] as number) < q) j++;
    const v = site[j] as number;
    out[q] = (q - v) * (q - v) + (value[v] as number);
  }
}

/** (rows x columns) distance in metres from each cell's centre to the nearest edge of a cell whose mask is 1. */
function distanceTo(map: OccupancyMap, mask: Uint8Array): Float32Array {
  const { columns, rows, resolutionM } = map;
  const squared = new Float64Array(columns * rows);
  const longest = Math.max(columns, rows);
  const line = new Float64Array(longest);
  const out = new Float64Array(longest);
  const site = new Int32Array(longest);
  const from = new Float64Array(longest);
  for (let column = 0; column < columns; column++) {
    // Down a column the nearest source is one up or one down: two sweeps do.
    let since = Number.POSITIVE_INFINITY;
    for (let i = column; i < squared.length; i += columns) {
      since = mask[i] === 1 ? 0 : since + 1;
      squared[i] = since;
    }
    since = Number.POSITIVE_INFINITY;
    for (let i = (rows - 1) * columns + column; i >= 0; i -= columns) {
      since = mask[i] === 1 ? 0 : since + 1;
      const nearest = Math.min(since, squared[i] as number);
      squared[i] = nearest * nearest;
    }
  }
  const result = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const base = row * columns;
    for (let column = 0; column < columns; column++) line[column] = squared[base + column] as number;
    transformLine(line, columns, out, site, from);
    for (let column = 0; column < columns; column++) {
      const distanceM = (Math.sqrt(out[column] as number) - 0.5) * resolutionM;
      result[base + column] = Math.min(FIELD_CAP_M, distanceM);
    }
  }
  return result;
}

function compute(map: OccupancyMap): DistanceField {
  const { cells } = map;
  const occupied = cells.map((cell) => (cell === OCCUPIED ? 1 : 0));
  const hasUnknown = cells.some((cell) => cell !== OCCUPIED && cell !== FREE);
  const outside = distanceTo(map, occupied);
  const inside = distanceTo(
    map,
    cells.map((cell) => (cell === OCCUPIED ? 0 : 1)),
  );
  const surfaceM = outside.map((distance, i) => (occupied[i] === 1 ? -(inside[i] as number) : distance));
  const clearanceM = hasUnknown
    ? distanceTo(
        map,
        cells.map((cell) => (cell === FREE ? 0 : 1)),
      )
    : outside;
  return {
    originXM: map.originXM,
    originYM: map.originYM,
    resolutionM: map.resolutionM,
    columns: map.columns,
    rows: map.rows,
    surfaceM,
    clearanceM,
  };
}

/** A pure function's memory, not state: replications of one hall share the map object, and its field is computed once. */
const fields = new WeakMap<OccupancyMap, DistanceField>();

export function distanceField(map: OccupancyMap): DistanceField {
  let field = fields.get(map);
  if (!field) {
    field = compute(map);
    fields.set(map, field);
  }
  return field;
}

/** Value at a point, nearest cell; `outside` beyond the map. */
export function valueAt(field: DistanceField, values: Float32Array, xM: number, yM: number, outside: number): number {
  const column = Math.floor((xM - field.originXM) / field.resolutionM);
  const row = Math.floor((yM - field.originYM) / field.resolutionM);
  if (!(column >= 0 && column < field.columns && row >= 0 && row < field.rows)) return outside;
  return values[row * field.columns + column] as number;
}

/** Value at a point, bilinear between cell centres; `outside` beyond the outermost centres. */
export function smoothValueAt(
  field: DistanceField,
  values: Float32Array,
  xM: number,
  yM: number,
  outside: number,
): number {
  const u = (xM - field.originXM) / field.resolutionM - 0.5;
  const v = (yM - field.originYM) / field.resolutionM - 0.5;
  const column = Math.floor(u);
  const row = Math.floor(v);
  if (!(column >= 0 && column + 1 < field.columns && row >= 0 && row + 1 < field.rows)) return outside;
  const i = row * field.columns + column;
  const fx = u - column;
  const fy = v - row;
  const low = (values[i] as number) * (1 - fx) + (values[i + 1] as number) * fx;
  const j = i + field.columns;
  const high = (values[j] as number) * (1 - fx) + (values[j + 1] as number) * fx;
  return low * (1 - fy) + high * fy;
}
