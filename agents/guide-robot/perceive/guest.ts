/**
 * Where the guest is: the person in dialogue with the robot, or following it. Map frame, metres, seconds.
 *
 * The camera's detector names the guest (`isGuest`). Between its detections the laser holds the track: unmapped points
 * near where the guest was last are taken as the guest, for `LASER_ONLY_S` at most, since legs have no face. So a robot
 * whose camera looks forward can still lead. Leaves out data association among several people side by side.
 */
import type { PersonDetection } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import type { ObstacleLayer } from './obstacles';

/** Points within this of the expected place belong to the guest, m. */
const GATE_M = 0.6;
/** Longest trust in the laser alone, s. */
const LASER_ONLY_S = 20;
/** From the visible surface to a person's middle, m. */
const SURFACE_TO_CENTRE_M = 0.15;
const MAX_SPEED_MPS = 2;
/** Not seen for this long = out of sight, s. */
const OUT_OF_SIGHT_S = 1.2;

export type GuestState = {
  readonly known: boolean;
  readonly numbers: readonly number[];
};

export class GuestTracker {
  known = false;
  xM = 0;
  yM = 0;
  vxMps = 0;
  vyMps = 0;
  /** Last seen by the camera; last seen by camera or laser, s. */
  recognizedS = NEVER_S;
  seenS = NEVER_S;
  private updatedS = 0;

  update(
    people: readonly PersonDetection[],
    obstacles: ObstacleLayer,
    freshScan: boolean,
    xM: number,
    yM: number,
    yawRad: number,
    nowS: number,
  ): void {
    const c = cos(yawRad);
    const s = sin(yawRad);
    for (const person of people) {
      if (!person.isGuest || !Number.isFinite(person.xM + person.yM + person.vxMps + person.vyMps)) continue;
      this.known = true;
      this.xM = xM + c * person.xM - s * person.yM;
      this.yM = yM + s * person.xM + c * person.yM;
      this.vxMps = c * person.vxMps - s * person.vyMps;
      this.vyMps = s * person.vxMps + c * person.vyMps;
      this.recognizedS = nowS;
      this.seenS = nowS;
      this.updatedS = nowS;
      return;
    }
    if (this.known && freshScan && nowS - this.recognizedS < LASER_ONLY_S) this.followByLaser(obstacles, xM, yM, nowS);
  }

  private followByLaser(obstacles: ObstacleLayer, robotXM: number, robotYM: number, nowS: number): void {
    const dt = Math.min(0.5, nowS - this.updatedS);
    if (!(dt > 0)) return;
    const expectedX = this.xM + this.vxMps * dt;
    const expectedY = this.yM + this.vyMps * dt;
    let sumX = 0;
    let sumY = 0;
    let n = 0;
    for (let i = 0; i < obstacles.echoCount; i++) {
      const x = obstacles.nearXM[i] as number;
      const y = obstacles.nearYM[i] as number;
      const dx = x - expectedX;
      const dy = y - expectedY;
      if (dx * dx + dy * dy > GATE_M * GATE_M) continue;
      sumX += x;
      sumY += y;
      n++;
    }
    if (n < 2) return;
    let x = sumX / n;
    let y = sumY / n;
    const away = Math.sqrt((x - robotXM) * (x - robotXM) + (y - robotYM) * (y - robotYM));
    if (away > 0.01) {
      x += ((x - robotXM) / away) * SURFACE_TO_CENTRE_M;
      y += ((y - robotYM) / away) * SURFACE_TO_CENTRE_M;
    }
    const vx = (x - this.xM) / dt;
    const vy = (y - this.yM) / dt;
    const speed = Math.sqrt(vx * vx + vy * vy);
    const cut = speed > MAX_SPEED_MPS ? MAX_SPEED_MPS / speed : 1;
    this.vxMps += 0.3 * (vx * cut - this.vxMps);
    this.vyMps += 0.3 * (vy * cut - this.vyMps);
    this.xM = x;
    this.yM = y;
    this.seenS = nowS;
    this.updatedS = nowS;
  }

  inSight(nowS: number): boolean {
    return this.known && nowS - this.seenS <= OUT_OF_SIGHT_S;
  }

  forget(): void {
    this.known = false;
    this.recognizedS = NEVER_S;
    this.seenS = NEVER_S;
  }

  save(): GuestState {
    return {
      known: this.known,
      numbers: [this.xM, this.yM, this.vxMps, this.vyMps, this.recognizedS, this.seenS, this.updatedS],
    };
  }

  load(state: GuestState): void {
    this.known = state.known;
    const n = state.numbers as [number, number, number, number, number, number, number];
    [this.xM, this.yM, this.vxMps, this.vyMps, this.recognizedS, this.seenS, this.updatedS] = n;
  }
}
