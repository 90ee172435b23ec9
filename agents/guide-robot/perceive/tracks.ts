/**
 * People (and whatever else walks or rolls about): where they are, how they move, where they will be. Map frame, m, m/s, s.
 *
 * Model: constant velocity with random accelerations, one Kalman filter a track, the same covariance for both axes. Seen by
 * the camera's detections (place and velocity) and by the laser: unmapped echoes grouped by gaps, small groups taken as legs.
 * Association: nearest track inside a gate, nearest pairs first. A track made by the laser alone counts as a person once the
 * camera has seen it or it has walked for a while; until then it is an obstacle like any other, and so is another robot that stands.
 * Glass and walls come from the map. Left out: who is hidden behind whom, turning, and intentions.
 */
import type { PersonDetection, TrackView } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import type { ObstacleLayer } from './obstacles';

export const MOST_TRACKS = 48;
/** Measurement noise (standard deviations) and random acceleration, m, m/s, m/s^2. */
const CAMERA_M = 0.06;
const CAMERA_MPS = 0.2;
const LASER_M = 0.09;
const ACCEL_MPS2 = 0.9;
/** A measurement further from the expected place is somebody else's, m. */
const GATE_M = 0.7;
/** Forgotten after this long unseen: a known person, an unconfirmed thing, s. */
const FORGET_S = 1.5;
const FORGET_NEW_S = 0.5;
/** Echoes nearer than this belong together; a leg or body is at most so wide, and lies that far behind its echoes, m. */
const GAP_M = 0.3;
const WIDTH_MAX_M = 0.8;
const SURFACE_TO_CENTRE_M = 0.12;
/** A group's middle this near to the middle of a column is that column, m. */
const COLUMN_M = 0.2;
/** A thing that the camera has not seen walks when it has gone this far and this fast for so many scans, m, m/s. */
const MOVED_M = 0.6;
const WALKS_MPS = 0.4;
const WALKS_SCANS = 8;
/** Another robot, known by its shape, drives after less of it. */
const DRIVES_SCANS = 3;
const DRIVEN_M = 0.15;
/** Seen by the laser alone and standing for this long: a thing again, s. */
const THING_AGAIN_S = 3;
/** Slower stands, m/s. */
export const STANDING_MPS = 0.25;
const PREDICTED_STEPS = 6;
const PREDICTED_STEP_S = 0.5;

export type Track = {
  id: number;
  xM: number;
  yM: number;
  vxMps: number;
  vyMps: number;
  /** Covariance of one axis: place, place-velocity, velocity. */
  pp: number;
  pv: number;
  vv: number;
  firstXM: number;
  firstYM: number;
  seenS: number;
  /** Scans on end at which it walked. */
  walkingScans: number;
  /** Since when it has stood still; NEVER_S = it moves. */
  standsSinceS: number;
  seenByCamera: boolean;
  isPerson: boolean;
  isGuest: boolean;
  /** Another robot by the shape of its echoes; it may count as a person too while it drives. */
  isRobot: boolean;
};

export type TracksState = { readonly tracks: readonly Track[]; readonly nextId: number; readonly lastS: number };

export class Tracks {
  readonly list: Track[] = [];
  private nextId = 1;
  private lastS = NEVER_S;
  /** (groups) of the present scan: middle, m. */
  private readonly groupX = new Float64Array(MOST_TRACKS);
  private readonly groupY = new Float64Array(MOST_TRACKS);
  private readonly groupUsed = new Uint8Array(MOST_TRACKS);
  private readonly groupRobot = new Uint8Array(MOST_TRACKS);

  /** Brings all tracks to `nowS` and takes in what camera and laser saw. */
  update(
    people: readonly PersonDetection[] | null,
    obstacles: ObstacleLayer | null,
    pose: { readonly xM: number; readonly yM: number; readonly yawRad: number },
    nowS: number,
  ): void {
    this.predict(nowS);
    if (people) this.seeByCamera(people, pose, nowS);
    if (obstacles) this.seeByLaser(obstacles, pose, nowS);
    this.forget(nowS);
  }

  private predict(nowS: number): void {
    const dt = this.lastS === NEVER_S ? 0 : Math.min(1, nowS - this.lastS);
    this.lastS = nowS;
    if (!(dt > 0)) return;
    const q = ACCEL_MPS2 * ACCEL_MPS2;
    for (const track of this.list) {
      track.xM += track.vxMps * dt;
      track.yM += track.vyMps * dt;
      track.pp += dt * (2 * track.pv + dt * track.vv) + 0.25 * q * dt * dt * dt * dt;
      track.pv += dt * track.vv + 0.5 * q * dt * dt * dt;
      track.vv += q * dt * dt;
    }
  }

  private seeByCamera(
    people: readonly PersonDetection[],
    pose: { readonly xM: number; readonly yM: number; readonly yawRad: number },
    nowS: number,
  ): void {
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    for (const person of people) {
      const x = pose.xM + c * person.xM - s * person.yM;
      const y = pose.yM + s * person.xM + c * person.yM;
      const vx = c * person.vxMps - s * person.vyMps;
      const vy = s * person.vxMps + c * person.vyMps;
      let track = this.nearest(x, y, GATE_M, nowS, true);
      if (!track) track = this.begin(x, y, vx, vy);
      if (!track) continue;
      correctPlace(track, x, y, CAMERA_M);
      correctVelocity(track, vx, vy, CAMERA_MPS);
      track.seenByCamera = true;
      track.isPerson = true;
      track.isRobot = false;
      track.isGuest = person.isGuest;
      this.noteSeen(track, nowS);
    }
  }

  private seeByLaser(obstacles: ObstacleLayer, pose: { readonly xM: number; readonly yM: number }, nowS: number): void {
    const groups = this.group(obstacles, pose);
    // Nearest pairs first: every round takes the closest free group of each track, the best of all wins.
    for (const track of this.list) {
      let best = GATE_M * GATE_M;
      let at = -1;
      for (let g = 0; g < groups; g++) {
        if (this.groupUsed[g] === 1) continue;
        const dx = (this.groupX[g] as number) - track.xM;
        const dy = (this.groupY[g] as number) - track.yM;
        const squared = dx * dx + dy * dy;
        if (squared < best) {
          best = squared;
          at = g;
        }
      }
      if (at < 0) continue;
      this.groupUsed[at] = 1;
      if (this.groupRobot[at] === 1 && !track.seenByCamera) track.isRobot = true;
      correctPlace(track, this.groupX[at] as number, this.groupY[at] as number, LASER_M);
      this.noteSeen(track, nowS);
      const dx = track.xM - track.firstXM;
      const dy = track.yM - track.firstYM;
      const speed2 = track.vxMps * track.vxMps + track.vyMps * track.vyMps;
      track.walkingScans = speed2 > WALKS_MPS * WALKS_MPS ? track.walkingScans + 1 : 0;
      const [scans, movedM] = track.isRobot ? [DRIVES_SCANS, DRIVEN_M] : [WALKS_SCANS, MOVED_M];
      if (track.walkingScans >= scans && dx * dx + dy * dy > movedM * movedM) track.isPerson = true;
      const stands = track.standsSinceS !== NEVER_S && nowS - track.standsSinceS > THING_AGAIN_S;
      if (stands && !track.seenByCamera) track.isPerson = false;
    }
    for (let g = 0; g < groups; g++) {
      if (this.groupUsed[g] === 1) continue;
      const track = this.begin(this.groupX[g] as number, this.groupY[g] as number, 0, 0);
      if (track) this.noteSeen(track, nowS);
    }
  }

  /** Groups of neighbouring unmapped echoes, small enough for a person; returns how many. */
  private group(obstacles: ObstacleLayer, pose: { readonly xM: number; readonly yM: number }): number {
    const { nearXM, nearYM, echoCount } = obstacles;
    let groups = 0;
    let from = 0;
    for (let i = 1; i <= echoCount && groups < MOST_TRACKS; i++) {
      if (i < echoCount) {
        const dx = (nearXM[i] as number) - (nearXM[i - 1] as number);
        const dy = (nearYM[i] as number) - (nearYM[i - 1] as number);
        if (dx * dx + dy * dy < GAP_M * GAP_M) continue;
      }
      const wx = (nearXM[i - 1] as number) - (nearXM[from] as number);
      const wy = (nearYM[i - 1] as number) - (nearYM[from] as number);
      if (i - from >= 2 && wx * wx + wy * wy < WIDTH_MAX_M * WIDTH_MAX_M) {
        let x = 0;
        let y = 0;
        for (let k = from; k < i; k++) {
          x += nearXM[k] as number;
          y += nearYM[k] as number;
        }
        x /= i - from;
        y /= i - from;
        const away = Math.sqrt((x - pose.xM) * (x - pose.xM) + (y - pose.yM) * (y - pose.yM));
        const behind = away > 0.01 ? SURFACE_TO_CENTRE_M / away : 0;
        this.groupX[groups] = x + (x - pose.xM) * behind;
        this.groupY[groups] = y + (y - pose.yM) * behind;
        this.groupUsed[groups] = 0;
        this.takeColumn(groups, obstacles);
        groups++;
      }
      from = i;
    }
    return groups;
  }

  /** A group that is another robot's column has its middle there. */
  private takeColumn(group: number, { colleagues }: ObstacleLayer): void {
    this.groupRobot[group] = 0;
    for (let k = 0; k < colleagues.count; k++) {
      const x = colleagues.xM[k] as number;
      const y = colleagues.yM[k] as number;
      const dx = x - (this.groupX[group] as number);
      const dy = y - (this.groupY[group] as number);
      if (dx * dx + dy * dy > COLUMN_M * COLUMN_M) continue;
      this.groupX[group] = x;
      this.groupY[group] = y;
      this.groupRobot[group] = 1;
      return;
    }
  }

  private nearest(x: number, y: number, gateM: number, nowS: number, unseenNow: boolean): Track | null {
    let best = gateM * gateM;
    let found: Track | null = null;
    for (const track of this.list) {
      if (unseenNow && track.seenByCamera && track.seenS === nowS) continue;
      const squared = (track.xM - x) * (track.xM - x) + (track.yM - y) * (track.yM - y);
      if (squared < best) {
        best = squared;
        found = track;
      }
    }
    return found;
  }

  private begin(xM: number, yM: number, vxMps: number, vyMps: number): Track | null {
    if (this.list.length >= MOST_TRACKS) return null;
    const track: Track = {
      id: this.nextId++,
      xM,
      yM,
      vxMps,
      vyMps,
      pp: 0.04,
      pv: 0,
      vv: 0.5,
      firstXM: xM,
      firstYM: yM,
      seenS: NEVER_S,
      walkingScans: 0,
      standsSinceS: NEVER_S,
      seenByCamera: false,
      isPerson: false,
      isGuest: false,
      isRobot: false,
    };
    this.list.push(track);
    return track;
  }

  private noteSeen(track: Track, nowS: number): void {
    track.seenS = nowS;
    const moves = track.vxMps * track.vxMps + track.vyMps * track.vyMps > STANDING_MPS * STANDING_MPS;
    if (moves) track.standsSinceS = NEVER_S;
    else if (track.standsSinceS === NEVER_S) track.standsSinceS = nowS;
  }

  private forget(nowS: number): void {
    let kept = 0;
    for (const track of this.list) {
      if (nowS - track.seenS <= (track.isPerson ? FORGET_S : FORGET_NEW_S)) this.list[kept++] = track;
    }
    this.list.length = kept;
  }

  clear(): void {
    this.list.length = 0;
  }

  view(): TrackView[] {
    return this.list.map((track) => {
      const predicted = new Float32Array(2 * PREDICTED_STEPS);
      for (let k = 0; k < PREDICTED_STEPS; k++) {
        predicted[2 * k] = track.xM + track.vxMps * PREDICTED_STEP_S * (k + 1);
        predicted[2 * k + 1] = track.yM + track.vyMps * PREDICTED_STEP_S * (k + 1);
      }
      const { id, xM, yM, vxMps, vyMps, isGuest } = track;
      return { id, xM, yM, vxMps, vyMps, predicted, isGuest };
    });
  }

  save(): TracksState {
    return { tracks: this.list.map((track) => ({ ...track })), nextId: this.nextId, lastS: this.lastS };
  }

  load(state: TracksState): void {
    this.list.length = 0;
    for (const track of state.tracks) this.list.push({ ...track });
    this.nextId = state.nextId;
    this.lastS = state.lastS;
  }
}

function correctPlace(track: Track, x: number, y: number, sigmaM: number): void {
  const s = track.pp + sigmaM * sigmaM;
  const k = track.pp / s;
  const kv = track.pv / s;
  const ex = x - track.xM;
  const ey = y - track.yM;
  track.xM += k * ex;
  track.yM += k * ey;
  track.vxMps += kv * ex;
  track.vyMps += kv * ey;
  track.vv -= kv * track.pv;
  track.pv *= 1 - k;
  track.pp *= 1 - k;
}

function correctVelocity(track: Track, vx: number, vy: number, sigmaMps: number): void {
  const s = track.vv + sigmaMps * sigmaMps;
  const k = track.vv / s;
  const kp = track.pv / s;
  const ex = vx - track.vxMps;
  const ey = vy - track.vyMps;
  track.vxMps += k * ex;
  track.vyMps += k * ey;
  track.xM += kp * ex;
  track.yM += kp * ey;
  track.pp -= kp * track.pv;
  track.pv *= 1 - k;
  track.vv *= 1 - k;
}
