/** Tables whose facts stand in typed columns, indexed by row: growing, saving, loading and hashing are the same for all of them. */
import type { StateHash } from './hash';

export type Column = Int32Array | Uint8Array | Float64Array;
export type SavedColumns = Record<string, Column>;
type Table<Name extends string> = { [name in Name]: Column };

/** Gives each column room for `capacity` rows (at least as many as it has); new rows are 0. */
export function widenColumns<Name extends string>(table: Table<Name>, names: readonly Name[], capacity: number): void {
  for (const name of names) {
    const column = table[name];
    const wider =
      column instanceof Float64Array
        ? new Float64Array(capacity)
        : column instanceof Uint8Array
          ? new Uint8Array(capacity)
          : new Int32Array(capacity);
    wider.set(column);
    table[name] = wider;
  }
}

/** Copies of the first rows of each column by name; without `rows`, of all. */
export function saveColumns<Name extends string>(
  table: Readonly<Table<Name>>,
  names: readonly Name[],
  rows?: number,
): SavedColumns {
  const saved: SavedColumns = {};
  for (const name of names) saved[name] = table[name].slice(0, rows);
  return saved;
}

/** Writes saved columns over the first rows. Throws an error that names `owner` and the column if one is missing. */
export function loadColumns<Name extends string>(
  owner: string,
  table: Table<Name>,
  names: readonly Name[],
  saved: Readonly<SavedColumns>,
): void {
  for (const name of names) {
    const column = saved[name];
    if (!column) throw new Error(`${owner}.load: column ${name} is missing from the saved state`);
    table[name].set(column);
  }
}

/** One row into the hash: whole numbers first, then the others, in the order of the names. */
export function hashRow<Whole extends string, Real extends string>(
  hash: StateHash,
  table: Readonly<Table<Whole> & Table<Real>>,
  whole: readonly Whole[],
  real: readonly Real[],
  row: number,
): void {
  for (const name of whole) hash.int(table[name][row] as number);
  for (const name of real) hash.float(table[name][row] as number);
}
