/**
 * Manners at a door: who comes out goes first. Where people want through a narrow place on the path before the robot would be
 * through it, the robot waits beside it, at the wall, on the right if there is room and nobody walks there, and goes on when they have passed.
 *
 * A narrow place: walls of the map on both sides of the path, too near for a person and the robot, with room before it. People by
 * their tracks, going straight on at their speed. Beside the wall the robot sees little through the door, so it waits as long as those
 * it saw need, and while somebody is in the door or comes out. It does so for `MOST_S` at most, and then not again for a while.
 * Map frame, m, m/s, s. Left out: people who wait for each other, doors that close, a guest who follows (a guide goes first).
 */
import type { Point2D, Pose2D } from '../../contract';
import { atan2 } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import type { Track } from '../perceive/tracks';
import { type Line, PATH_STEP_M } from '../plan/path';

/** Narrow: the two sides together; looked for so far ahead, not nearer than. */
const NARROW_M = 1.35;
const LOOK_M = 2.8;
const NEAREST_M = 0.25;
/** Oncoming: so fast, from within this, passing the middle of the door within this. */
const WALKS_MPS = 0.3;
const COMES_FROM_M = 5;
/** Who is slower just now will be so fast again. */
const USUAL_MPS = 0.9;
const AIMS_M = 0.7;
/** The robot goes first if it is through so much sooner than the first of them is there. */
const PACE_MPS = 0.55;
const THROUGH_M = 0.8;
const SOONER_S = 1;
/** Places to wait: so far beside the door's middle, so far before it; room to walls, to people's ways. */
const BESIDE_M = [1.05, 1.25, 1.5, 0.95] as const;
const BEFORE_M = [0.5, 0.65, 0.85, 1.1, 1.4] as const;
const WALL_M = 0.07;
const WAYS_M = 0.75;
const WAY_AHEAD_S = 2.5;
/** After the last one should be through. */
const PASSED_S = 0.8;
/** Somebody this near to the door's middle is in it. */
const IN_DOOR_M = 0.9;
const MOST_S = 9;
const AGAIN_S = 20;

type Gate = {
  readonly xM: number;
  readonly yM: number;
  readonly ux: number;
  readonly uy: number;
  readonly alongM: number;
};

export type DoorwayState = {
  /** Where it waits; null = it does not. */
  readonly target: Pose2D | null;
  readonly gateXM: number;
  readonly gateYM: number;
  readonly ux: number;
  readonly uy: number;
  readonly sinceS: number;
  /** The last of those it saw should be through by then. */
  readonly untilS: number;
  readonly notBeforeS: number;
};

const IDLE: DoorwayState = {
  target: null,
  gateXM: 0,
  gateYM: 0,
  ux: 1,
  uy: 0,
  sinceS: NEVER_S,
  untilS: NEVER_S,
  notBeforeS: NEVER_S,
};

export class Doorway {
  private state = IDLE;

  /** @param roomAt free room at a point by the map alone, m */
  constructor(
    private readonly radiusM: number,
    private readonly roomAt: (xM: number, yM: number) => number,
  ) {}

  /** Where to wait instead of driving on; null = drive on. */
  get target(): Pose2D | null {
    return this.state.target;
  }

  /** Middle of the door it waited at last. */
  get gate(): Point2D {
    return { xM: this.state.gateXM, yM: this.state.gateYM };
  }

  /** Another drive, or none. */
  reset(): void {
    if (this.state.target) this.state = { ...IDLE, notBeforeS: this.state.notBeforeS };
  }

  /** The waiting place cannot be reached: not here, not now. */
  giveUp(nowS: number): void {
    this.state = { ...IDLE, notBeforeS: nowS + AGAIN_S };
  }

  /**
   * Once a step while driving. True when the waiting has just ended: what passed the door is gone.
   * @param line the path to the goal, and where the robot is on it; not looked at while it waits
   */
  update(line: Line | null, progress: number, pose: Pose2D, tracks: readonly Track[], nowS: number): boolean {
    const { state } = this;
    if (state.target) return this.wait(tracks, nowS);
    if (!line || nowS < state.notBeforeS || tracks.some(({ isGuest }) => isGuest)) return false;
    if (!tracks.some((track) => walks(track))) return false;
    const gate = this.gateAhead(line, progress);
    if (!gate) return false;
    const first = firstThrough(gate, tracks);
    const throughS = (gate.alongM + THROUGH_M) / PACE_MPS;
    if (first.atS === Number.POSITIVE_INFINITY || throughS + SOONER_S < first.atS) return false;
    const target = this.placeBeside(gate, pose, tracks);
    if (!target) return false;
    const { xM, yM, ux, uy } = gate;
    const untilS = nowS + first.lastS + PASSED_S;
    this.state = { target, gateXM: xM, gateYM: yM, ux, uy, sinceS: nowS, untilS, notBeforeS: NEVER_S };
    return false;
  }

  private wait(tracks: readonly Track[], nowS: number): boolean {
    const { state } = this;
    const { gateXM, gateYM, ux, uy } = state;
    const gate: Gate = { xM: gateXM, yM: gateYM, ux, uy, alongM: 0 };
    const { lastS } = firstThrough(gate, tracks);
    const untilS = lastS > 0 ? Math.max(state.untilS, nowS + lastS + PASSED_S) : state.untilS;
    const inDoor = tracks.some((track) => {
      const dx = track.xM - gateXM;
      const dy = track.yM - gateYM;
      const leaves = track.vxMps * dx + track.vyMps * dy > 0 && walks(track);
      return track.isPerson && !track.isRobot && dx * dx + dy * dy < IN_DOOR_M * IN_DOOR_M && !leaves;
    });
    const tired = nowS - state.sinceS > MOST_S;
    const over = tired || (nowS > untilS && !inDoor);
    this.state = over
      ? { ...IDLE, gateXM, gateYM, ux, uy, notBeforeS: nowS + (tired ? AGAIN_S : 0) }
      : { ...state, untilS };
    return over;
  }

  /** The first narrow place on the path ahead. */
  private gateAhead({ xM, yM }: Line, progress: number): Gate | null {
    const end = Math.min(xM.length - 1, progress + Math.round(LOOK_M / PATH_STEP_M));
    for (let i = progress + Math.round(NEAREST_M / PATH_STEP_M); i < end; i++) {
      const x = xM[i] as number;
      const y = yM[i] as number;
      if (this.roomAt(x, y) > NARROW_M / 2) continue;
      const before = Math.max(0, i - 3);
      const after = Math.min(xM.length - 1, i + 3);
      const dx = (xM[after] as number) - (xM[before] as number);
      const dy = (yM[after] as number) - (yM[before] as number);
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length < 0.1) continue;
      const ux = dx / length;
      const uy = dy / length;
      const left = this.sideM(x, y, -uy, ux);
      const right = this.sideM(x, y, uy, -ux);
      if (left + right > NARROW_M) continue;
      // The door's middle.
      const shift = (left - right) / 2;
      return { xM: x - uy * shift, yM: y + ux * shift, ux, uy, alongM: (i - progress) * PATH_STEP_M };
    }
    return null;
  }

  /** Metres to the wall in a direction; `NARROW_M` at most. */
  private sideM(x: number, y: number, nx: number, ny: number): number {
    let m = 0;
    while (m < NARROW_M) {
      const room = this.roomAt(x + m * nx, y + m * ny);
      if (room < 0.03) return m;
      m += Math.max(0.03, 0.9 * room);
    }
    return NARROW_M;
  }

  private placeBeside({ xM, yM, ux, uy }: Gate, pose: Pose2D, tracks: readonly Track[]): Pose2D | null {
    for (const side of [-1, 1]) {
      for (const before of BEFORE_M) {
        for (const beside of BESIDE_M) {
          const x = xM - before * ux - side * beside * uy;
          const y = yM - before * uy + side * beside * ux;
          if (this.roomAt(x, y) < this.radiusM + WALL_M) continue;
          // Nearer than the door itself would be, and never past it.
          if ((x - pose.xM) * (x - pose.xM) + (y - pose.yM) * (y - pose.yM) > LOOK_M * LOOK_M) continue;
          if (tracks.some((track) => onWay(track, { xM: x, yM: y }))) continue;
          return { xM: x, yM: y, yawRad: atan2(yM - y, xM - x) };
        }
      }
    }
    return null;
  }

  save(): DoorwayState {
    return this.state;
  }

  /** @param state undefined = saved before there were manners at doors */
  load(state: DoorwayState | undefined): void {
    this.state = state ?? IDLE;
  }
}

function walks({ isPerson, isRobot, isGuest, vxMps, vyMps }: Track): boolean {
  return isPerson && !isRobot && !isGuest && vxMps * vxMps + vyMps * vyMps > WALKS_MPS * WALKS_MPS;
}

/** Seconds until the first, and the last, of those who come towards the door from beyond it are there; Infinity and 0 = nobody. */
function firstThrough(gate: Gate, tracks: readonly Track[]): { readonly atS: number; readonly lastS: number } {
  let atS = Number.POSITIVE_INFINITY;
  let lastS = 0;
  for (const track of tracks) {
    if (!walks(track)) continue;
    const dx = gate.xM - track.xM;
    const dy = gate.yM - track.yM;
    const distance2 = dx * dx + dy * dy;
    if (distance2 > COMES_FROM_M * COMES_FROM_M) continue;
    // Beyond the door, or in it, and coming out.
    if (-(dx * gate.ux + dy * gate.uy) < -0.2) continue;
    const speed = Math.sqrt(track.vxMps * track.vxMps + track.vyMps * track.vyMps);
    if (track.vxMps * gate.ux + track.vyMps * gate.uy > -0.3 * speed) continue;
    const off = (track.vxMps * dy - track.vyMps * dx) / speed;
    if (distance2 > 1 && off * off > AIMS_M * AIMS_M) continue;
    const distance = Math.sqrt(distance2);
    atS = Math.min(atS, distance / speed);
    lastS = Math.max(lastS, distance / Math.max(speed, USUAL_MPS));
  }
  return { atS, lastS };
}

/** Somebody stands near the place, or will walk past it soon. */
function onWay(track: Track, place: Point2D): boolean {
  if (!track.isPerson) return false;
  const dx = place.xM - track.xM;
  const dy = place.yM - track.yM;
  const speed2 = track.vxMps * track.vxMps + track.vyMps * track.vyMps;
  const t = speed2 > 0 ? Math.min(WAY_AHEAD_S, Math.max(0, (dx * track.vxMps + dy * track.vyMps) / speed2)) : 0;
  const ex = dx - t * track.vxMps;
  const ey = dy - t * track.vyMps;
  return ex * ex + ey * ey < WAYS_M * WAYS_M;
}
