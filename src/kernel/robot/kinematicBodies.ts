/**
 * Robots as discs that go exactly where they are driven, unless something is there: then the move is cut short at the touch.
 * No masses, no sliding, nobody is pushed. Cheap and exact; the rigid-body twin is in src/physics.
 */
import { cos, sin, wrapAngle } from '../base/detmath';
import type { HallLayout } from '../layout';
import type { RobotBodySpec } from '../spec';
import type { MakeRobotBodies, NearbyPeople, RobotBodies, RobotBodyState } from './body';
import { noteTouchedSides } from './bumper';
import { makeSolidGap, makeSolidTouches, noteRobotTouches, type SolidGap, type SolidTouches } from './solidGap';

const TOUCH_M = 0.001;

class KinematicBodies implements RobotBodies {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  readonly touchesSolid: Uint8Array;
  readonly touchesPerson: Int32Array;
  readonly touchesRobot: Int32Array;
  readonly touchedSides: Uint8Array;
  private readonly radius: Float64Array;
  private readonly driven: Uint8Array;
  private readonly solidGap: SolidGap;
  private readonly solidTouches: SolidTouches;

  constructor(layout: HallLayout, specs: readonly RobotBodySpec[]) {
    const n = specs.length;
    this.xM = new Float64Array(n);
    this.yM = new Float64Array(n);
    this.yawRad = new Float64Array(n);
    this.linearMps = new Float64Array(n);
    this.angularRps = new Float64Array(n);
    this.touchesSolid = new Uint8Array(n);
    this.touchesPerson = new Int32Array(n).fill(-1);
    this.touchesRobot = new Int32Array(n).fill(-1);
    this.touchedSides = new Uint8Array(n);
    this.driven = new Uint8Array(n);
    this.radius = Float64Array.from(specs, (spec) => spec.radiusM);
    this.solidGap = makeSolidGap(layout);
    this.solidTouches = makeSolidTouches(layout);
  }

  place(i: number, xM: number, yM: number, yawRad: number): void {
    this.xM[i] = xM;
    this.yM[i] = yM;
    this.yawRad[i] = yawRad;
    this.linearMps[i] = 0;
    this.angularRps[i] = 0;
    this.noteSolid(i);
  }

  /** As long as it stands there it touches. */
  private noteSolid(i: number): void {
    this.touchesSolid[i] = this.wallGap(i, this.xM[i] as number, this.yM[i] as number) <= TOUCH_M ? 1 : 0;
  }

  drive(i: number, linearMps: number, angularRps: number): void {
    this.linearMps[i] = linearMps;
    this.angularRps[i] = angularRps;
    this.driven[i] = 1;
  }

  step(dtS: number, people: NearbyPeople): void {
    for (let i = 0; i < this.xM.length; i++) {
      this.touchesPerson[i] = -1;
      if (this.driven[i] === 1) {
        this.move(i, dtS, people);
        this.noteSolid(i);
      } else {
        this.linearMps[i] = 0;
        this.angularRps[i] = 0;
      }
      this.driven[i] = 0;
      for (let k = 0; k < people.count; k++) {
        if (
          people.robot[k] === i &&
          this.personGap(i, k, people, this.xM[i] as number, this.yM[i] as number) <= TOUCH_M
        ) {
          this.touchesPerson[i] = people.row[k] as number;
          break;
        }
      }
    }
    noteRobotTouches(this, this.radius, TOUCH_M);
    noteTouchedSides(this, this.radius, this.solidTouches, people, TOUCH_M);
  }

  private move(i: number, dtS: number, people: NearbyPeople): void {
    const turn = (this.angularRps[i] as number) * dtS;
    const middle = (this.yawRad[i] as number) + turn / 2;
    const length = (this.linearMps[i] as number) * dtS;
    // Chord of the arc: the rotation by half the turn makes the heading exact, the length shrinks by sin(x)/x.
    const chord = turn === 0 ? length : (length * sin(turn / 2)) / (turn / 2);
    const dx = chord * cos(middle);
    const dy = chord * sin(middle);
    this.yawRad[i] = wrapAngle((this.yawRad[i] as number) + turn);
    const fromX = this.xM[i] as number;
    const fromY = this.yM[i] as number;
    let share = 1;
    if (!this.isFree(i, fromX + dx, fromY + dy, people, fromX, fromY)) {
      let low = 0;
      let high = 1;
      for (let k = 0; k < 12; k++) {
        const mid = (low + high) / 2;
        if (this.isFree(i, fromX + mid * dx, fromY + mid * dy, people, fromX, fromY)) low = mid;
        else high = mid;
      }
      share = low;
      this.linearMps[i] = (share * length) / dtS;
    }
    this.xM[i] = fromX + share * dx;
    this.yM[i] = fromY + share * dy;
  }

  /** Free, or at least not deeper in anything than where the move began. */
  private isFree(i: number, x: number, y: number, people: NearbyPeople, fromX: number, fromY: number): boolean {
    const wall = this.wallGap(i, x, y);
    if (wall < 0 && wall < this.wallGap(i, fromX, fromY)) return false;
    for (let k = 0; k < people.count; k++) {
      if (people.robot[k] !== i) continue;
      const gap = this.personGap(i, k, people, x, y);
      if (gap < 0 && gap < this.personGap(i, k, people, fromX, fromY)) return false;
    }
    for (let k = 0; k < this.xM.length; k++) {
      if (k === i) continue;
      const gap = this.otherGap(i, k, x, y);
      if (gap < 0 && gap < this.otherGap(i, k, fromX, fromY)) return false;
    }
    return true;
  }

  private personGap(i: number, k: number, people: NearbyPeople, x: number, y: number): number {
    const dx = (people.xM[k] as number) - x;
    const dy = (people.yM[k] as number) - y;
    return Math.sqrt(dx * dx + dy * dy) - (people.radiusM[k] as number) - (this.radius[i] as number);
  }

  private otherGap(i: number, k: number, x: number, y: number): number {
    const dx = (this.xM[k] as number) - x;
    const dy = (this.yM[k] as number) - y;
    return Math.sqrt(dx * dx + dy * dy) - (this.radius[k] as number) - (this.radius[i] as number);
  }

  private wallGap(i: number, x: number, y: number): number {
    return this.solidGap(x, y, this.radius[i] as number);
  }

  save(): RobotBodyState {
    return {
      version: 1,
      data: {
        xM: this.xM.slice(),
        yM: this.yM.slice(),
        yawRad: this.yawRad.slice(),
        linearMps: this.linearMps.slice(),
        angularRps: this.angularRps.slice(),
        touchesSolid: this.touchesSolid.slice(),
        touchesPerson: this.touchesPerson.slice(),
        touchesRobot: this.touchesRobot.slice(),
        touchedSides: this.touchedSides.slice(),
      },
    };
  }

  load(state: RobotBodyState): void {
    const data = state.data as ReturnType<KinematicBodies['save']>['data'] as Record<string, never>;
    this.xM.set(data.xM as never);
    this.yM.set(data.yM as never);
    this.yawRad.set(data.yawRad as never);
    this.linearMps.set(data.linearMps as never);
    this.angularRps.set(data.angularRps as never);
    this.touchesSolid.set(data.touchesSolid as never);
    this.touchesPerson.set(data.touchesPerson as never);
    this.touchesRobot.set(data.touchesRobot as never);
    this.touchedSides.set(data.touchedSides as never);
  }
}

export const makeKinematicBodies: MakeRobotBodies = (layout, specs) => new KinematicBodies(layout, specs);
