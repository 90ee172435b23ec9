/** Blending between two frames: numbers, angles, and which row of one frame is the same visitor in another. */

export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;

export const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

/** Angle in (-pi, pi]. */
export function wrapAngle(rad: number): number {
  const turn = 2 * Math.PI;
  const wrapped = rad - turn * Math.floor((rad + Math.PI) / turn);
  return wrapped <= -Math.PI ? wrapped + turn : wrapped;
}

/** Goes the short way round. */
export const lerpAngle = (a: number, b: number, t: number): number => a + wrapAngle(b - a) * t;

/** 0 at `from`, 1 at `to`, smooth at both ends. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Share of the remaining way covered in `dtS` when it shrinks by 1/e every `timeConstantS`. */
export const approach = (dtS: number, timeConstantS: number): number => 1 - Math.exp(-dtS / timeConstantS);

/**
 * Writes to `out[i]` the row in `from` of visitor `to[i]`, -1 if absent there. Rows that stayed in place cost one
 * comparison; a map is built only when somebody moved.
 */
export function matchRows(
  from: Int32Array,
  fromCount: number,
  to: Int32Array,
  toCount: number,
  out: Int32Array,
  scratch: Map<number, number>,
): void {
  let mapped = false;
  for (let i = 0; i < toCount; i++) {
    const citizen = to[i]!;
    if (i < fromCount && from[i] === citizen) {
      out[i] = i;
      continue;
    }
    if (!mapped) {
      mapped = true;
      scratch.clear();
      for (let j = 0; j < fromCount; j++) scratch.set(from[j]!, j);
    }
    out[i] = scratch.get(citizen) ?? -1;
  }
}
