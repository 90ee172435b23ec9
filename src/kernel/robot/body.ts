/**
 * Port between the kernel and whatever carries the robots' bodies (kinematic, or rigid-body physics).
 * One object carries all robots of a hall. Columns are (robots) long, world frame, SI units.
 */
import type { HallLayout } from '../layout';
import type { RobotBodySpec } from '../spec';

/** Discs of people near the robots this tick, for contacts. Filled by the kernel, first `count` entries valid. */
export type NearbyPeople = {
  count: number;
  /** Citizen row, and robot index it is near. */
  readonly row: Int32Array;
  readonly robot: Int32Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly radiusM: Float64Array;
};

export type RobotBodyState = { readonly version: 1; readonly data: unknown };

export interface RobotBodies {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  /** 1 while touching a wall or furniture. */
  readonly touchesSolid: Uint8Array;
  /** Citizen row touched, -1 = none. */
  readonly touchesPerson: Int32Array;
  /** Index of another robot touched, -1 = none. */
  readonly touchesRobot: Int32Array;
  /** Segments of the bumper that are pressed, a mask (bumper.ts). */
  readonly touchedSides: Uint8Array;
  /** Puts robot `i` at a pose, at rest. */
  place(i: number, xM: number, yM: number, yawRad: number): void;
  /**
   * Advances robot `i` by dtS with the wanted speeds already limited in acceleration by the caller.
   * Must not pass through walls, furniture, people or other robots.
   */
  drive(i: number, linearMps: number, angularRps: number): void;
  /** One step for all robots driven since the last call. Robots not driven stand still and cost nothing. */
  step(dtS: number, people: NearbyPeople): void;
  save(): RobotBodyState;
  load(state: RobotBodyState): void;
}

export type MakeRobotBodies = (layout: HallLayout, specs: readonly RobotBodySpec[]) => RobotBodies;
