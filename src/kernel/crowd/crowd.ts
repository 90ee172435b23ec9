/**
 * Port between the hall and the crowd model. Rows are citizen rows, stable while a citizen is inside.
 * A row is absent, parked (a circle that costs nothing until it moves), or walking.
 */
import type { StateHash } from '../base/hash';
import type { PeopleAround } from '../robot/system';
import type { ChoiceMind, ClosingPolicy } from './choice';

export type CrowdState = { readonly version: 1; readonly data: unknown };

export interface Crowd extends PeopleAround {
  /** (rows) metres, m/s, unit heading; written by the crowd only. Reallocated when `reserve` grows: do not keep. */
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly headingX: Float64Array;
  readonly headingY: Float64Array;
  readonly radiusM: Float64Array;
  /** Persons walking or following now. */
  readonly walkers: number;
  /** Makes room for rows 0..rows-1. */
  reserve(rows: number): void;
  /** Puts a person somewhere at rest: entering the hall, or sitting down (x, y need not be walkable). */
  park(row: number, xM: number, yM: number, headingRad: number, radiusM: number): void;
  /** Walk to (goalX, goalY) along the flow field of layout.targets[target]. Free speed in m/s. */
  walk(row: number, target: number, goalXM: number, goalYM: number, speedMps: number): void;
  /**
   * Walk to whichever of these targets gets through soonest, its point or the nearest of its line, and look again on the way
   * (choice.ts). `weights`, one a target: 1 = knows it well, less = takes it only if so much sooner, 0 = if no other is open;
   * default all 1. `mind`: default `quickest`. Returns the target chosen now. Throws without a target or with a weight below 0.
   */
  walkToOneOf(
    row: number,
    targets: readonly number[],
    speedMps: number,
    weights?: readonly number[],
    mind?: ChoiceMind,
  ): number;
  /**
   * Closes or opens a target for those who choose it. On closing, those on the way to it take another, or with `wait` go there
   * and stand before it; who has no open one stands before a closed one. Default `reroute`.
   */
  setOpen(target: number, open: boolean, policy?: ClosingPolicy): void;
  /** The router's routes have changed: everybody on a walk looks for the way again. */
  lookAgain(): void;
  /** Steer straight for a moving point, slowing to its pace; call again each tick with the new point. Never arrives. */
  follow(row: number, xM: number, yM: number, speedMps: number): void;
  /**
   * From now on these rows keep together while they walk (groups.ts), until they are removed or named again; one row alone
   * leaves its group. Each still needs its own `walk`.
   */
  walkTogether(rows: readonly number[]): void;
  /**
   * Wheelchair, stroller: from now on this row turns at most so fast, rad/s, and rolls only the way it faces (0 = turns at once), and takes
   * ways with this half width, m, if any lead there (0 = the same as others).
   */
  setWheels(row: number, turnRps: number, wheelsM: number): void;
  remove(row: number): void;
  /** Robots as moving obstacles, columns (count) long. */
  setRobots(
    count: number,
    xM: Float64Array,
    yM: Float64Array,
    vxMps: Float64Array,
    vyMps: Float64Array,
    radiusM: Float64Array,
  ): void;
  /** One step of dtS for all walkers: reads old positions, writes new ones. Rows that reached their goal are parked and listed in `arrived`. */
  step(dtS: number): void;
  /** Rows that arrived in the last step, ascending; first `arrivedCount` entries. */
  readonly arrived: Int32Array;
  readonly arrivedCount: number;
  /** Rows that the deadlock release set free in the last step, ascending; first `releasedCount` entries. */
  readonly released: Int32Array;
  readonly releasedCount: number;
  /** Rows that took another of their targets in the last step, ascending; first `changedCount` entries. Goal and target: `goingTo`. */
  readonly changed: Int32Array;
  readonly changedCount: number;
  /** Rows that stopped before a closed target in the last step, ascending; first `haltedCount` entries. They stand there until one opens. */
  readonly halted: Int32Array;
  readonly haltedCount: number;
  /** True while the row stands before a closed target. */
  waitsAtClosed(row: number): boolean;
  /** Target that the row walks to. */
  goingTo(row: number): number;
  save(): CrowdState;
  load(state: CrowdState): void;
  hashInto(hash: StateHash): void;
}

/** Walking routes over a layout: one flow field per target, built when first asked for, shared between halls of the same layout. */
export interface Router {
  /** Walking distance in metres from (x, y) to the goal near targets[target]; Infinity if unreachable. */
  distanceM(target: number, fromXM: number, fromYM: number, goalXM: number, goalYM: number): number;
}
