/**
 * A long day of two guide robots that share one dock, with packs that age has left 30% of their capacity: what the battery
 * policy is worth. The guided hall is open twelve hours with a quiet hour at noon and quiet evenings; half of the visitors ask a robot.
 *
 * Four policies on the same day (same seed, same visitors): each robot goes when it is low; and charges a little whenever nobody
 * has needed it for ten minutes (opportunity); and a fleet manager sends one early, lets a nearly empty one have the dock, and calls
 * one back when people wait at its post (swap); and both. Used by test and bench.
 */
import { EventKind } from '../../src/kernel/events';
import { Hall } from '../../src/kernel/hall';
import { ROBOT_ACTIVITIES } from '../../src/kernel/robot/system';
import { createRouter } from '../../src/kernel/routing/router';
import { hashHall } from '../../src/kernel/save';
import type { HallSpec } from '../../src/kernel/spec';
import { advance } from '../../src/kernel/tick';
import { loadSpec } from '../../src/runtime/loadSpec';
import { plainTree } from '../../src/scenario/vary/apply';
import { sourceOf } from '../worlds/shipped';

export const POLICIES = ['when low', 'opportunity', 'swap', 'opportunity and swap'] as const;
export type Policy = (typeof POLICIES)[number];

export type EnergyRun = {
  readonly policy: Policy;
  readonly hours: number;
  /** Times a robot stood with an empty battery away from the dock, and minutes of that, both robots together. */
  readonly empties: number;
  readonly emptyMin: number;
  readonly chargeMin: readonly number[];
  /** Minutes away from the post for charging (way, queue, dock), both together; and of those while visitors came at the busy rate. */
  readonly awayMin: number;
  readonly awayBusyMin: number;
  /** Minutes with both away or empty: nobody at a post. */
  readonly nobodyMin: number;
  readonly charges: number;
  readonly questions: number;
  readonly ledArrived: number;
  readonly hash: string;
};

const AWAY: ReadonlySet<string> = new Set(['to-dock', 'docking', 'charging', 'undocking', 'holding']);
const OPEN_H = 9;
/** [from, to, visitors an hour] in hours after opening. */
const BUSY = 70;
const QUIET = 6;
const DAY: readonly (readonly [number, number, number])[] = [
  [0, 3, BUSY],
  [3, 4.5, QUIET],
  [4.5, 7.5, BUSY],
  [7.5, 9, QUIET],
  [9, 10.5, BUSY],
  [10.5, 12, QUIET],
];
const OPPORTUNITY_BELOW = 0.8;

const clock = (hours: number): string => {
  const minutes = Math.round(60 * (OPEN_H + hours));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** @param hours of the day; a shorter day has the same profile squeezed */
export async function energySpec(
  policy: Policy,
  hours: number,
  seed: number,
  capacityShare: number,
): Promise<HallSpec> {
  const source = sourceOf('guided-hall');
  const read = plainTree(source.scenarioFile, source.scenarioText);
  const sceneRead = plainTree(source.sceneFile, source.sceneText);
  if (!read.ok || !sceneRead.ok) throw new Error('guided-hall cannot be read');
  const scene = sceneRead.tree as Record<string, unknown> & { posts: Record<string, unknown>[] };
  scene.posts = [...scene.posts, { id: 'second-post', at: [29, 3], facingDeg: 90, line: { count: 3 } }];
  const tree = read.tree as Record<string, unknown> & {
    robots: Record<string, unknown>[];
    arrivals: Record<string, unknown>[];
    visitors: Record<string, unknown>;
  };
  const [first] = tree.robots;
  const opportunity = policy.startsWith('opportunity') ? { opportunityBelow: OPPORTUNITY_BELOW } : {};
  tree.robots = ['entrance-post', 'second-post'].map((post, i) => ({
    ...first,
    id: `robot-${i + 1}`,
    name: { zh: `机器人${i + 1}`, en: `Robot ${i + 1}` },
    post,
    initialChargeRatio: 0.7,
    chargeBelow: 0.2,
    chargeUntil: 0.9,
    battery: { capacityShare },
    ...opportunity,
  }));
  const squeeze = hours / 12;
  const lastTicketH = hours - Math.min(10 / 60, hours / 24);
  tree.hours = { open: clock(0), close: clock(hours), lastTicket: clock(lastTicketH), end: clock(hours + 1) };
  tree.arrivals = [
    {
      ...tree.arrivals[0],
      rate: DAY.map(([from, to, perHour], i) => ({
        from: clock(from * squeeze),
        to: clock(i === DAY.length - 1 ? lastTicketH : to * squeeze),
        perHour,
      })),
    },
  ];
  tree.visitors = { ...tree.visitors, askShare: 0.5 };
  tree.scripted = [];
  tree.fleet = policy.endsWith('swap');
  const loaded = await loadSpec(
    { ...source, scenarioText: JSON.stringify(tree), sceneText: JSON.stringify(scene) },
    { seed, resolution: 'micro', bodies: 'kinematic' },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.spec;
}

export async function energyRun(policy: Policy, hours = 12, seed = 1, capacityShare = 0.3): Promise<EnergyRun> {
  const spec = await energySpec(policy, hours, seed, capacityShare);
  const hall = new Hall(spec, createRouter(spec.layout));
  const { robots } = hall;
  if (!robots) throw new Error('no robots');
  const n = spec.robots.length;
  const chargeMin = spec.robots.map(() => 1);
  const wasEmpty = spec.robots.map(() => false);
  let [empties, emptyS, awayS, awayBusyS, nobodyS] = [0, 0, 0, 0, 0];
  const squeeze = hours / 12;
  for (let s = 1; s <= hours * 3600; s++) {
    advance(hall, spec.openS + s);
    const busy = DAY.some(([from, to, rate]) => rate === BUSY && s >= 3600 * from * squeeze && s < 3600 * to * squeeze);
    let gone = 0;
    for (let i = 0; i < n; i++) {
      const activity = ROBOT_ACTIVITIES[robots.activity[i] as number] as string;
      chargeMin[i] = Math.min(chargeMin[i] as number, robots.chargeRatio[i] as number);
      const empty = activity === 'stopped';
      if (empty && !wasEmpty[i]) empties++;
      wasEmpty[i] = empty;
      if (empty) emptyS++;
      else if (AWAY.has(activity)) {
        awayS++;
        if (busy) awayBusyS++;
      }
      if (empty || AWAY.has(activity)) gone++;
    }
    if (gone === n) nobodyS++;
  }
  const count = (kind: number): number => {
    let found = 0;
    for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === kind) found++;
    return found;
  };
  return {
    policy,
    hours,
    empties,
    emptyMin: emptyS / 60,
    chargeMin,
    awayMin: awayS / 60,
    awayBusyMin: awayBusyS / 60,
    nobodyMin: nobodyS / 60,
    charges: count(EventKind.chargeStarted),
    questions: count(EventKind.robotAnswered),
    ledArrived: count(EventKind.leadArrived),
    hash: hashHall(hall),
  };
}
