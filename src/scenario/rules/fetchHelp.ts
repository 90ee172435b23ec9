/**
 * `rules.fetchHelp` -> the kernel's places, and what the robots are told of them. Where a robot may ask at a counter, and where its
 * clerk steps out, is looked for on the plan. A window's clerk is put before the counter: ways behind counters are not modelled.
 */
import type { HelpPlace, Pose2D } from '../../../agents/contract';
import { atan2, hypot } from '../../kernel/base/detmath';
import { type WallField, wallDistanceM } from '../../kernel/geometry';
import type { HallLayout } from '../../kernel/layout';
import type { FetchHelpSpec, FetchPlace } from '../../kernel/rules/fetchState';
import { durationSpec } from '../durations';
import { offset } from '../layout/directions';
import { withTargets } from '../layout/targets';
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';

/** Where a robot may ask: [behind the customer's place, beside it], metres; the first free one, on the side where the robots have their posts. */
const ASK_OFFSETS: readonly (readonly [number, number])[] = [
  [0.1, 1],
  [0.55, 0.9],
  [0.3, 1.3],
  [1, 1],
  [1.3, 0.4],
];
const ASK_CLEAR_M = 0.38;
/** From the robot's middle to people in line, to customers' places. */
const QUEUE_CLEAR_M = 0.75;
/** From the counter's front edge to the clerk behind it. */
const BEHIND_M = 0.75;
/** Where a clerk steps out: beside the counter, else before it. [to the side beyond its end, behind the front edge]. */
const OUT_SIDE_M = 0.45;
const OUT_CLEAR_M = 0.3;
const OUT_FROM_QUEUE_M = 0.45;
const OUT_FROM_ASK_M = 0.6;

export type Counter = {
  readonly id: string;
  readonly kind: 'desk' | 'window';
  readonly index: number;
  readonly xM: number;
  readonly yM: number;
  readonly widthM: number;
  readonly place: number;
  readonly line: readonly number[];
};

/** The counters that the rule names; ids that lead nowhere are left out (checks name them). */
export function countersOf({ rules }: Scenario, layout: HallLayout): Counter[] {
  const { fetchHelp } = rules;
  if (!fetchHelp) return [];
  const desks = layout.desks.flatMap((desk, index): Counter[] => {
    if (fetchHelp.desks && !fetchHelp.desks.includes(desk.id)) return [];
    const solid = layout.solids.find(({ id, kind }) => kind === 'desk' && id === desk.id);
    return [{ ...desk, kind: 'desk', index, widthM: solid ? 2 * solid.halfYM : 1.5 }];
  });
  const named = fetchHelp.windows.flatMap(windowsInRange);
  const windows = layout.windows.flatMap((window, index): Counter[] =>
    named.includes(window.id) ? [{ ...window, kind: 'window', index, line: [] }] : [],
  );
  return [...desks, ...windows];
}

/** Where a robot stands to ask at a counter; null if no place is free. */
export function askPose(layout: HallLayout, walls: WallField, counter: Counter): Pose2D | null {
  const place = layout.places[counter.place];
  if (!place) return null;
  const away = awayOf(counter, place);
  const taken = queuePlaces(layout);
  const spots = ASK_OFFSETS.flatMap(([behind, beside]) =>
    [beside, -beside]
      .map((left) => offset(place.xM, place.yM, away, behind, left))
      .sort((a, b) => toPostM(layout, a) - toPostM(layout, b)),
  );
  for (const at of spots) {
    if (wallDistanceM(walls, at.xM, at.yM) < ASK_CLEAR_M) continue;
    if (taken.some((spot) => farM(spot, at) < QUEUE_CLEAR_M)) continue;
    const clerk = clerkAt(counter, away);
    return { ...at, yawRad: atan2(clerk.yM - at.yM, clerk.xM - at.xM) };
  }
  return null;
}

type Point = { readonly xM: number; readonly yM: number };

/** Unit vector from the counter to its customer. */
function awayOf(counter: Counter, place: Point): { x: number; y: number } {
  const x = place.xM - counter.xM;
  const y = place.yM - counter.yM;
  const length = hypot(x, y);
  return { x: x / length, y: y / length };
}

function clerkAt(counter: Counter, away: { readonly x: number; readonly y: number }): Point {
  const behind = counter.kind === 'desk' ? BEHIND_M : 0.5;
  return offset(counter.xM, counter.yM, away, -behind);
}

/** Where the clerk steps out; null if no place is free. */
export function outSpot(layout: HallLayout, walls: WallField, counter: Counter, ask: Pose2D): Point | null {
  const place = layout.places[counter.place];
  if (!place) return null;
  const away = awayOf(counter, place);
  const side = counter.widthM / 2 + OUT_SIDE_M;
  const taken = queuePlaces(layout);
  const spots = [
    ...(counter.kind === 'desk'
      ? [0, 0.4].flatMap((ahead) => [side, -side].map((left) => offset(counter.xM, counter.yM, away, ahead, left)))
      : []),
    ...[0.2, 0.6, 1, 1.5].flatMap((behind) =>
      [0.8, -0.8, 1.3, -1.3, 0].map((left) => offset(place.xM, place.yM, away, behind, left)),
    ),
  ];
  return (
    spots.find(
      (spot) =>
        wallDistanceM(walls, spot.xM, spot.yM) >= OUT_CLEAR_M &&
        farM(spot, ask) >= OUT_FROM_ASK_M &&
        taken.every((other) => farM(other, spot) >= OUT_FROM_QUEUE_M),
    ) ?? null
  );
}

/** Where people stand who are served or in line. */
function queuePlaces(layout: HallLayout): readonly Point[] {
  return layout.places.filter(({ kind }) => kind !== 'seat' && kind !== 'stand' && kind !== 'door');
}

/** To the nearest post of a robot, m; so that the robot need not go round the queue. */
function toPostM(layout: HallLayout, at: Point): number {
  return Math.min(...layout.posts.map((post) => farM(post, at)));
}

function farM(a: Point, b: Point): number {
  return hypot(a.xM - b.xM, a.yM - b.yM);
}

export type FetchHelpParts = {
  readonly spec: FetchHelpSpec;
  readonly helpPlaces: readonly HelpPlace[];
  /** With the spots where clerks step out as targets. */
  readonly layout: HallLayout;
};

/** Null when the rule is off. */
export function fetchHelpOf(scenario: Scenario, layout: HallLayout, walls: WallField): FetchHelpParts | null {
  const { fetchHelp } = scenario.rules;
  if (!fetchHelp) return null;
  const places: FetchPlace[] = [];
  const helpPlaces: HelpPlace[] = [];
  const targets: Point[] = [];
  const desks = layout.desks.length;
  for (const counter of countersOf(scenario, layout)) {
    const ask = askPose(layout, walls, counter);
    const out = ask && outSpot(layout, walls, counter, ask);
    const place = layout.places[counter.place];
    if (!ask || !out || !place) throw new Error(`rules.fetchHelp: no room to ask at ${counter.id}`);
    const clerk = clerkAt(counter, awayOf(counter, place));
    places.push({
      id: counter.id,
      kind: counter.kind,
      index: counter.index,
      clerkXM: clerk.xM,
      clerkYM: clerk.yM,
      askXM: ask.xM,
      askYM: ask.yM,
      outXM: out.xM,
      outYM: out.yM,
      outTarget: layout.targets.length + targets.length,
      away: fetchHelp.away
        .filter(({ desk }) => counter.kind === 'desk' && desk === counter.id)
        .map(({ from, forMin }) => ({ fromS: secondsOf(from), toS: secondsOf(from) + 60 * forMin })),
    });
    targets.push(out);
    const desk = desks > 1 ? { zh: `${counter.index + 1}号咨询台`, en: `enquiry desk ${counter.index + 1}` } : DESK;
    helpPlaces.push({
      id: counter.id,
      name: counter.kind === 'desk' ? desk : { zh: `${counter.id}窗口`, en: `window ${counter.id}` },
      ask,
      receives: counter.kind === 'desk',
    });
  }
  const { busyAbove, assistShare, personShare } = fetchHelp;
  return {
    spec: {
      places,
      busyAbove,
      assistShare,
      personShare,
      answer: durationSpec(fetchHelp.answer),
      help: durationSpec(fetchHelp.help),
      patience: durationSpec(fetchHelp.patience),
    },
    helpPlaces,
    layout: withTargets(layout, targets),
  };
}

const DESK = { zh: '咨询台', en: 'the enquiry desk' };
