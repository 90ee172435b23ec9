/** Theory halls: no walking, no bodies; only arrivals, tickets and windows. */
import { citizenPolicies } from '../../agents/citizen';
import type { HallLayout } from '../../src/kernel/layout';
import { NO_RULES, type RulesSpec } from '../../src/kernel/rules/spec';
import type { ArrivalSpec, DurationSpec, HallSpec, StaffingInterval } from '../../src/kernel/spec';

export type QueueWorld = {
  readonly windows: number;
  readonly arrivals: readonly ArrivalSpec[];
  readonly services: readonly DurationSpec[];
  readonly openS?: number;
  readonly closeS: number;
  readonly seed?: number;
  /** Letters by item; default: all items letter A. */
  readonly groupOfItem?: readonly number[];
  readonly groups?: number;
  /** Groups by window; default: every window serves every letter. */
  readonly groupsOfWindow?: (window: number) => readonly number[];
  readonly rules?: Partial<RulesSpec>;
};

export function emptyLayout(windows: number): HallLayout {
  return {
    sceneId: 'theory',
    layoutHash: '0',
    minXM: 0,
    minYM: 0,
    maxXM: 1,
    maxYM: 1,
    outline: [],
    solids: [],
    places: [],
    targets: [],
    doors: [],
    windows: Array.from({ length: windows }, (_, i) => ({
      id: `A${String(i + 1).padStart(2, '0')}`,
      letter: 'A',
      number: i + 1,
      xM: 0,
      yM: 0,
      facingRad: 0,
      widthM: 1,
      lowCounter: false,
      place: -1,
    })),
    kiosks: [],
    desks: [],
    posts: [],
    docks: [],
    seats: [],
    stands: [],
    zones: [],
  };
}

export function queueSpec(world: QueueWorld): HallSpec {
  const groups = world.groups ?? 1;
  const openS = world.openS ?? 0;
  const all = Array.from({ length: groups }, (_, i) => i);
  return {
    id: 'theory',
    nameZh: '理论',
    nameEn: 'theory',
    seed: world.seed ?? 1,
    resolution: 'meso',
    walking: false,
    layout: emptyLayout(world.windows),
    openS,
    closeS: world.closeS,
    lastTicketS: world.closeS,
    endS: world.closeS + 1e6,
    groups: all.map((i) => ({ letter: String.fromCharCode(65 + i), nameZh: '', nameEn: '' })),
    items: world.services.map((service, i) => ({
      id: `item${i}`,
      nameZh: '',
      nameEn: '',
      departmentZh: '',
      departmentEn: '',
      group: world.groupOfItem?.[i] ?? 0,
      service,
      materialsZh: [],
      materialsEn: [],
      keywords: [],
      missingPaperShare: 0,
      missingPaperCheckS: 60,
    })),
    staffing: Array.from({ length: world.windows }, (_, window): StaffingInterval[] => [
      { fromS: openS, toS: world.closeS, groups: world.groupsOfWindow?.(window) ?? all },
    ]),
    arrivals: world.arrivals,
    scripted: [],
    visitors: {
      speedMeanMps: 1.2,
      speedSdMps: 0.2,
      speedMinMps: 0.5,
      speedMaxMps: 2,
      slowFactor: 0.7,
      buildShares: [1, 0, 0, 0, 0],
      askShare: 0,
      acceptLeadShare: 0,
      robotLineMax: 0,
      language: 'zh',
      dialogueTurn: { kind: 'constant', meanS: 2 },
      bodyRadiusM: 0.2,
    },
    kioskTime: { kind: 'constant', meanS: 20 },
    deskTime: { kind: 'constant', meanS: 60 },
    policies: citizenPolicies,
    rules: { ...NO_RULES, ...world.rules },
    robots: [],
    makeRobotBodies: null,
    assumptions: [],
  };
}
