/**
 * The fleet manager: who charges when, who goes first where ways meet, one robot at a time at a dock and in narrow places.
 * It knows what robots report of themselves and the site, nothing else. Same views, same orders; nothing random is drawn.
 *
 * Simple, and known to be: pairs are looked at one by one (no joint plan), and visitors are bound to the robot in whose line they stand, so a call brings that robot back and no other.
 */
import type { CreateFleet, FleetManager, FleetOrder, FleetView, RobotReport, SiteKnowledge } from '../contract';
import { calledBack, docksOf, isAway, NOT_YET, nextToCharge, occupantOf, shouldSwap } from './charging';
import { type PullOuts, pullOutsOf } from './pullOut';
import {
  asideOf,
  enters,
  holdUp,
  isDriving,
  isIn,
  narrowZones,
  precedence,
  stillNeeded,
  type Yielding,
} from './rightOfWay';

/** An order of the same kind to the same robot is not repeated sooner, s. */
const AGAIN_S = 30;
/** After a yield the same pair is left alone for this long, s: time to get away from each other. */
const REST_S = 4;
/** A robot that has not got on by this much for so long stands. */
const MOVED_M = 0.3;
const STANDS_S = 3;
/** Who yielded in vain goes first if the same two meet again within this, s. */
const REMEMBER_S = 60;

type FleetState = {
  /** Who yields to whom; zone -1 = a meeting, else the zone. */
  yields: Yielding[];
  /** Robots that wait for a dock. */
  waiting: { robot: number; sinceS: number }[];
  /** Pairs that were released: not looked at again before `untilS`; `first` goes first next time, -1 = as usual. */
  rests: { a: number; b: number; untilS: number; first: number }[];
  /** Where each robot was when it last got on, and when. */
  seen: { xM: number; yM: number; atS: number }[];
  /** Time of the last charge order to each robot. */
  orderedS: number[];
  /** Charge of each robot when it was last on a dock. */
  leftRatio: number[];
};

class Fleet implements FleetManager {
  private state: FleetState;
  private readonly pullOuts: PullOuts;
  private readonly zones: ReturnType<typeof narrowZones>;
  private readonly docks: ReturnType<typeof docksOf>;

  constructor(private readonly sites: readonly SiteKnowledge[]) {
    const map = sites[0]?.map;
    this.pullOuts = map ? pullOutsOf(map) : { points: [] };
    this.zones = narrowZones(sites);
    this.docks = docksOf(sites);
    this.state = {
      yields: [],
      waiting: [],
      rests: [],
      seen: [],
      orderedS: sites.map(() => -1e9),
      leftRatio: sites.map(() => NOT_YET),
    };
  }

  step(view: FleetView): readonly FleetOrder[] {
    const orders: FleetOrder[] = [];
    if (view.robots.length === 0) return orders;
    this.release(view, orders);
    this.narrow(view, orders);
    this.ways(view, orders);
    this.charge(view, orders);
    return orders;
  }

  private holds(robot: number): boolean {
    return (
      this.state.yields.some((entry) => entry.robot === robot) ||
      this.state.waiting.some((entry) => entry.robot === robot)
    );
  }

  /** Ends the yields that are no longer needed. */
  private release({ stampS, robots }: FleetView, orders: FleetOrder[]): void {
    const { state } = this;
    state.rests = state.rests.filter((rest) => rest.untilS + REMEMBER_S > stampS);
    const ended = state.yields.filter(({ robot, to, zone, sinceS }) => {
      const yielder = robots[robot];
      const other = robots[to];
      if (!yielder || !other) return true;
      const polygon = this.zones[zone];
      return polygon ? !isIn(polygon, other) && !enters(polygon, other) : !stillNeeded(yielder, other, sinceS, stampS);
    });
    if (ended.length === 0) return;
    state.yields = state.yields.filter((entry) => !ended.includes(entry));
    for (const { robot, to, zone, sinceS } of ended) {
      const tooLong = zone < 0 && stampS - sinceS > 35;
      state.rests.push({ a: robot, b: to, untilS: stampS + REST_S, first: tooLong ? robot : -1 });
      if (!this.holds(robot)) orders.push({ robot, request: { kind: 'release' } });
    }
  }

  /** One at a time: who is inside, else the first in precedence that is about to enter. */
  private narrow({ stampS, robots }: FleetView, orders: FleetOrder[]): void {
    this.zones.forEach((polygon, zone) => {
      const inside = robots.find((report) => isIn(polygon, report));
      const coming = robots.filter((report) => report !== inside && enters(polygon, report)).sort(precedence);
      const owner = inside ?? coming.shift();
      if (!owner) return;
      for (const report of coming) {
        if (this.holds(report.robot)) continue;
        this.state.yields.push({ robot: report.robot, to: owner.robot, zone, sinceS: stampS });
        orders.push({ robot: report.robot, request: { kind: 'hold', pose: null, why: 'passage' } });
      }
    });
  }

  private ways({ stampS, robots }: FleetView, orders: FleetOrder[]): void {
    const { seen } = this.state;
    for (const { robot, pose } of robots) {
      const last = seen[robot];
      if (!last || (pose.xM - last.xM) ** 2 + (pose.yM - last.yM) ** 2 > MOVED_M * MOVED_M) {
        seen[robot] = { xM: pose.xM, yM: pose.yM, atS: stampS };
      }
    }
    const stands = (robot: number): boolean => stampS - (seen[robot]?.atS ?? stampS) >= STANDS_S;
    for (let i = 0; i < robots.length; i++) {
      for (let j = i + 1; j < robots.length; j++) {
        const a = robots[i] as RobotReport;
        const b = robots[j] as RobotReport;
        if (this.holds(a.robot) || this.holds(b.robot)) continue;
        if (!stands(a.robot) || !stands(b.robot) || !holdUp(a, b)) continue;
        const rest = this.state.rests.find((entry) => isPair(entry, a.robot, b.robot) && entry.untilS > stampS);
        if (rest) continue;
        const order = this.turnOf(a, b);
        const [first, second] = order <= 0 ? [a, b] : [b, a];
        const pose = asideOf(second, first, robots, this.pullOuts);
        this.state.yields.push({ robot: second.robot, to: first.robot, zone: -1, sinceS: stampS });
        orders.push({ robot: second.robot, request: { kind: 'hold', pose, why: 'passage' } });
      }
    }
  }

  /** As `precedence`, but a robot that yielded in vain goes first. */
  private turnOf(a: RobotReport, b: RobotReport): number {
    const last = this.state.rests.find((entry) => isPair(entry, a.robot, b.robot) && entry.first >= 0);
    if (last) return last.first === a.robot ? -1 : 1;
    return precedence(a, b);
  }

  private charge(view: FleetView, orders: FleetOrder[]): void {
    const { stampS, robots } = view;
    const { state, docks } = this;
    docks.poses.forEach((pose, dock) => {
      const users = robots.filter((report) => docks.dockOf[report.robot] === dock);
      const occupant = occupantOf(pose, users);
      const queue = users
        .filter((report) => report.robot !== occupant)
        .filter((report) => report.activity === 'to-dock' || state.waiting.some(({ robot }) => robot === report.robot))
        .sort((a, b) => a.chargeRatio - b.chargeRatio || a.robot - b.robot);
      queue.forEach((report, place) => {
        const waits = state.waiting.some(({ robot }) => robot === report.robot);
        const mustWait = occupant >= 0 || place > 0;
        if (mustWait && !waits && !this.holds(report.robot)) {
          state.waiting.push({ robot: report.robot, sinceS: stampS });
          const { post } = this.sites[report.robot] as SiteKnowledge;
          orders.push({ robot: report.robot, request: { kind: 'hold', pose: post, why: 'dock' } });
        } else if (!mustWait && waits) {
          state.waiting = state.waiting.filter(({ robot }) => robot !== report.robot);
          orders.push({ robot: report.robot, request: { kind: 'release' } });
        }
        const on = robots[occupant];
        if (place === 0 && on && shouldSwap(on, report) && stampS - (state.orderedS[occupant] as number) > AGAIN_S) {
          state.orderedS[occupant] = stampS;
          orders.push({ robot: occupant, request: { kind: 'go-to-post' } });
        }
      });
    });
    state.waiting = state.waiting.filter(({ robot }) => {
      const report = robots[robot];
      return report !== undefined && (report.activity === 'holding' || isAway(report) || isDriving(report));
    });
    for (const { robot, charging, chargeRatio } of robots) if (charging) state.leftRatio[robot] = chargeRatio;
    const next = nextToCharge(robots, docks.dockOf, docks.poses.length, state.leftRatio);
    if (next >= 0 && stampS - (state.orderedS[next] as number) > AGAIN_S && !this.holds(next)) {
      state.orderedS[next] = stampS;
      orders.push({ robot: next, request: { kind: 'go-charge' } });
    }
    for (const robot of calledBack(robots, view.calls, this.sites)) {
      if (stampS - (state.orderedS[robot] as number) <= AGAIN_S) continue;
      state.orderedS[robot] = stampS;
      orders.push({ robot, request: { kind: 'go-to-post' } });
    }
  }

  save(): unknown {
    return copyOf(this.state);
  }

  load(state: unknown): void {
    this.state = copyOf(state as FleetState);
  }
}

function copyOf({ yields, waiting, rests, seen, orderedS, leftRatio }: FleetState): FleetState {
  return {
    yields: yields.map((entry) => ({ ...entry })),
    waiting: waiting.map((entry) => ({ ...entry })),
    rests: rests.map((entry) => ({ ...entry })),
    seen: seen.map((entry) => ({ ...entry })),
    orderedS: [...orderedS],
    leftRatio: [...leftRatio],
  };
}

function isPair({ a, b }: { readonly a: number; readonly b: number }, first: number, second: number): boolean {
  return (a === first && b === second) || (a === second && b === first);
}

/** Nothing random is drawn, so the seed is unused. */
export const createFleet: CreateFleet = (sites, _seed) => new Fleet(sites);
