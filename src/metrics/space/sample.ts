/**
 * One look at the hall: where everybody is. Columns are filled by the run (runtime/spaceFeed) and belong to it; `count` rows.
 * A person is known by the number of the visit, which is never used twice.
 */
export type SpaceSample = {
  tick: number;
  count: number;
  /** Row of the hall's table (reused after somebody left) and number of the visit. */
  row: Int32Array;
  number: Int32Array;
  xM: Float64Array;
  yM: Float64Array;
  radiusM: Float64Array;
  /** 1 = on the way. */
  moving: Uint8Array;
  /** Place index of the seat sat on, -1 = none. */
  seat: Int32Array;
  robots: number;
  robotXM: Float64Array;
  robotYM: Float64Array;
  robotRadiusM: Float64Array;
};

export function emptySample(robots: number): SpaceSample {
  return {
    tick: 0,
    count: 0,
    row: new Int32Array(0),
    number: new Int32Array(0),
    xM: new Float64Array(0),
    yM: new Float64Array(0),
    radiusM: new Float64Array(0),
    moving: new Uint8Array(0),
    seat: new Int32Array(0),
    robots,
    robotXM: new Float64Array(robots),
    robotYM: new Float64Array(robots),
    robotRadiusM: new Float64Array(robots),
  };
}

/** Room for `rows` persons; what is there is not kept. */
export function reserveSample(sample: SpaceSample, rows: number): void {
  if (rows <= sample.row.length) return;
  const room = Math.max(64, 2 * rows);
  sample.row = new Int32Array(room);
  sample.number = new Int32Array(room);
  sample.xM = new Float64Array(room);
  sample.yM = new Float64Array(room);
  sample.radiusM = new Float64Array(room);
  sample.moving = new Uint8Array(room);
  sample.seat = new Int32Array(room);
}
