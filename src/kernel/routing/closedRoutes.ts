/**
 * The router of a hall parts of which close and open. Which areas are closed is the state; what follows from it is a router of
 * its own, built when such a set of areas is first closed, and kept.
 */
import type { Polygon } from '../geometry/polygon';
import { isIn } from './closedGrid';
import { closedRouter, type HallRouter } from './router';

/** By the open router and the closed areas: as pure as routers are, so all halls of a layout share them. */
const built = new WeakMap<HallRouter, Map<string, HallRouter>>();

export class ClosedRoutes {
  /** What the hall and its crowd ask: answers for what is closed now. */
  readonly router: HallRouter;
  private current: HallRouter;
  private areas: readonly Polygon[] = [];

  /** @param base the router with everything open */
  constructor(readonly base: HallRouter) {
    this.current = base;
    const now = (): HallRouter => this.current;
    this.router = {
      layout: base.layout,
      walls: base.walls,
      get grid() {
        return now().grid;
      },
      get fieldsBuilt() {
        return now().fieldsBuilt;
      },
      field: (target) => now().field(target),
      directionInto: (target, xM, yM, out) => now().directionInto(target, xM, yM, out),
      directionsInto: (batch) => now().directionsInto(batch),
      fieldLengthM: (target, xM, yM) => now().fieldLengthM(target, xM, yM),
      fieldLengthsInto: (batch) => now().fieldLengthsInto(batch),
      goesStraightAlong: (line) => now().goesStraightAlong(line),
      goesStraight: (ax, ay, bx, by) => now().goesStraight(ax, ay, bx, by),
      wayOutInto: (xM, yM, out) => now().wayOutInto(xM, yM, out),
      wide: (wheelsM) => now().wide(wheelsM),
      distanceM: (target, ax, ay, bx, by) => now().distanceM(target, ax, ay, bx, by),
    };
  }

  /** @param closed the areas closed from now on */
  close(closed: readonly Polygon[]): void {
    this.areas = closed;
    if (closed.length === 0) {
      this.current = this.base;
      return;
    }
    let known = built.get(this.base);
    if (!known) {
      known = new Map();
      built.set(this.base, known);
    }
    const key = JSON.stringify(closed);
    let router = known.get(key);
    if (!router) {
      router = closedRouter(this.base, closed);
      known.set(key, router);
    }
    this.current = router;
  }

  get anyClosed(): boolean {
    return this.areas.length > 0;
  }

  /** True if the point is in a closed area. */
  isClosed(xM: number, yM: number): boolean {
    return isIn(this.areas, xM, yM);
  }
}
