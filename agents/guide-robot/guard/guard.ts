/**
 * The last word on the wheels: never faster than the robot can stop before what the laser sees. Nothing overrules it.
 *
 * Independent of estimate, plan and tasks: it knows the laser's points, the detected people, the bumper and the wanted
 * speeds; perception only adds to that (other robots). For the arc that the speeds describe it finds the first point that the
 * robot's circle would touch and caps the speed so that reaction time and braking fit in (Nav2's collision monitor,
 * "approach", in closed form). People on collision course count by time to collision. On top, as in that monitor: a stop zone
 * (echoes that all but touch, ahead) and a slow zone (echoes close ahead). No fresh scan, no driving (watchdog); no floor ahead
 * (cliff), no driving forward. Turning on the spot is always allowed: a circle does not sweep anything.
 * Other robots are wider than what the laser sees of them, and come nearer by themselves (robotWatch.ts): their rims count like
 * echoes, and their way like that of people.
 * Docking: the circle at the dock touches the contacts, so there only what lies in the way to the docked pose counts, and the
 * last centimetre before whatever the laser sees behind the contacts.
 * Metres, seconds, base frame. Leaves out what the laser cannot see: glass, steps, overhanging edges.
 */
import type { BrainParams, Percept, PersonDetection, Pose2D } from '../../contract';
import { atan2, cos, sin, TWO_PI } from '../../contract/numerics/detmath';
import type { Wanted } from '../follow/intent';
import type { ScanPoints } from '../perceive/scanPoints';
import { Bumper, type BumperState } from './bumper';
import { RobotWatch, type RobotWatchState, type SeenColumns, type SeenRobot } from './robotWatch';

/** Room kept beside and in front: a little always, more at speed; m and s. */
const SIDE_M = 0.012;
const SIDE_S = 0.035;
const FRONT_M = 0.05;
const FRONT_S = 0.1;
/** From a scan's stamp until the wheels obey, s. */
const REACTION_S = 0.25;
/** Points further than this cannot matter at hall speeds, m. */
const RANGE_M = 2;
/** A scan older than this is no scan, s. */
const SCAN_MAX_AGE_S = 0.6;
/** More broken beams than this share: the sensor is down. */
const BROKEN_SHARE = 0.5;
/**
 * Docking: echoes within this beside the middle line, m, so many of them at least, tell the gap to what is behind the dock. Their
 * mean over a round front before a flat wall is 0.8 cm more than the gap of the middle.
 */
const DOCK_FRONT_M = 0.12;
const DOCK_BEAMS = 5;
const DOCK_GAP_M = 0.018;
/** Echoes further from the front than this are something else, m. */
const DOCK_DEPTH_M = 0.12;
const PERSON_RADIUS_M = 0.28;
/** Who is slower stands: the laser's distance is enough. */
const WALKING_MPS = 0.25;
const SLOW_TTC_S = 1.5;
const STOP_TTC_S = 0.4;
const TTC_STEP_S = 0.1;
/** Room kept to another robot's rim where both will be, m; slower than this it stands. */
const ROBOT_GAP_M = 0.04;
const ROBOT_MOVES_MPS = 0.12;
/** An echo within the margin may be passed by coming nearer by so much a scan, a rim never nearer than that, m. */
const CREEP_M = 0.01;
const RIM_LEAST_M = 0.006;

/** Stop zone: an echo this near to the body, within this angle of the way, rad. Slow zone: likewise, with a speed limit. */
const STOP_ZONE_M = 0.03;
const SLOW_ZONE_M = 0.18;
const ZONE_RAD = 0.9;
const ZONE_COS = cos(ZONE_RAD);
const SLOW_ZONE_MPS = 0.45;
/** Away from a touch, and with a bumper that is broken, m/s. */
const LEAVE_MPS = 0.1;
const BROKEN_BUMPER_MPS = 0.3;
/** Points of the outline that is shown. */
const OUTLINE_POINTS = 24;

export type GuardVerdict = 'free' | 'obstacle' | 'person' | 'no-scan' | 'contact' | 'cliff' | 'emergency-stop';

export type GuardState = { readonly robots: RobotWatchState; readonly bumper: BumperState };

export type GuardMode = { readonly kind: 'drive' } | { readonly kind: 'dock'; readonly marker: Pose2D };

export class Guard {
  /** Why the last speeds were cut. */
  verdict: GuardVerdict = 'free';
  /** As of the last percept that `feel` was given. */
  readonly bumper = new Bumper();
  private readonly robots = new RobotWatch();

  constructor(private readonly params: BrainParams) {}

  /** Takes in the bumper, before anything is decided by it. */
  feel(percept: Percept, scan: ScanPoints): void {
    this.bumper.update(percept, scan);
  }

  /**
   * Cuts the wanted speeds in place.
   * @param columns other robots by the shape of their echoes; null = not looked for
   */
  limit(
    wanted: Wanted,
    scan: ScanPoints,
    percept: Percept,
    people: readonly PersonDetection[],
    mode: GuardMode,
    columns: SeenColumns | null = null,
  ): void {
    this.verdict = 'free';
    if (!Number.isFinite(wanted.linearMps) || !Number.isFinite(wanted.angularRps)) this.stop(wanted, 'no-scan');
    if (percept.contacts.emergencyStop) this.stop(wanted, 'emergency-stop');
    const { params } = this;
    wanted.linearMps = clamp(wanted.linearMps, -params.maxReverseMps, params.maxLinearMps);
    wanted.angularRps = clamp(wanted.angularRps, -params.maxAngularRps, params.maxAngularRps);
    this.robots.update(columns, percept.odometry, percept.stampS);
    if (wanted.linearMps === 0) return;
    const age = percept.stampS - scan.stampS;
    if (!(age <= SCAN_MAX_AGE_S) || scan.broken > BROKEN_SHARE * scan.beams) {
      wanted.linearMps = 0;
      this.verdict = 'no-scan';
      return;
    }
    if (percept.contacts.cliff && wanted.linearMps > 0) {
      this.stop(wanted, 'cliff');
      return;
    }
    if (percept.contacts.bumper && mode.kind === 'drive') this.leaveContact(wanted);
    if (wanted.linearMps === 0) return;
    const docking = mode.kind === 'dock';
    const roomM = docking ? this.roomToDock(scan, mode.marker) : this.roomOnArc(wanted, scan);
    const keepM = docking ? 0.02 : FRONT_M + FRONT_S * Math.abs(wanted.linearMps);
    this.capTo(wanted, speedThatStopsWithin(roomM - keepM, params.linearDecelMps2), 'obstacle');
    if (docking) {
      if (wanted.linearMps > 0 && this.gapAhead(scan) < DOCK_GAP_M) this.capTo(wanted, 0, 'obstacle');
      return;
    }
    this.capInZones(wanted, scan);
    for (const person of people) this.capForMoving(wanted, person, PERSON_RADIUS_M, WALKING_MPS, 'person');
    const rimM = this.params.radiusM + ROBOT_GAP_M;
    for (const robot of this.robots.near) this.capForMoving(wanted, robot, rimM, ROBOT_MOVES_MPS, 'obstacle');
  }

  /** Nearest echo within the zone's angle of the way decides. */
  private capInZones(wanted: Wanted, scan: ScanPoints): void {
    const direction = wanted.linearMps > 0 ? 1 : wanted.linearMps < 0 ? -1 : 0;
    if (direction === 0) return;
    const reach = this.params.radiusM + SLOW_ZONE_M;
    let nearest = reach * reach;
    for (let i = 0; i < scan.count; i++) {
      const x = (scan.xM[i] as number) * direction;
      if (x <= 0) continue;
      const y = scan.yM[i] as number;
      const squared = x * x + y * y;
      if (squared < nearest && x * x > ZONE_COS * ZONE_COS * squared) nearest = squared;
    }
    let gap = Math.sqrt(nearest) - this.params.radiusM;
    for (const { xM, yM } of this.robots.near) {
      const away = Math.sqrt(xM * xM + yM * yM);
      if (xM * direction > ZONE_COS * away) gap = Math.min(gap, away - 2 * this.params.radiusM);
    }
    if (gap < STOP_ZONE_M) this.capTo(wanted, 0, 'obstacle');
    else if (gap < SLOW_ZONE_M) this.capTo(wanted, SLOW_ZONE_MPS, 'obstacle');
  }

  /** (n x 2) m, base frame: outline of what must be free at these speeds, for the overlay. */
  outline(linearMps: number): Float64Array {
    const reach = this.params.radiusM + SIDE_M + SIDE_S * Math.abs(linearMps);
    const ahead =
      REACTION_S * Math.abs(linearMps) + (linearMps * linearMps) / (1.8 * this.params.linearDecelMps2) + FRONT_M;
    const points = new Float64Array(2 * OUTLINE_POINTS);
    for (let k = 0; k < OUTLINE_POINTS; k++) {
      const angle = (k * TWO_PI) / OUTLINE_POINTS;
      const x = reach * cos(angle);
      const front = linearMps >= 0 ? x > 0 : x < 0;
      points[2 * k] = front ? x + (linearMps >= 0 ? ahead : -ahead) : x;
      points[2 * k + 1] = reach * sin(angle);
    }
    return points;
  }

  private stop(wanted: Wanted, verdict: GuardVerdict): void {
    wanted.linearMps = 0;
    wanted.angularRps = 0;
    this.verdict = verdict;
  }

  /** Slows the whole arc down, keeping its shape. */
  private capTo(wanted: Wanted, mps: number, verdict: GuardVerdict): void {
    const speed = Math.abs(wanted.linearMps);
    if (speed <= mps) return;
    const ratio = mps < 0.01 ? 0 : mps / speed;
    wanted.linearMps *= ratio;
    wanted.angularRps *= ratio;
    this.verdict = verdict;
  }

  /** Touching something: only away from it, slowly. */
  private leaveContact(wanted: Wanted): void {
    const { ahead, behind, broken } = this.bumper;
    this.verdict = 'contact';
    if (wanted.linearMps > 0 ? ahead : behind) wanted.linearMps = 0;
    else if (ahead || behind) wanted.linearMps = clamp(wanted.linearMps, -LEAVE_MPS, LEAVE_MPS);
    else if (broken) this.capTo(wanted, BROKEN_BUMPER_MPS, 'contact');
  }

  /** Metres of the wanted arc until the robot's circle, with its side margin, touches the first point or robot. */
  private roomOnArc(wanted: Wanted, scan: ScanPoints): number {
    const direction = wanted.linearMps > 0 ? 1 : -1;
    const curvature = wanted.angularRps / wanted.linearMps;
    const { radiusM } = this.params;
    const reach = radiusM + SIDE_M + SIDE_S * Math.abs(wanted.linearMps);
    const reach2 = reach * reach;
    const radius = Math.abs(curvature) < 0.05 ? 0 : direction / curvature;
    let room = RANGE_M;
    for (let i = 0; i < scan.count; i++) {
      const x = (scan.xM[i] as number) * direction;
      const y = scan.yM[i] as number;
      const squared = x * x + y * y;
      if (squared > RANGE_M * RANGE_M) continue;
      // A point already within the margin may be passed or left, but not come nearer.
      const keep = squared < reach2 ? Math.max(0, Math.sqrt(squared) - CREEP_M) : reach;
      const way = this.wayUntil(x, y, radius, keep);
      if (way < room) room = way;
    }
    for (const { xM, yM } of this.robots.near) {
      const away = Math.sqrt(xM * xM + yM * yM);
      const least = Math.min(away, 2 * radiusM + RIM_LEAST_M);
      const keep = Math.min(radiusM + reach, Math.max(least, away - CREEP_M));
      room = Math.min(room, this.wayUntil(xM * direction, yM, radius, keep));
    }
    return Math.max(0, room);
  }

  /** Way along an arc (signed radius, 0 = straight) until the distance to (x, y), x in the way's direction, is `keep`. */
  private wayUntil(x: number, y: number, radius: number, keep: number): number {
    if (radius !== 0) return this.arcUntilTouch(x, y, radius, keep * keep);
    if (x <= 0 || y > keep || y < -keep) return Number.POSITIVE_INFINITY;
    return x - Math.sqrt(keep * keep - y * y);
  }

  /** Way along a circle of signed radius (left positive, centre at (0, radius)) until the distance to (x, y) is `reach`. */
  private arcUntilTouch(x: number, y: number, radius: number, reach2: number): number {
    const size = Math.abs(radius);
    const dy = y - radius;
    const fromCentre2 = x * x + dy * dy;
    const fromCentre = Math.sqrt(fromCentre2);
    const gap = fromCentre - size;
    if (gap * gap > reach2 || fromCentre < 1e-6) return Number.POSITIVE_INFINITY;
    // Angle of the point round the centre, from the robot's place, in the sense of driving.
    const angle = radius > 0 ? atan2(x, -dy) : atan2(x, dy);
    const positive = angle < 0 ? angle + TWO_PI : angle;
    // Half-angle subtended by the reach: law of cosines between robot circle and point.
    const cosine = (fromCentre2 + size * size - reach2) / (2 * fromCentre * size);
    const half = cosine >= 1 ? 0 : atan2(Math.sqrt(1 - cosine * cosine), cosine);
    return Math.max(0, positive - half) * size;
  }

  /** Metres towards the docked pose that are free of anything standing in between. */
  private roomToDock(scan: ScanPoints, marker: Pose2D): number {
    const reach = this.params.radiusM - 0.05;
    const near = marker.xM < 0.15;
    const length = near ? Math.max(0, marker.xM) : Math.sqrt(marker.xM * marker.xM + marker.yM * marker.yM);
    const ux = near ? 1 : marker.xM / length;
    const uy = near ? 0 : marker.yM / length;
    let room = Math.max(length, 0.1) + 0.2;
    for (let i = 0; i < scan.count; i++) {
      const x = scan.xM[i] as number;
      const y = scan.yM[i] as number;
      const along = x * ux + y * uy;
      const beside = -x * uy + y * ux;
      if (along <= 0 || beside > reach || beside < -reach) continue;
      const way = along - Math.sqrt(reach * reach - beside * beside);
      // Touched only after the robot stands on its contacts: the dock itself.
      if (way >= length - 0.01) continue;
      if (way < room) room = way;
    }
    return Math.max(0, room);
  }

  /**
   * Metres from the robot's front to what the laser sees straight ahead: the mean over the beams there, since there one
   * beam's noise is as large as the gap. Infinity where too few beams come back.
   */
  private gapAhead(scan: ScanPoints): number {
    const { radiusM } = this.params;
    let sum = 0;
    let beams = 0;
    for (let i = 0; i < scan.count; i++) {
      const x = scan.xM[i] as number;
      const y = scan.yM[i] as number;
      if (x <= 0 || Math.abs(y) > DOCK_FRONT_M) continue;
      const gap = x - Math.sqrt(radiusM * radiusM - y * y);
      if (gap > DOCK_DEPTH_M) continue;
      sum += gap;
      beams++;
    }
    return beams < DOCK_BEAMS ? Number.POSITIVE_INFINITY : sum / beams;
  }

  /** Time to collision on the wanted arc with somebody who goes straight on: stepped through, cheap and exact enough. */
  private capForMoving(
    wanted: Wanted,
    { xM, yM, vxMps, vyMps }: SeenRobot,
    radiusM: number,
    standsMps: number,
    verdict: GuardVerdict,
  ): void {
    const reach = this.params.radiusM + radiusM;
    const own2 = vxMps * vxMps + vyMps * vyMps;
    const horizonM = (Math.sqrt(own2) + Math.abs(wanted.linearMps)) * SLOW_TTC_S + reach;
    if (!(own2 > standsMps * standsMps) || xM * xM + yM * yM > horizonM * horizonM) return;
    if (xM * wanted.linearMps <= 0) return;
    let x = 0;
    let y = 0;
    let before = xM * xM + yM * yM;
    for (let k = 1; k * TTC_STEP_S < SLOW_TTC_S; k++) {
      const heading = wanted.angularRps * (k - 0.5) * TTC_STEP_S;
      x += wanted.linearMps * TTC_STEP_S * cos(heading);
      y += wanted.linearMps * TTC_STEP_S * sin(heading);
      const t = k * TTC_STEP_S;
      const dx = xM + vxMps * t - x;
      const dy = yM + vyMps * t - y;
      const squared = dx * dx + dy * dy;
      if (squared < reach * reach && squared < before) {
        const share = Math.max(0, (t - STOP_TTC_S) / (SLOW_TTC_S - STOP_TTC_S));
        this.capTo(wanted, share * Math.abs(wanted.linearMps), verdict);
        break;
      }
      before = squared;
    }
  }

  save(): GuardState {
    return { robots: this.robots.save(), bumper: this.bumper.save() };
  }

  /** @param state undefined = saved before the guard remembered anything */
  load(state: GuardState | undefined): void {
    this.robots.load(state?.robots);
    this.bumper.load(state?.bumper);
  }
}

/** Largest speed from which reaction and braking end within `roomM`. */
function speedThatStopsWithin(roomM: number, decelMps2: number): number {
  if (!(roomM > 0)) return 0;
  const a = 0.9 * decelMps2;
  return a * (Math.sqrt(REACTION_S * REACTION_S + (2 * roomM) / a) - REACTION_S);
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
