/**
 * Columns of numbers that lie one behind another in one array `f`. A hot loop over many columns reads them there, as
 * `f[(X + i) | 0]` with `X = at.x`: of every typed array it touches V8 looks up kind, buffer and length again at each access, of a
 * single one only once a round. A loop over 17 columns takes 0.6 of the time that way. Everybody else uses `columns`, views of the same numbers.
 *
 * `| 0` says that the sum of two places is a whole number of 32 bits, so that it need not be looked at for more.
 */
export type Block<Name extends string> = {
  readonly f: Float64Array;
  /** First place of each column in `f`. */
  readonly at: Record<Name, number>;
  /** (rows) views. */
  readonly columns: Record<Name, Float64Array>;
};

/** Columns for so many rows, all 0; with `old`, its rows first. */
export function makeBlock<Name extends string>(
  names: readonly Name[],
  rows: number,
  old?: Readonly<Record<Name, Float64Array>>,
): Block<Name> {
  const f = new Float64Array(names.length * rows);
  const at = {} as Record<Name, number>;
  const columns = {} as Record<Name, Float64Array>;
  names.forEach((name, k) => {
    at[name] = k * rows;
    columns[name] = f.subarray(k * rows, (k + 1) * rows);
    if (old) columns[name].set(old[name].subarray(0, rows));
  });
  return { f, at, columns };
}

/** Each of both columns takes the place of the other. */
export function swapColumns<Name extends string>({ at, columns }: Block<Name>, one: Name, other: Name): void {
  const place = at[one];
  at[one] = at[other];
  at[other] = place;
  const column = columns[one];
  columns[one] = columns[other];
  columns[other] = column;
}
