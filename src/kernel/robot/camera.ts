/**
 * The camera's people detector and tracker: limited view, range, misses, false alarms, latency, walls in the way, posture.
 * Each error has its own stream. One person hiding another is left out; misses stand in for it.
 */
import type { PersonDetection, Pose2D } from '../../../agents/contract';
import { atan2, cos, sin } from '../base/detmath';
import type { RandomStream } from '../base/random';
import { toRobotFrame, toWorldFrame } from './frames';
import type { CameraSpec } from './sensorSpec';
import type { SightLines } from './sightLines';
import type { PeopleAround } from './system';

/** Tracker numbers by citizen row: a person out of view for longer than this gets a new number. */
const TRACK_LOST_TICKS = 40;
/** A false alarm stays for 0.5 s: five looks at 10 Hz (assumption). */
const GHOST_TICKS = 10;

export type Track = { readonly row: number; readonly id: number; seenTick: number };
/** A person that is not there, world frame. */
type Ghost = { readonly xM: number; readonly yM: number; readonly id: number; readonly untilTick: number };
/** A look that is still being worked on; positions and speeds in the world frame. */
type Look = { readonly tick: number; readonly people: readonly PersonDetection[] };

export type Detector = { tracks: Track[]; nextTrack: number; ghosts: Ghost[]; looks: Look[] };

export function makeDetector(): Detector {
  return { tracks: [], nextTrack: 1, ghosts: [], looks: [] };
}

export type DetectorStreams = {
  readonly detector: RandomStream;
  readonly falseAlarms: RandomStream;
  readonly posture: RandomStream;
};

/**
 * One look. With latency: what an earlier look found, where it was, in the robot frame of now.
 * @param rows candidates within range, `count` of them, ascending
 * @param ticks since the last look, for the rate of false alarms
 * @param extraPerMin false alarms on top of the sensor's own
 */
export function detectPeople(
  spec: CameraSpec,
  robot: Pose2D,
  rows: Int32Array,
  count: number,
  people: PeopleAround,
  isSeated: (row: number) => boolean,
  sight: SightLines,
  guestRow: number,
  detector: Detector,
  tick: number,
  ticks: number,
  tickS: number,
  extraPerMin: number,
  streams: DetectorStreams,
): PersonDetection[] {
  const found = look(spec, robot, rows, count, people, isSeated, sight, guestRow, detector, tick, streams);
  addGhosts(spec, robot, detector, tick, ticks * tickS, extraPerMin, streams.falseAlarms, found);
  const late = Math.round(spec.latencyS / tickS);
  if (late === 0) return found;
  detector.looks.push({ tick, people: found.map((person) => turned(person, robot, true)) });
  let ready: Look | null = null;
  while (detector.looks.length > 0 && (detector.looks[0] as Look).tick <= tick - late) {
    ready = detector.looks.shift() as Look;
  }
  return ready === null ? [] : ready.people.map((person) => turned(person, robot, false));
}

function look(
  spec: CameraSpec,
  robot: Pose2D,
  rows: Int32Array,
  count: number,
  people: PeopleAround,
  isSeated: (row: number) => boolean,
  sight: SightLines,
  guestRow: number,
  detector: Detector,
  tick: number,
  streams: DetectorStreams,
): PersonDetection[] {
  const found: PersonDetection[] = [];
  const noise = streams.detector;
  const c = cos(robot.yawRad);
  const s = sin(robot.yawRad);
  detector.tracks = detector.tracks.filter((track) => tick - track.seenTick <= TRACK_LOST_TICKS);
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const x = people.xM[row] as number;
    const y = people.yM[row] as number;
    const at = toRobotFrame(robot, x, y);
    const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
    const isGuest = row === guestRow;
    const inView = distance <= spec.rangeM && Math.abs(atan2(at.yM, at.xM)) <= spec.halfViewRad;
    if (!inView && !(isGuest && distance <= spec.guestRangeM)) continue;
    if (spec.occlusion && sight.blocked(robot.xM, robot.yM, x, y)) continue;
    if (noise.uniform() < spec.missShare) continue;
    let errorX = 0;
    let errorY = 0;
    noise.normalPair((first, second) => {
      errorX = spec.sigmaM * first;
      errorY = spec.sigmaM * second;
    });
    const vx = people.vxMps[row] as number;
    const vy = people.vyMps[row] as number;
    found.push({
      xM: at.xM + errorX,
      yM: at.yM + errorY,
      vxMps: c * vx + s * vy,
      vyMps: c * vy - s * vx,
      trackId: trackOf(detector, row, tick),
      isGuest,
      posture: postureOf(spec, isSeated(row), streams.posture),
    });
  }
  return found;
}

function postureOf(spec: CameraSpec, seated: boolean, errors: RandomStream): PersonDetection['posture'] {
  if (spec.postureErrorShare === null) return 'unknown';
  const wrong = spec.postureErrorShare > 0 && errors.uniform() < spec.postureErrorShare;
  return seated !== wrong ? 'seated' : 'standing';
}

/** False alarms come at a rate while the camera looks, anywhere in view, and stand where they came up. */
function addGhosts(
  spec: CameraSpec,
  robot: Pose2D,
  detector: Detector,
  tick: number,
  seconds: number,
  extraPerMin: number,
  draws: RandomStream,
  found: PersonDetection[],
): void {
  const perMin = spec.falseAlarmsPerMin + extraPerMin;
  if (detector.ghosts.length > 0) detector.ghosts = detector.ghosts.filter((ghost) => ghost.untilTick > tick);
  if (perMin > 0) {
    // Several may come within one look when the rate is high: whole ones surely, the rest by chance.
    const expected = (perMin * Math.min(seconds, 1)) / 60;
    const whole = Math.floor(expected);
    const born = whole + (draws.uniform() < expected - whole ? 1 : 0);
    for (let k = 0; k < born; k++) {
      const bearing = draws.uniformBetween(-spec.halfViewRad, spec.halfViewRad);
      const distance = draws.uniformBetween(0.8, spec.rangeM);
      const at = toWorldFrame(robot, distance * cos(bearing), distance * sin(bearing));
      detector.ghosts.push({ ...at, id: detector.nextTrack++, untilTick: tick + GHOST_TICKS });
    }
  }
  for (const ghost of detector.ghosts) {
    const at = toRobotFrame(robot, ghost.xM, ghost.yM);
    const posture = spec.postureErrorShare === null ? 'unknown' : 'standing';
    found.push({ ...at, vxMps: 0, vyMps: 0, trackId: ghost.id, isGuest: false, posture });
  }
}

/** A detection turned from the robot frame to the world (`out`) or back. */
function turned(person: PersonDetection, robot: Pose2D, out: boolean): PersonDetection {
  const at = out ? toWorldFrame(robot, person.xM, person.yM) : toRobotFrame(robot, person.xM, person.yM);
  const c = cos(robot.yawRad);
  const s = out ? sin(robot.yawRad) : -sin(robot.yawRad);
  return {
    ...person,
    ...at,
    vxMps: c * person.vxMps - s * person.vyMps,
    vyMps: s * person.vxMps + c * person.vyMps,
  };
}

function trackOf(detector: Detector, row: number, tick: number): number {
  const known = detector.tracks.find((track) => track.row === row);
  if (known) {
    known.seenTick = tick;
    return known.id;
  }
  const id = detector.nextTrack++;
  detector.tracks.push({ row, id, seenTick: tick });
  return id;
}
