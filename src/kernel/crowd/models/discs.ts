/** Robots as the crowd sees them: moving discs with a velocity. Columns of metres and m/s; first `count` entries. */
export type Discs = {
  count: number;
  xM: Float64Array;
  yM: Float64Array;
  vxMps: Float64Array;
  vyMps: Float64Array;
  radiusM: Float64Array;
};
