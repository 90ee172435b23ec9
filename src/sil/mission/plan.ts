/** A checked mission and a seed -> the hall to run, and what the run is measured against. Pure. */
import type { CreateBrain, CreateFleet, Pose2D, SiteKnowledge } from '../../../agents/contract';
import { occupancyMap, type WallField } from '../../kernel/geometry';
import type { HallLayout } from '../../kernel/layout';
import type { HallSpec, RobotSpec, ScriptedVisitor } from '../../kernel/spec';
import { buildLayout } from '../../scenario/layout/build';
import { withTargets } from '../../scenario/layout/targets';
import { type Minds, resolveScenario } from '../../scenario/resolve';
import { type Scenario, scenarioSchema } from '../../scenario/schema/scenario';
import type { Scene } from '../../scenario/schema/scene';
import { clockOf, secondsOf } from '../../scenario/schema/units';
import { faultSpec } from './faults';
import { type DeskVisitors, type Guest, missionPeople } from './people';
import type { Mission } from './schema';
import { sceneOf, type World } from './world';

const MAP_CELL_M = 0.05;
const WORLD_OPEN_S = 8 * 3600;
const RAD = Math.PI / 180;

export type ParsedHall = { readonly scenario: Scenario; readonly scene: Scene };

/** With a fleet manager, where one is there: it is asked when a mission has several robots. */
export type MissionMinds = Minds & { readonly createFleet?: CreateFleet };

export type MissionPlan = {
  readonly mission: Mission;
  readonly seed: number;
  readonly spec: HallSpec;
  /** Hall clock at which the mission begins. */
  readonly startS: number;
  /** Distances to walls of the hall as it is. */
  readonly walls: WallField;
};

/** Puts the supervised brain under test into robot 0; the others keep their own. */
export function planMission(
  mission: Mission,
  hall: ParsedHall | null,
  seed: number,
  minds: MissionMinds,
  underTest: CreateBrain,
): MissionPlan {
  return mission.world
    ? planWorld(mission, mission.world, seed, minds, underTest)
    : planHall(mission, hall, seed, minds, underTest);
}

function planHall(
  mission: Mission,
  hall: ParsedHall | null,
  seed: number,
  minds: MissionMinds,
  underTest: CreateBrain,
): MissionPlan {
  if (!hall || !mission.hall) throw new Error(`mission ${mission.id} needs the scenario of its hall`);
  const { open, from, demandFactor } = mission.hall;
  const { scenario, scene } = hall;
  const arrivals = scenario.arrivals.map((entry) =>
    entry.rate ? { ...entry, rate: entry.rate.map((row) => ({ ...row, perHour: row.perHour * demandFactor })) } : entry,
  );
  const opened = { ...scenario, arrivals, hours: { ...scenario.hours, ...(open === undefined ? {} : { open }) } };
  const resolved = resolveScenario({ scenario: opened, scene }, minds, { seed, resolution: 'micro' });
  const startS = secondsOf(from);
  const { walls } = buildLayout(scene);
  const people = missionPeople(mission, seed, resolved.layout.targets.length, startS - resolved.openS);
  const robots = resolved.robots.map((robot, i) => (i === 0 ? { ...robot, createBrain: underTest } : robot));
  return {
    mission,
    seed,
    startS,
    walls,
    spec: {
      ...resolved,
      layout: withTargets(resolved.layout, people.targets),
      robots: robots.map((robot) => (mission.task.kind === 'patrol' ? withPatrol(robot, mission) : robot)),
      faults: mission.faults.map((fault) => faultSpec(fault, startS)),
      ...(people.extras.length > 0 ? { extras: { people: people.extras, followers: people.followers } } : {}),
    },
  };
}

function planWorld(
  mission: Mission,
  world: World,
  seed: number,
  minds: MissionMinds,
  underTest: CreateBrain,
): MissionPlan {
  const { robot } = mission;
  if (!robot) throw new Error(`mission ${mission.id} needs a robot`);
  const scene = sceneOf(mission, world, 'hall');
  const built = buildLayout(scene);
  const mapped = buildLayout(sceneOf(mission, world, 'map'));
  const scenario = scenarioOf(mission, built.layout);
  const resolved = resolveScenario({ scenario, scene }, minds, { seed, resolution: 'micro' });
  const people = missionPeople(mission, seed, resolved.layout.targets.length, 0);
  const map = occupancyMap(mapped.layout, MAP_CELL_M);
  const robots = resolved.robots.map((spec, i): RobotSpec => {
    const start = poseOf((i === 0 ? robot : mission.others[i - 1]) ?? robot);
    const site: SiteKnowledge = {
      ...spec.site,
      map,
      start,
      items: spec.site.items.map((item, k) => ({ ...item, windowIds: windowsKnown(spec.site, built.layout, k) })),
      refuge: i === 0 && robot.refuge ? poseOf(robot.refuge) : null,
    };
    if (i > 0) return { ...spec, site, initialChargeRatio: mission.others[i - 1]?.chargeRatio ?? 1 };
    const told = robot.believes ? poseOf(robot.believes) : start;
    return {
      ...withPatrol({ ...spec, site }, mission),
      initialChargeRatio: robot.chargeRatio,
      createBrain: (known, params, brainSeed) => underTest({ ...known, start: told }, params, brainSeed),
    };
  });
  return {
    mission,
    seed,
    startS: resolved.openS,
    walls: built.walls,
    spec: {
      ...resolved,
      layout: withTargets(resolved.layout, people.targets),
      scripted: [
        ...visitorsOf(people.guests, built.layout, resolved.openS),
        ...deskVisitorsOf(people.deskVisitors, resolved.openS),
      ],
      robots,
      faults: mission.faults.map((fault) => faultSpec(fault, resolved.openS)),
      createFleet: mission.others.length > 0 ? (minds.createFleet ?? null) : null,
      extras: { people: people.extras, followers: people.followers },
    },
  };
}

/** Item k is served at window k alone, so that a guest's wish leads to one window. */
function windowsKnown(site: SiteKnowledge, layout: HallLayout, k: number): string[] {
  const id = layout.windows[k]?.id;
  return id !== undefined && site.windows.some((window) => window.id === id) ? [id] : [];
}

function withPatrol(robot: RobotSpec, mission: Mission): RobotSpec {
  const { task } = mission;
  if (task.kind !== 'patrol') return robot;
  const line = { zh: '您好，需要帮忙可以问我', en: 'You may ask me for help' };
  const patrol = task.stops.map((stop) => ({ pose: poseOf(stop), line }));
  return { ...robot, site: { ...robot.site, patrol } };
}

export function poseOf(entry: { readonly at: readonly [number, number]; readonly facingDeg: number }): Pose2D {
  return { xM: entry.at[0], yM: entry.at[1], yawRad: entry.facingDeg * RAD };
}

/** Names that no dialogue mixes up. */
const ITEMS: readonly (readonly [string, string])[] = [
  ['护士执业证书重新注册', 'Re-registration of a nurse licence'],
  ['居住证申领', 'Residence permit'],
  ['有限责任公司设立登记', 'Registration of a limited company'],
  ['购房提取住房公积金', 'Housing fund withdrawal'],
  ['失业保险金申领', 'Unemployment benefit'],
  ['契税申报', 'Deed tax return'],
  ['残疾人证新办', 'Disability certificate'],
  ['高级中学教师资格认定', 'Teaching certificate'],
  ['食品经营许可证核发', 'Food business licence'],
  ['往来港澳通行证签注', 'Endorsement for Hong Kong and Macau'],
];

/** A quiet day in the small world: one item a window, nobody comes by chance. */
function scenarioOf(mission: Mission, layout: HallLayout): Scenario {
  const letters = [...new Set(layout.windows.map((window) => window.letter))];
  const name = { zh: mission.id, en: mission.id };
  const { robot } = mission;
  const parsed = scenarioSchema.parse({
    version: 1,
    id: mission.id,
    name,
    scene: 'world',
    hours: { open: '08:00', close: '20:00', end: '23:00' },
    groups: (letters.length > 0 ? letters : ['A']).map((letter) => ({ letter, name })),
    items: (layout.windows.length > 0 ? layout.windows : [{ id: 'none', letter: 'A' }]).map((window, k) => {
      const [zh, en] = ITEMS[k % ITEMS.length] as readonly [string, string];
      return {
        id: `item-${window.id}`,
        name: { zh, en },
        department: { zh: '综合', en: 'General' },
        group: window.letter,
        service: { dist: 'constant', meanMin: 5 },
      };
    }),
    arrivals: [{ rate: [{ from: '08:00', to: '20:00', perHour: 0 }] }],
    staffing: [{ windows: ['A01'], letters: 'all' }],
    robots: [robot, ...mission.others].map((_, i) => ({
      sensors: robot?.sensors ?? { preset: 'realistic' },
      id: `robot-${i + 1}`,
      name: { zh: `机器人${i + 1}`, en: `Robot ${i + 1}` },
      post: `post-${i + 1}`,
      ...(i === 0 && robot
        ? {
            latencyTicks: robot.latencyTicks,
            ...(robot.maxLinearMps === undefined ? {} : { maxLinearMps: robot.maxLinearMps }),
            ...(robot.chargeBelow === undefined ? {} : { chargeBelow: robot.chargeBelow }),
            ...(robot.chargeUntil === undefined ? {} : { chargeUntil: robot.chargeUntil }),
          }
        : {}),
    })),
    visitors: { askShare: 0, builds: { average: 1 } },
    ...(mission.fetchHelp ? { rules: { fetchHelp: mission.fetchHelp } } : {}),
  });
  const open = clockOf(WORLD_OPEN_S);
  return {
    ...parsed,
    hours: { ...parsed.hours, open },
    arrivals: [],
    staffing:
      layout.windows.length === 0 ? [] : layout.windows.map((window) => staffed(parsed, window.id, window.letter)),
  };
}

function staffed(parsed: Scenario, window: string, letter: string): Scenario['staffing'][number] {
  const base = parsed.staffing[0] as Scenario['staffing'][number];
  return { ...base, windows: [window], letters: [letter] };
}

function deskVisitorsOf(groups: readonly DeskVisitors[], openS: number): ScriptedVisitor[] {
  return groups.flatMap((group, i) =>
    Array.from({ length: group.count }, (_, k) => ({
      id: `desk-visitor-${i + 1}-${k + 1}`,
      atS: openS + group.atS + k * group.everyS,
      item: 0,
      nameZh: '咨询者',
      nameEn: 'enquirer',
      build: 'average' as const,
      firstStop: 'desk' as const,
      question: '',
      wantsLead: false,
    })),
  );
}

function visitorsOf(guests: readonly Guest[], layout: HallLayout, openS: number): ScriptedVisitor[] {
  return guests.map((guest, i) => ({
    id: `guest-${i + 1}`,
    atS: openS + guest.atS,
    item: layout.windows.findIndex((window) => window.id === guest.window),
    nameZh: '来访者',
    nameEn: 'visitor',
    build: guest.build,
    firstStop: 'robot',
    question: guest.says ?? '',
    waitsForHelpS: guest.waitsForHelpS,
    wantsLead: true,
  }));
}
