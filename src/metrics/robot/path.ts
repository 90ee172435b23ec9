/**
 * Figures of a path against the shortest one: SPL (Anderson et al. 2018, "On Evaluation of Embodied Navigation Agents"),
 * STL, heading changes, irregularity (SEAN), efficiency, BARN's score. Lengths m, times s, angles rad.
 */

/** Angle brought to (-pi, pi]. */
export function wrapRad(angle: number): number {
  const turn = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return turn <= -Math.PI ? turn + 2 * Math.PI : turn;
}

/** Length of a polyline. */
export function pathLengthM(xM: ArrayLike<number>, yM: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < xM.length; k++) {
    sum += Math.hypot((xM[k] as number) - (xM[k - 1] as number), (yM[k] as number) - (yM[k - 1] as number));
  }
  return sum;
}

/** Cumulative heading change of a sequence of headings: sum of |wrap(th[k+1] - th[k])|. */
export function headingChangesRad(yawRad: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < yawRad.length; k++) sum += Math.abs(wrapRad((yawRad[k] as number) - (yawRad[k - 1] as number)));
  return sum;
}

/** Heading changes along a polyline's legs. */
export function bendsRad(xM: ArrayLike<number>, yM: ArrayLike<number>): number {
  const headings: number[] = [];
  for (let k = 1; k < xM.length; k++) {
    const dx = (xM[k] as number) - (xM[k - 1] as number);
    const dy = (yM[k] as number) - (yM[k - 1] as number);
    if (dx !== 0 || dy !== 0) headings.push(Math.atan2(dy, dx));
  }
  return headingChangesRad(headings);
}

/** Success weighted by path length: S L* / max(L, L*). */
export function spl(success: boolean, lengthM: number, shortestM: number): number {
  if (!success) return 0;
  const longer = Math.max(lengthM, shortestM);
  return longer > 0 ? shortestM / longer : 1;
}

/** Success weighted by time: S T* / max(T, T*). */
export function stl(success: boolean, timeS: number, freeTimeS: number): number {
  if (!success) return 0;
  const longer = Math.max(timeS, freeTimeS);
  return longer > 0 ? freeTimeS / longer : 1;
}

/** Unobstructed time over a way from rest to rest: trapezoid of speed with the given limits. Turning takes none. */
export function freeTimeS(lengthM: number, maxMps: number, accelMps2: number, decelMps2: number): number {
  const ramps = (maxMps * maxMps) / (2 * accelMps2) + (maxMps * maxMps) / (2 * decelMps2);
  if (lengthM >= ramps) return maxMps / accelMps2 + maxMps / decelMps2 + (lengthM - ramps) / maxMps;
  const top = Math.sqrt((2 * lengthM * accelMps2 * decelMps2) / (accelMps2 + decelMps2));
  return top / accelMps2 + top / decelMps2;
}

/** SEAN's irregularity: heading changes beyond those of the shortest path. Does not depend on where the map's origin is. */
export function irregularityRad(headingChanges: number, ofShortestPath: number): number {
  return Math.max(0, headingChanges - ofShortestPath);
}

/** SEAN's "ratio": displacement-like length over length driven, 0..1 (SocNavBench returns the inverse of its own doc). */
export function pathEfficiency(lengthM: number, shortestM: number): number {
  return lengthM > 0 ? Math.min(1, shortestM / lengthM) : 1;
}

/** BARN's score of one run: s T* / clip(T, 2 T*, 8 T*), T* = reference length / 2 m/s. At most 0.5. */
export function barnScore(success: boolean, timeS: number, referenceM: number): number {
  if (!success) return 0;
  const best = referenceM / 2;
  return best / Math.min(8 * best, Math.max(2 * best, timeS));
}
