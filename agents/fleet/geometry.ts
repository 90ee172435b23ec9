/** Distances along and between routes. Metres, map frame. */
import type { Point2D } from '../contract';
import { hypot } from '../contract/numerics/detmath';

export const apartM = (a: Point2D, b: Point2D): number => hypot(a.xM - b.xM, a.yM - b.yM);

/** Points every `stepM` along `from` -> route, at most `lengthM` of it; the first is `from`. */
export function ahead(from: Point2D, route: readonly Point2D[], lengthM: number, stepM: number): Point2D[] {
  const points: Point2D[] = [{ xM: from.xM, yM: from.yM }];
  let at: Point2D = from;
  let left = stepM;
  let gone = 0;
  for (const next of nearestOn(from, route)) {
    let rest = apartM(at, next);
    while (rest >= left && rest > 0) {
      const share = left / rest;
      at = { xM: at.xM + share * (next.xM - at.xM), yM: at.yM + share * (next.yM - at.yM) };
      points.push(at);
      gone += left;
      if (gone >= lengthM) return points;
      rest = apartM(at, next);
      left = stepM;
    }
    left -= rest;
    gone += rest;
    at = next;
  }
  return points;
}

/** The part of the route that is still ahead: from its point nearest to `from` on. */
function nearestOn(from: Point2D, route: readonly Point2D[]): readonly Point2D[] {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  route.forEach((point, i) => {
    const d = apartM(from, point);
    if (d < least) {
      least = d;
      best = i;
    }
  });
  return route.slice(best + (least < 0.3 ? 1 : 0));
}
