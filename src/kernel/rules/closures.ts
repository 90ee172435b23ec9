/**
 * Parts of the hall that close for a time, by the scenario or by the operator: an aisle with a burst pipe, a corner that is cleaned.
 * Nobody is deleted or frozen. Who walks takes another way (the routes are built anew); who waits inside, or was on the way to a place
 * there, waits elsewhere; who walks inside gets out on the side of the goal; who has no way left stands where he is, with an
 * event, until there is one, or takes another way out of the hall. Without bodies (meso) walks that have begun end as planned and
 * new ones take the time of the way that is open.
 *
 * An area that holds a door, a window, a kiosk, a desk, a robot's post or a place of a line cannot be closed: these have rules of
 * their own. Robots are told what is closed, keep out of it and leave it; without bodies they lead only where a way is open and drive
 * by it. No barrier is there for their sensors. Left out: people who walk a script ignore it.
 */
import { AgendaKind } from '../base/agenda';
import { loadColumns, type SavedColumns, saveColumns, widenColumns } from '../base/columns';
import type { StateHash } from '../base/hash';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import { type Polygon, pointInPolygon } from '../geometry/polygon';
import type { Hall } from '../hall';
import type { HallLayout } from '../layout';
import { noteDeparture, positionOf, releasePlace, rest, walkToPlace, walkToPoint } from '../mover';
import { companyWalks } from '../people/company';
import { Pause } from '../people/pause';
import { ClosedRoutes } from '../routing/closedRoutes';
import type { HallRouter } from '../routing/router';
import { mesoRobotsLookAgain } from '../service/mesoRobotDesk';
import { goWait, nearestOpenFloor } from '../service/waiting';
import { nearestExit, walkToExit } from './doors';

export type ClosableArea = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Metres. */
  readonly polygon: Polygon;
};

/** `area`: index into `areas`. Closed from (included) to (not included), seconds since midnight. */
export type AreaClosing = { readonly area: number; readonly fromS: number; readonly toS: number };
export type ClosuresSpec = { readonly areas: readonly ClosableArea[]; readonly closings: readonly AreaClosing[] };

/** Looked after every so many ticks: who stands in a closed area, who walks and has no way. */
const WATCH_TICKS = 20;

const INTS = ['target', 'area'] as const;
const FLOATS = ['goalXM', 'goalYM'] as const;

/** The scenario's areas, then the scene's zones that may be closed. */
export function closableAreas(closures: ClosuresSpec | null, layout: HallLayout): readonly ClosableArea[] {
  const zones = layout.zones.filter((zone) => whatIsIn(layout, zone.polygon).length === 0);
  return [...(closures?.areas ?? []), ...zones];
}

/** What forbids to close this area: ids of the doors, windows, kiosks, desks, lines, posts and docks in it. */
export function whatIsIn(layout: HallLayout, polygon: Polygon): string[] {
  const found = new Set<string>();
  for (const place of layout.places) {
    if (place.kind === 'seat' || place.kind === 'stand' || !pointInPolygon(polygon, place.xM, place.yM)) continue;
    found.add(place.id);
  }
  for (const dock of layout.docks) {
    if (pointInPolygon(polygon, dock.xM, dock.yM) || pointInPolygon(polygon, dock.stagingXM, dock.stagingYM))
      found.add(dock.id);
  }
  return [...found];
}

export type ClosuresSaved = Readonly<SavedColumns>;

export class Closures {
  readonly routes: ClosedRoutes;
  /** (areas) 1 = closed. */
  readonly closed: Uint8Array;
  /** False as long as nothing was ever closed: then there is no trace of this in the state. */
  touched = false;
  private capacity = 64;
  /** (rows) of who has no way: 1 + the target he was going to, 0 = nobody who waits; what closed last then; and the goal, m. */
  target = new Int32Array(64);
  area = new Int32Array(64);
  goalXM = new Float64Array(64);
  goalYM = new Float64Array(64);

  constructor(
    readonly areas: readonly ClosableArea[],
    base: HallRouter,
  ) {
    this.routes = new ClosedRoutes(base);
    this.closed = new Uint8Array(areas.length);
  }

  set(area: number, closed: boolean): void {
    this.closed[area] = closed ? 1 : 0;
    this.touched = true;
    this.routes.close(this.areas.filter((_, i) => this.closed[i] === 1).map((one) => one.polygon));
  }

  /** True if the citizen stands because no way is open. */
  holds(row: number): boolean {
    return row < this.capacity && this.target[row] !== 0;
  }

  hold(row: number, target: number, area: number, xM: number, yM: number): void {
    while (row >= this.capacity) {
      this.capacity *= 2;
      widenColumns(this, INTS, this.capacity);
      widenColumns(this, FLOATS, this.capacity);
    }
    this.target[row] = 1 + target;
    this.area[row] = area;
    this.goalXM[row] = xM;
    this.goalYM[row] = yM;
  }

  /** Has another errand, or goes on. */
  letGo(row: number): void {
    if (!this.holds(row)) return;
    this.target[row] = 0;
    this.area[row] = 0;
    this.goalXM[row] = 0;
    this.goalYM[row] = 0;
  }

  save(): ClosuresSaved {
    return { ...saveColumns(this, [...INTS, ...FLOATS]), closed: this.closed.slice() };
  }

  /** @param saved null: nothing was ever closed */
  load(saved: ClosuresSaved | null): void {
    this.touched = saved !== null;
    this.closed.fill(0);
    for (const name of [...INTS, ...FLOATS]) this[name].fill(0);
    if (saved) {
      const rows = saved.target?.length ?? 0;
      if (rows > this.capacity) {
        this.capacity = rows;
        widenColumns(this, INTS, rows);
        widenColumns(this, FLOATS, rows);
      }
      loadColumns('Closures', this, [...INTS, ...FLOATS], saved);
      this.closed.set(saved.closed as Uint8Array);
    }
    this.routes.close(this.areas.filter((_, i) => this.closed[i] === 1).map((one) => one.polygon));
  }

  hashInto(hash: StateHash): void {
    if (!this.touched) return;
    hash.ints(Int32Array.from(this.closed));
    for (let row = 0; row < this.capacity; row++) {
      if (this.target[row] === 0) continue;
      hash
        .int(row)
        .int(this.target[row] as number)
        .int(this.area[row] as number);
      hash.float(this.goalXM[row] as number).float(this.goalYM[row] as number);
    }
  }
}

export function scheduleClosures(hall: Hall): void {
  for (const { area, fromS, toS } of hall.spec.rules.closures?.closings ?? []) {
    hall.agenda.schedule(Math.max(fromS, hall.startS), AgendaKind.area, area, 1);
    hall.agenda.schedule(toS, AgendaKind.area, area, 0);
  }
}

/** Closes or opens an area now. `by`: 0 the scenario, 1 the operator. */
export function setArea(hall: Hall, area: number, closes: boolean, by: 0 | 1): void {
  const { closures, crowd } = hall;
  if (!closures?.areas[area] || (closures.closed[area] === 1) === closes) return;
  closures.set(area, closes);
  hall.record(closes ? EventKind.areaClosed : EventKind.areaOpened, -1, area, by);
  tellRobots(hall, closures);
  crowd?.lookAgain();
  if (closes) clear(hall, closures, area);
  goOn(hall, closures);
  mesoRobotsLookAgain(hall);
}

/** Every robot gets the list of what is closed now, as the hall's operator would send it. */
function tellRobots({ robots }: Hall, { areas, closed }: Closures): void {
  if (!robots) return;
  const list = areas.filter((_, i) => closed[i] === 1).map(({ polygon }) => polygon.map(([xM, yM]) => ({ xM, yM })));
  for (let i = 0; i < robots.count; i++) robots.request(i, { kind: 'keep-out', areas: list });
}

/** Somebody sets off, and no way is open: true if he stands and waits for one. Meso; in micro `watchClosures` sees it. */
export function hasNoWay(hall: Hall, row: number, target: number, xM: number, yM: number): boolean {
  const { closures } = hall;
  if (!closures?.routes.anyClosed) return false;
  hold(hall, closures, row, lastClosed(closures), target, xM, yM);
  return true;
}

/** Micro, after the crowd has moved: who stands in a closed area leaves it, who walks and has no way stands. */
export function watchClosures(hall: Hall): void {
  const { closures } = hall;
  if (closures?.routes.anyClosed && hall.tick % WATCH_TICKS === 0) clear(hall, closures, lastClosed(closures));
}

/** True if people may wait at this place: it is not closed, and a way leads there. */
export function isUsable(hall: Hall, target: number, fromXM: number, fromYM: number, xM: number, yM: number): boolean {
  const { closures, router } = hall;
  if (!closures?.routes.anyClosed) return true;
  if (closures.routes.isClosed(xM, yM)) return false;
  return (router?.distanceM(target, fromXM, fromYM, xM, yM) ?? 0) < Number.POSITIVE_INFINITY;
}

function lastClosed(closures: Closures): number {
  return closures.closed.lastIndexOf(1);
}

function clear(hall: Hall, closures: Closures, area: number): void {
  const { citizens, people } = hall;
  for (let row = 0; row < citizens.rows; row++) {
    const phase = citizens.phase[row];
    if (phase === Phase.absent || phase === Phase.outside || closures.holds(row)) continue;
    if (people && people.pause[row] !== Pause.none) continue;
    if (phase === Phase.walkToWait || phase === Phase.seated || phase === Phase.standing) {
      if (mustMove(hall, closures, row)) waitElsewhere(hall, row);
    } else if (phase === Phase.accompanying) followOut(hall, closures, row);
    else if (citizens.moving[row] === 1 && phase !== Phase.followRobot) holdIfCut(hall, closures, area, row);
  }
}

/** Waits, or will wait, in a closed area or where no way leads; or a seat that is kept for his company is. */
function mustMove(hall: Hall, closures: Closures, row: number): boolean {
  const { citizens, people } = hall;
  const { places } = hall.spec.layout;
  const goalX = citizens.goalXM[row] as number;
  const goalY = citizens.goalYM[row] as number;
  if (closures.routes.isClosed(goalX, goalY)) return true;
  if (citizens.moving[row] === 1 && hall.crowd && isCut(hall, row)) return true;
  const place = places[citizens.place[row] as number];
  if (place && closures.routes.isClosed(place.xM, place.yM)) return true;
  if (!people) return false;
  for (let other = people.companion[row] as number; other >= 0; other = people.next[other] as number) {
    const kept = places[people.kept[other] as number];
    if (kept && closures.routes.isClosed(kept.xM, kept.yM)) return true;
  }
  return false;
}

function waitElsewhere(hall: Hall, row: number): void {
  const { citizens, closures } = hall;
  const here = positionOf(hall, row);
  releasePlace(hall, row);
  // Without bodies: from where the walk began.
  if (!hall.crowd && citizens.moving[row] === 1) {
    citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
    rest(hall, row, here.xM, here.yM, 0);
  }
  goWait(hall, row);
  if (citizens.moving[row] === 1 || !closures?.routes.isClosed(here.xM, here.yM)) return;
  // Everything is full: out of the closed area all the same.
  const spot = nearestOpenFloor(hall, row);
  if (!spot) return;
  citizens.phase[row] = Phase.walkToWait;
  walkToPoint(hall, row, spot.target, spot.xM, spot.yM);
}

/** A companion who stands in a closed area goes to its leader. */
function followOut(hall: Hall, closures: Closures, row: number): void {
  const { people, citizens } = hall;
  if (!people) return;
  if (citizens.moving[row] === 1) {
    if (isCut(hall, row)) rest(hall, row, hall.crowd?.xM[row] as number, hall.crowd?.yM[row] as number, 0);
    return;
  }
  const here = positionOf(hall, row);
  const leader = people.leader[row] as number;
  if (leader < 0 || !closures.routes.isClosed(here.xM, here.yM)) return;
  companyWalks(hall, people, leader, people.target[leader] as number, row);
}

/** Micro: no open way leads to where the citizen walks. */
function isCut(hall: Hall, row: number): boolean {
  const { crowd, router } = hall;
  if (!crowd || !router) return false;
  const target = crowd.goingTo(row);
  if (
    router.goesStraight(
      crowd.xM[row] as number,
      crowd.yM[row] as number,
      hall.citizens.goalXM[row] as number,
      hall.citizens.goalYM[row] as number,
    )
  )
    return false;
  return router.fieldLengthM(target, crowd.xM[row] as number, crowd.yM[row] as number) === Number.POSITIVE_INFINITY;
}

function holdIfCut(hall: Hall, closures: Closures, area: number, row: number): void {
  const { crowd, citizens, spec } = hall;
  if (!crowd || !isCut(hall, row)) return;
  const here = positionOf(hall, row);
  if (citizens.phase[row] === Phase.leaving && !spec.rules.doors) {
    const exit = nearestExit(hall, row, hall.derived.exits);
    const spot = spec.layout.places[exit];
    if (spot && isUsable(hall, spot.target, here.xM, here.yM, spot.xM, spot.yM)) {
      walkToPlace(hall, row, exit);
      return;
    }
  }
  hold(hall, closures, row, area, crowd.goingTo(row), citizens.goalXM[row] as number, citizens.goalYM[row] as number);
}

function hold(hall: Hall, closures: Closures, row: number, area: number, target: number, xM: number, yM: number): void {
  const here = noteDeparture(hall, row, xM, yM);
  rest(hall, row, here.xM, here.yM, 0);
  closures.hold(row, target, area, xM, yM);
  if (hall.people && hall.crowd) companyWalks(hall, hall.people, row, target);
  hall.record(EventKind.waitsForWay, hall.citizens.number[row] as number, area, 0);
}

/** Whoever has a way again goes on. */
function goOn(hall: Hall, closures: Closures): void {
  const { citizens, router, spec } = hall;
  for (let row = 0; row < citizens.rows; row++) {
    if (!closures.holds(row)) continue;
    const target = (closures.target[row] as number) - 1;
    const x = closures.goalXM[row] as number;
    const y = closures.goalYM[row] as number;
    const here = positionOf(hall, row);
    if ((router?.distanceM(target, here.xM, here.yM, x, y) ?? 0) === Number.POSITIVE_INFINITY) continue;
    closures.letGo(row);
    if (citizens.phase[row] === Phase.leaving && spec.rules.doors) walkToExit(hall, row);
    else walkToPoint(hall, row, target, x, y);
  }
}
