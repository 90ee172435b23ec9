/** Sorted durations in little room: whole hundredths of a second as differences. For storing thousands of days. */

/** Durations ascending, rounded to 0.01 s; each entry is the difference to the one before, in hundredths of a second. */
export type PackedDurations = {
  /** Exact sum before rounding, seconds. */
  readonly sumS: number;
  readonly deltas: readonly number[];
};

export function pack(durationsS: readonly number[]): PackedDurations {
  let sumS = 0;
  for (const duration of durationsS) sumS += duration;
  const ascending = Float64Array.from(durationsS, (duration) => Math.round(duration * 100)).sort();
  const deltas: number[] = [];
  let last = 0;
  for (const value of ascending) {
    deltas.push(value - last);
    last = value;
  }
  return { sumS, deltas };
}

/** Ascending, seconds. */
export function unpack(packed: PackedDurations): Float64Array {
  const values = new Float64Array(packed.deltas.length);
  let at = 0;
  packed.deltas.forEach((delta, i) => {
    at += delta;
    values[i] = at / 100;
  });
  return values;
}

/** Several lists as one, ascending. */
export function merge(lists: readonly PackedDurations[]): { readonly sumS: number; readonly valuesS: Float64Array } {
  if (lists.length === 1)
    return { sumS: (lists[0] as PackedDurations).sumS, valuesS: unpack(lists[0] as PackedDurations) };
  const parts = lists.map(unpack);
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return { sumS: lists.reduce((sum, list) => sum + list.sumS, 0), valuesS: all.sort() };
}

/** Share of ascending values that are at most `limitS`, 0..1; 1 for none (nobody waited too long). */
export function shareWithin(ascendingS: Float64Array, limitS: number): number {
  if (ascendingS.length === 0) return 1;
  let low = 0;
  let high = ascendingS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascendingS[middle] as number) <= limitS) low = middle + 1;
    else high = middle;
  }
  return low / ascendingS.length;
}
