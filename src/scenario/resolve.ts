/** A checked scenario and scene -> HallSpec: indices instead of names, seconds instead of clock texts. Pure. */
import type { BrainParams, CitizenPolicies, CreateBrain, CreateFleet } from '../../agents/contract';
import { occupancyMap } from '../kernel/geometry';
import type { MakeRobotBodies } from '../kernel/robot/body';
import {
  type ArrivalSpec,
  BUILDS,
  type HallSpec,
  type ItemSpec,
  type Resolution,
  type ScriptedVisitor,
  type StaffingInterval,
  type VisitorParams,
} from '../kernel/spec';
import { consultationOf } from './consultation';
import { durationSpec } from './durations';
import { faultsOf } from './faults';
import { buildLayout } from './layout/build';
import { makeRobot } from './robots';
import { fetchHelpOf } from './rules/fetchHelp';
import { rulesSpec } from './rules/resolve';
import type { Scenario, ScenarioArrivals } from './schema/scenario';
import type { Scene } from './schema/scene';
import { inBothLanguages, secondsOf } from './schema/units';
import { staffedIntervals } from './staffing';

/** Cell of the map that robots are given, metres. */
const MAP_CELL_M = 0.05;
const DEFAULT_RUN_ON_S = 3 * 3600;

export type Minds = {
  readonly citizen: CitizenPolicies;
  readonly createBrain: CreateBrain;
  readonly brainParams: BrainParams;
  readonly makeRobotBodies: MakeRobotBodies | null;
  readonly createFleet?: CreateFleet;
};

export type ResolveOptions = { readonly seed?: number; readonly resolution?: Resolution };

/** `parsed` must have passed `parseScenario`: names that lead nowhere throw here. */
export function resolveScenario(
  parsed: { readonly scenario: Scenario; readonly scene: Scene },
  minds: Minds,
  options: ResolveOptions = {},
): HallSpec {
  const { scenario, scene } = parsed;
  const built = buildLayout(scene);
  const { walls } = built;
  const help = fetchHelpOf(scenario, built.layout, walls);
  const layout = help?.layout ?? built.layout;
  const groups = scenario.groups.map(({ letter, name }) => ({ letter, nameZh: name.zh, nameEn: name.en }));
  const groupOf = indexer(
    'ticket letter',
    groups.map((group) => group.letter),
  );
  const items: ItemSpec[] = scenario.items.map((item) => ({
    id: item.id,
    nameZh: item.name.zh,
    nameEn: item.name.en,
    departmentZh: item.department.zh,
    departmentEn: item.department.en,
    group: groupOf(item.group),
    service: durationSpec(item.service),
    materialsZh: item.materials.zh,
    materialsEn: item.materials.en,
    keywords: item.keywords,
    missingPaperShare: item.missingPaperShare,
    missingPaperCheckS: item.missingPaperCheckMin * 60,
    ...(item.consultation.length > 0 ? consultationOf(item.consultation) : {}),
  }));
  const itemOf = indexer(
    'item',
    items.map((item) => item.id),
  );
  const staffing = staffingOf(
    scenario,
    layout.windows.map((window) => window.id),
    groupOf,
  );
  const { hours } = scenario;
  const closeS = secondsOf(hours.close);
  const parts = { scenario, layout, walls, items, staffing, helpPlaces: help?.helpPlaces ?? [] };
  const robots =
    scenario.robots.length === 0
      ? []
      : ((map) => scenario.robots.map((robot) => makeRobot(robot, { ...parts, map }, minds)))(
          occupancyMap(layout, MAP_CELL_M),
        );
  return {
    id: scenario.id,
    nameZh: scenario.name.zh,
    nameEn: scenario.name.en,
    seed: options.seed ?? scenario.seed,
    resolution: options.resolution ?? scenario.resolution,
    walking: scenario.walking,
    ...(scenario.crowd ? { crowd: scenario.crowd } : {}),
    layout,
    openS: secondsOf(hours.open),
    closeS,
    lastTicketS: hours.lastTicket === undefined ? closeS : secondsOf(hours.lastTicket),
    endS: hours.end === undefined ? defaultEndS(scenario, closeS) : secondsOf(hours.end),
    groups,
    items,
    staffing,
    arrivals: scenario.arrivals.map((entry) => arrivalSpec(entry, items.length, itemOf)),
    scripted: scenario.scripted.map(
      (visitor): ScriptedVisitor => ({
        id: visitor.id,
        atS: secondsOf(visitor.at),
        item: itemOf(visitor.item),
        nameZh: visitor.name.zh,
        nameEn: visitor.name.en,
        build: visitor.build,
        firstStop: visitor.firstStop,
        question: visitor.question,
        wantsLead: visitor.wantsLead,
      }),
    ),
    visitors: visitorParams(scenario),
    kioskTime: durationSpec(scenario.kioskTime),
    deskTime: durationSpec(scenario.deskTime),
    policies: minds.citizen,
    rules: rulesSpec(scenario, layout, minds.citizen, help?.spec ?? null),
    robots,
    faults: faultsOf(scenario),
    createFleet: scenario.fleet ? (minds.createFleet ?? null) : null,
    makeRobotBodies: minds.makeRobotBodies,
    assumptions: [...scene.assumptions, ...scenario.assumptions].map(inBothLanguages),
  };
}

/** Three hours after closing, or after the 24-hour zone has closed, at most midnight. */
function defaultEndS({ rules }: Scenario, closeS: number): number {
  const lastS = Math.max(closeS, ...(rules.zone24?.rate.map((interval) => secondsOf(interval.to)) ?? []));
  return Math.min(24 * 3600, lastS + DEFAULT_RUN_ON_S);
}

function indexer(what: string, names: readonly string[]): (name: string) => number {
  const index = new Map(names.map((name, i) => [name, i]));
  return (name) => {
    const found = index.get(name);
    if (found === undefined) throw new Error(`resolveScenario: ${what} ${name} is not defined`);
    return found;
  };
}

function staffingOf(
  scenario: Scenario,
  windows: readonly string[],
  groupOf: (letter: string) => number,
): StaffingInterval[][] {
  const lists: StaffingInterval[][] = windows.map(() => []);
  const windowOf = indexer('window', windows);
  for (const { window, fromS, toS, letters, speed } of staffedIntervals(scenario)) {
    const interval = { fromS, toS, groups: letters.map(groupOf) };
    lists[windowOf(window)]!.push(speed === 1 ? interval : { ...interval, speed });
  }
  for (const list of lists) list.sort((a, b) => a.fromS - b.fromS);
  return lists;
}

function arrivalSpec(entry: ScenarioArrivals, itemCount: number, itemOf: (id: string) => number): ArrivalSpec {
  if (entry.table) {
    const rows = entry.table.map((row) => ({ atS: secondsOf(row.at), item: itemOf(row.item) }));
    rows.sort((a, b) => a.atS - b.atS);
    return { kind: 'table', timesS: rows.map((row) => row.atS), items: rows.map((row) => row.item) };
  }
  const weights = entry.items
    ? Object.entries(entry.items).map(([id, weight]) => ({ item: itemOf(id), weight }))
    : Array.from({ length: itemCount }, (_, item) => ({ item, weight: 1 }));
  // In the order of the items, whatever the order of the weights in the file.
  weights.sort((a, b) => a.item - b.item);
  const intervals = (entry.rate ?? []).map(({ from, to, perHour }) => ({
    fromS: secondsOf(from),
    toS: secondsOf(to),
    perHour,
  }));
  intervals.sort((a, b) => a.fromS - b.fromS);
  return { kind: 'rate', exactCounts: entry.exactCounts, intervals, items: weights };
}

function visitorParams(scenario: Scenario): VisitorParams {
  const { builds, dialogueTurn, ...rest } = scenario.visitors;
  return { ...rest, buildShares: BUILDS.map((build) => builds[build]), dialogueTurn: durationSpec(dialogueTurn) };
}
