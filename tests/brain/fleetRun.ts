/**
 * A fleet at work in the guided hall without visitors: every robot drives to one place after another, drawn by its own stream.
 * Counted: arrivals, orders given up (240 s), contacts and who caused them (who drove towards the other just before; a robot that
 * stood causes none), and the longest time a robot with an order moved less than half a metre.
 */
import type { Pose2D } from '../../agents/contract';
import { Purpose, RandomStream } from '../../agents/contract/numerics/random';
import { reasons } from '../../agents/guide-robot/tasks/reasons';
import { EventKind } from '../../src/kernel/events';
import { Hall } from '../../src/kernel/hall';
import { createRouter } from '../../src/kernel/routing/router';
import { hashHall } from '../../src/kernel/save';
import { stepTick } from '../../src/kernel/tick';
import { loadSpec } from '../../src/runtime/loadSpec';
import { plainTree } from '../../src/scenario/vary/apply';
import { sourceOf } from '../worlds/shipped';

/** Two robots begin to touch: how fast each drove towards the other just before, m/s. Who did is the cause; it may be both. */
export type Touch = {
  readonly atS: number;
  readonly robot: number;
  readonly other: number;
  readonly robotMps: number;
  readonly otherMps: number;
};

/** Slower towards the other than this stands, or leaves, m/s. */
const TOWARDS_MPS = 0.02;

/** Who caused it: one, the other, both; empty if neither drove towards the other (a turn, rounding). */
export const causeOf = ({ robot, other, robotMps, otherMps }: Touch): readonly number[] => [
  ...(robotMps > TOWARDS_MPS ? [robot] : []),
  ...(otherMps > TOWARDS_MPS ? [other] : []),
];

export type FleetRun = {
  readonly robots: number;
  readonly hours: number;
  readonly arrivals: number;
  /** Between two robots; and of robots with walls and furniture. */
  readonly contacts: number;
  readonly wallContacts: number;
  readonly touches: readonly Touch[];
  /** Longest stretch in which a robot with an order moved less than half a metre, s; and how many were above 60 s. */
  readonly longestStandS: number;
  readonly deadlocks: number;
  readonly holds: number;
  /** Orders not done within 240 s, replaced by the next. */
  readonly givenUp: number;
  readonly hash: string;
};

/** Posts on the hall's free floor; the first rows of a 3 m grid that the scene's checks accept. */
const STARTS: readonly (readonly [number, number])[] = [
  ...[5, 8, 17, 20, 23, 26, 29, 32].map((x) => [x, 3] as const),
  ...[5, 11, 14, 23, 26, 29, 32].map((x) => [x, 7.5] as const),
  ...[5, 8, 11, 14, 17].map((x) => [x, 10.7] as const),
];

export async function fleetSpec(robots: number, withFleet: boolean, seed: number) {
  const source = sourceOf('guided-hall');
  const read = plainTree(source.scenarioFile, source.scenarioText);
  const scene = plainTree(source.sceneFile, source.sceneText);
  if (!read.ok || !scene.ok) throw new Error('guided-hall cannot be read');
  const posts = scene.tree as Record<string, unknown> & { posts: Record<string, unknown>[] };
  posts.posts = Array.from({ length: robots }, (_, i) => ({
    id: `post-${i + 1}`,
    at: STARTS[i],
    facingDeg: 90,
    line: { count: 1 },
  }));
  const tree = read.tree as Record<string, unknown> & { robots: Record<string, unknown>[] };
  const [first] = tree.robots;
  tree.robots = Array.from({ length: robots }, (_, i) => ({
    ...first,
    id: `robot-${i + 1}`,
    name: { zh: `机器人${i + 1}`, en: `Robot ${i + 1}` },
    post: `post-${i + 1}`,
    initialChargeRatio: 0.9,
  }));
  tree.arrivals = [{ rate: [{ from: '16:58', to: '16:59', perHour: 1 }], items: { 'nurse-licence': 1 } }];
  tree.scripted = [];
  tree.fleet = withFleet;
  const loaded = await loadSpec(
    { ...source, scenarioText: JSON.stringify(tree), sceneText: JSON.stringify(posts) },
    { seed, resolution: 'micro', bodies: 'kinematic' },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.spec;
}

export async function fleetRun(robots: number, hours: number, seed = 1, withFleet = true): Promise<FleetRun> {
  const spec = await fleetSpec(robots, withFleet, seed);
  const hall = new Hall(spec, createRouter(spec.layout));
  const system = hall.robots;
  if (!system) throw new Error('no robots');
  // The windows' places; more robots than they hold drive to points all over the floor as well.
  const atWindows = (spec.robots[0]?.site.windows ?? []).map(({ handover }) => handover);
  const onFloor = STARTS.map(([xM, yM]): Pose2D => ({ xM, yM, yawRad: 0 }));
  const places = robots < atWindows.length ? atWindows : [...atWindows, ...onFloor];
  const draws = spec.robots.map((_, i) => new RandomStream(seed, Purpose.test, i));
  const goal = spec.robots.map(() => -1);
  const since = spec.robots.map((_, i) => ({
    xM: system.xM[i] as number,
    yM: system.yM[i] as number,
    atS: 0,
    orderS: 0,
  }));
  let arrivals = 0;
  let longestStandS = 0;
  let deadlocks = 0;
  let holds = 0;
  let givenUp = 0;
  const counted = spec.robots.map(() => false);
  const held = spec.robots.map(() => false);
  const end = Math.round((hours * 3600) / 0.05);
  const touches: Touch[] = [];
  let logged = 0;
  const before = new Float64Array(robots);
  const towards = (i: number, k: number): number => {
    const dx = (system.xM[k] as number) - (system.xM[i] as number);
    const dy = (system.yM[k] as number) - (system.yM[i] as number);
    const yaw = system.yawRad[i] as number;
    return ((before[i] as number) * (dx * Math.cos(yaw) + dy * Math.sin(yaw))) / Math.hypot(dx, dy);
  };
  for (let tick = 0; tick < end; tick++) {
    before.set(system.linearMps);
    stepTick(hall);
    for (; logged < hall.log.length; logged++) {
      const robot = hall.log.a[logged] as number;
      const other = (hall.log.b[logged] as number) - 1;
      // Each of the two notes it.
      if (hall.log.kind[logged] !== EventKind.robotContact || other <= robot) continue;
      touches.push({
        atS: tick * 0.05,
        robot,
        other,
        robotMps: towards(robot, other),
        otherMps: towards(other, robot),
      });
    }
    if (tick % 20 !== 0) continue;
    const nowS = tick * 0.05;
    for (let i = 0; i < robots; i++) {
      const at = since[i] as (typeof since)[number];
      const x = system.xM[i] as number;
      const y = system.yM[i] as number;
      const { status } = system.status(i);
      const holding = status?.activity === 'holding';
      if (holding && !held[i]) holds++;
      held[i] = holding;
      const place = places[goal[i] as number];
      // Near its place it says that it waits there: the last decimetres may be somebody else's.
      const near = place !== undefined && Math.abs(x - place.xM) + Math.abs(y - place.yM) < 1;
      const there = near && status?.reason.en === reasons.atOperatorsPlace.en;
      if (there) arrivals++;
      if (there || goal[i] === -1 || nowS - at.orderS > 240) {
        if (!there && goal[i] !== -1) givenUp++;
        // A place where nobody else is or goes.
        let next = (draws[i] as RandomStream).integer(places.length);
        while (goal.includes(next)) next = (next + 1) % places.length;
        goal[i] = next;
        Object.assign(at, { xM: x, yM: y, atS: nowS, orderS: nowS });
        system.request(i, { kind: 'go-to', pose: places[next] as (typeof places)[number] });
        counted[i] = false;
        continue;
      }
      if ((x - at.xM) ** 2 + (y - at.yM) ** 2 > 0.25) Object.assign(at, { xM: x, yM: y, atS: nowS });
      const stoodS = nowS - at.atS;
      longestStandS = Math.max(longestStandS, stoodS);
      if (stoodS > 60 && !counted[i]) {
        deadlocks++;
        counted[i] = true;
      }
      if (stoodS <= 60) counted[i] = false;
    }
  }
  let wallContacts = 0;
  const { log } = hall;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.robotContact && log.b[i] === 0) wallContacts++;
  return {
    robots,
    hours,
    arrivals,
    contacts: touches.length,
    wallContacts,
    touches,
    longestStandS,
    deadlocks,
    holds,
    givenUp,
    hash: hashHall(hall),
  };
}
