/** People of a mission file -> extras with their targets, and scripts of the guest. Shifts and delays are drawn by seed. */
import { Purpose, RandomStream } from '../../kernel/base/random';
import type { ExtraLeg, ExtraSpec, FollowerScript } from '../../kernel/extras/spec';
import type { FieldTarget } from '../../kernel/layout';
import { BUILDS, type Build } from '../../kernel/spec';
import type { Mission, MissionPerson } from './schema';

type Walker = Extract<MissionPerson, { kind: 'walker' }>;
type Standers = Extract<MissionPerson, { kind: 'standers' }>;
export type Guest = Extract<MissionPerson, { kind: 'guest' }>;
export type DeskVisitors = Extract<MissionPerson, { kind: 'desk-visitors' }>;
type Point = readonly [number, number];

export type MissionPeople = {
  readonly extras: readonly ExtraSpec[];
  /** Targets to append to the layout's. */
  readonly targets: readonly FieldTarget[];
  readonly guests: readonly Guest[];
  readonly deskVisitors: readonly DeskVisitors[];
  readonly followers: readonly FollowerScript[];
};

const RADIUS_M: Partial<Record<Build, number>> = { wheelchair: 0.35, broad: 0.23 };

/**
 * @param firstTarget index of the first appended target
 * @param startS seconds after opening at which the mission begins
 */
export function missionPeople(mission: Mission, seed: number, firstTarget: number, startS: number): MissionPeople {
  const targets: FieldTarget[] = [];
  const extras: ExtraSpec[] = [];
  const targetAt = ([xM, yM]: Point): number => {
    const known = targets.findIndex((target) => target.xM === xM && target.yM === yM);
    if (known >= 0) return firstTarget + known;
    targets.push({ xM, yM });
    return firstTarget + targets.length - 1;
  };
  const guests: Guest[] = [];
  const deskVisitors: DeskVisitors[] = [];
  mission.people.forEach((entry, i) => {
    const stream = new RandomStream(seed, Purpose.mission, i);
    if (entry.kind === 'walker') extras.push(...walkers(entry, i, stream, targetAt, startS));
    else if (entry.kind === 'standers') extras.push(...standers(entry, i, stream, targetAt, startS));
    else if (entry.kind === 'guest') guests.push(entry);
    else deskVisitors.push(entry);
  });
  const followers = guests.map((guest, visitor) => ({
    visitor,
    breaks: guest.breaks.map(({ afterM, to, forS, forGood }) => ({
      afterM,
      to: to ? { xM: to[0], yM: to[1] } : null,
      forS: forGood ? Number.POSITIVE_INFINITY : forS,
    })),
  }));
  return { extras, targets, guests, deskVisitors, followers };
}

function walkers(
  entry: Walker,
  index: number,
  stream: RandomStream,
  targetAt: (at: Point) => number,
  startS: number,
): ExtraSpec[] {
  const first = entry.to[0] as Point;
  const dx = first[0] - entry.from[0];
  const dy = first[1] - entry.from[1];
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  // Across the first leg, to its left.
  const across = { x: -dy / length, y: dx / length };
  return Array.from({ length: entry.count }, (_, k): ExtraSpec => {
    const sideM = entry.abreastM * (k - (entry.count - 1) / 2) + entry.jitterM * stream.uniformBetween(-1, 1);
    const lateS = entry.jitterS * stream.uniform();
    const shift = ([x, y]: Point): Point => [x + sideM * across.x, y + sideM * across.y];
    const from = shift(entry.from);
    const legs: ExtraLeg[] = entry.to.map((at) => {
      const [xM, yM] = shift(at);
      return { target: targetAt(at), xM, yM, speedMps: entry.speedMps, waitS: entry.waitS };
    });
    const delayS = startS + entry.startS + lateS + (entry.abreastM > 0 ? 0 : k * entry.everyS);
    return {
      id: `${entry.id ?? `walker-${index + 1}`}${entry.count > 1 ? `-${k + 1}` : ''}`,
      build: BUILDS.indexOf(entry.build),
      radiusM: entry.radiusM ?? RADIUS_M[entry.build] ?? 0.2,
      xM: from[0],
      yM: from[1],
      facingRad: Math.atan2(dy, dx),
      // One after the other they come out of the same place: each appears when it sets off.
      appearS: entry.abreastM > 0 || entry.count === 1 ? startS : delayS,
      startS: delayS,
      startWithinM: entry.startWithinM,
      legs,
      atEnd: entry.atEnd,
      stops: entry.stopsNearM === undefined ? null : { withinM: entry.stopsNearM, forS: entry.stopsForS },
    };
  });
}

function standers(
  entry: Standers,
  index: number,
  stream: RandomStream,
  targetAt: (at: Point) => number,
  startS: number,
): ExtraSpec[] {
  return entry.at.map(([x, y], k): ExtraSpec => {
    const xM = x + entry.jitterM * stream.uniformBetween(-1, 1);
    const yM = y + entry.jitterM * stream.uniformBetween(-1, 1);
    const facingRad = entry.facing
      ? Math.atan2(entry.facing[1] - yM, entry.facing[0] - xM)
      : (entry.facingDeg * Math.PI) / 180;
    const { leaveTo } = entry;
    return {
      id: `${entry.id ?? `stander-${index + 1}`}-${k + 1}`,
      build: BUILDS.indexOf(entry.build),
      radiusM: entry.radiusM ?? RADIUS_M[entry.build] ?? 0.2,
      xM,
      yM,
      facingRad,
      appearS: startS,
      startS: startS + (entry.leaveS ?? 0),
      startWithinM: 0,
      legs: leaveTo ? [{ target: targetAt(leaveTo), xM: leaveTo[0], yM: leaveTo[1], speedMps: 1.2, waitS: 0 }] : [],
      atEnd: 'leave',
      stops: null,
    };
  });
}
