/** A scenario's robots -> RobotSpec: body of the KettyBot class, and what the robot is told of the building. */
import type { BrainParams, CreateBrain, HelpPlace, OccupancyMap, Pose2D, SiteKnowledge } from '../../agents/contract';
import { PI, wrapAngle } from '../kernel/base/detmath';
import { type WallField, wallDistanceM } from '../kernel/geometry';
import type { HallLayout, WindowPlan } from '../kernel/layout';
import { BASIC_SENSORS } from '../kernel/robot/sensorPresets';
import type { ItemSpec, RobotBodySpec, RobotSpec, StaffingInterval } from '../kernel/spec';
import { offset } from './layout/directions';
import type { Scenario, ScenarioRobot } from './schema/scenario';
import { sensorsOf } from './sensors';

/**
 * 435 x 450 x 1120 mm, 38 kg, 25.6 V 20 Ah, up to 1.2 m/s, over 8 h, charges in 4 h (hall facts, KettyBot class).
 * Power: 20 A h x 25.6 V / 8 h = 64 W in use. Idle power and inner resistance are assumptions; sensors: `robot/sensorPresets.ts`.
 */
export const KETTYBOT_CLASS: Omit<RobotBodySpec, 'radiusM'> = {
  ...BASIC_SENSORS,
  heightM: 1.12,
  massKg: 38,
  maxLinearMps: 1.2,
  maxReverseMps: 0.3,
  maxAngularRps: 1.6,
  linearAccelMps2: 0.8,
  linearDecelMps2: 1.2,
  angularAccelRps2: 2.5,
  battery: {
    voltageV: 25.6,
    capacityAh: 20,
    capacityShare: 1,
    resistanceOhm: 0.05,
    activeW: 58,
    idleW: 38,
    rollingResistance: 0.02,
    chargeCurrentA: 5.5,
    taperFromRatio: 0.85,
  },
};

/** Where a robot may stop to hand a guest over: [behind the customer's place, to its right], metres; first free one. */
const HANDOVER_OFFSETS: readonly (readonly [number, number])[] = [
  [0.55, 0.7],
  [0.55, -0.7],
  [0.9, 0],
  [0.3, 0.85],
  [0.3, -0.85],
  [1.2, 0.5],
  [1.2, -0.5],
  [1.3, 0],
];
const HANDOVER_CLEAR_M = 0.35;
/** Centre to centre, to people at the neighbouring windows. */
const NEIGHBOUR_CLEAR_M = 0.6;

/** Pose for the robot at a window: facing the counter, 0.9 m from the customer's place. Null if nothing is free. */
export function handoverPose(layout: HallLayout, walls: WallField, window: WindowPlan): Pose2D | null {
  const place = layout.places[window.place];
  if (!place) return null;
  const f = { x: place.xM - window.xM, y: place.yM - window.yM };
  const length = Math.sqrt(f.x * f.x + f.y * f.y);
  const away = { x: f.x / length, y: f.y / length };
  for (const [behind, right] of HANDOVER_OFFSETS) {
    // `away` points from the counter to the customer; its left is the customer's right.
    const at = offset(place.xM, place.yM, away, behind, right);
    if (wallDistanceM(walls, at.xM, at.yM) < HANDOVER_CLEAR_M) continue;
    const blocked = layout.windows.some((other) => {
      const spot = layout.places[other.place];
      if (!spot) return false;
      const dx = spot.xM - at.xM;
      const dy = spot.yM - at.yM;
      return dx * dx + dy * dy < NEIGHBOUR_CLEAR_M * NEIGHBOUR_CLEAR_M;
    });
    if (!blocked) return { ...at, yawRad: place.facingRad };
  }
  return null;
}

export type RobotParts = {
  readonly scenario: Scenario;
  readonly layout: HallLayout;
  readonly walls: WallField;
  readonly map: OccupancyMap;
  readonly items: readonly ItemSpec[];
  /** (windows) */
  readonly staffing: readonly (readonly StaffingInterval[])[];
  /** Where staff may be fetched; empty = nowhere. */
  readonly helpPlaces: readonly HelpPlace[];
};

export function makeRobot(
  robot: ScenarioRobot,
  parts: RobotParts,
  minds: { readonly createBrain: CreateBrain; readonly brainParams: BrainParams },
): RobotSpec {
  const { layout } = parts;
  const post = robot.post === undefined ? 0 : layout.posts.findIndex((plan) => plan.id === robot.post);
  const firstDock = layout.docks.length > 0 ? 0 : -1;
  const dockIndex = robot.dock === undefined ? firstDock : layout.docks.findIndex((plan) => plan.id === robot.dock);
  const brainParams: BrainParams = {
    ...minds.brainParams,
    ...(robot.maxLinearMps === undefined ? {} : { maxLinearMps: robot.maxLinearMps }),
    ...(robot.chargeBelow === undefined ? {} : { chargeBelowRatio: robot.chargeBelow }),
    ...(robot.chargeUntil === undefined ? {} : { chargeUntilRatio: robot.chargeUntil }),
    ...(robot.opportunityBelow === undefined ? {} : { opportunityBelowRatio: robot.opportunityBelow }),
  };
  return {
    id: robot.id,
    nameZh: robot.name.zh,
    nameEn: robot.name.en,
    post,
    dock: dockIndex,
    site: siteKnowledge(robot, parts, post, dockIndex),
    brainParams,
    createBrain: minds.createBrain,
    initialChargeRatio: robot.initialChargeRatio,
    body: bodyOf(robot, brainParams.radiusM),
    latencyTicks: robot.latencyTicks,
  };
}

function bodyOf(robot: ScenarioRobot, radiusM: number): RobotBodySpec {
  const { battery } = KETTYBOT_CLASS;
  return {
    ...KETTYBOT_CLASS,
    ...sensorsOf(robot.sensors),
    radiusM,
    battery: { ...battery, ...robot.battery },
  };
}

function poseOf(place: { readonly at: readonly [number, number]; readonly facingDeg: number }): Pose2D {
  return { xM: place.at[0], yM: place.at[1], yawRad: wrapAngle((place.facingDeg * PI) / 180) };
}

function siteKnowledge(robot: ScenarioRobot, parts: RobotParts, postIndex: number, dockIndex: number): SiteKnowledge {
  const { layout, walls, map, scenario } = parts;
  const plan = layout.posts[postIndex];
  if (!plan) throw new Error(`robot ${robot.id}: post ${robot.post ?? 0} is not in the scene`);
  const post: Pose2D = { xM: plan.xM, yM: plan.yM, yawRad: plan.robotYawRad };
  const dock = layout.docks[dockIndex];
  const windows = layout.windows.flatMap((window) => {
    const handover = handoverPose(layout, walls, window);
    return handover ? [{ id: window.id, handover }] : [];
  });
  const known = new Set(windows.map((window) => window.id));
  const inCatalogue = parts.items.filter((item) => !robot.unknownItems.includes(item.id));
  const items = inCatalogue.map((item) => ({
    id: item.id,
    name: { zh: item.nameZh, en: item.nameEn },
    keywords: item.keywords,
    department: { zh: item.departmentZh, en: item.departmentEn },
    windowIds: layout.windows
      .filter(
        (window, i) =>
          known.has(window.id) && parts.staffing[i]!.some((interval) => interval.groups.includes(item.group)),
      )
      .map((window) => window.id),
    materials: { zh: item.materialsZh, en: item.materialsEn },
    ...(item.consultation ? { consultation: item.consultation } : {}),
  }));
  return {
    map,
    windows,
    ...(parts.helpPlaces.length > 0 ? { helpPlaces: parts.helpPlaces } : {}),
    items,
    post,
    dock: dock
      ? {
          pose: { xM: dock.xM, yM: dock.yM, yawRad: dock.yawRad },
          staging: { xM: dock.stagingXM, yM: dock.stagingYM, yawRad: dock.stagingYawRad },
        }
      : null,
    zones: scenario.robotZones.map((zone) => ({
      kind: zone.kind,
      polygon: zone.polygon.map(([xM, yM]) => ({ xM, yM })),
      maxMps: zone.kind === 'slow' ? zone.maxMps : KETTYBOT_CLASS.maxLinearMps,
    })),
    patrol: robot.patrol.map((stop) => ({ pose: poseOf(stop), line: stop.line })),
    refuge: robot.refuge ? poseOf(robot.refuge) : null,
    start: robot.start ? poseOf(robot.start) : post,
    robotName: { zh: robot.name.zh, en: robot.name.en },
    language: scenario.visitors.language,
    canIssueTickets: robot.canIssueTickets,
  };
}
