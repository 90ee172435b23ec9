/**
 * A small kinematic hall of its own for the brain's tests: boxes, people as discs, a lidar, a drifting odometry, a dock.
 * Nothing of the kernel is used. 20 Hz, percepts at 10 Hz, one tick of command latency. World frame, metres, seconds.
 */
import type {
  BrainParams,
  Command,
  HeardSpeech,
  IdDocument,
  ItemKnowledge,
  Language,
  LaserScan,
  OccupancyMap,
  Percept,
  PersonDetection,
  Pose2D,
  RobotBrain,
  Screen,
  SiteKnowledge,
  TaskRequest,
  Touch,
  Utterance,
} from '../../agents/contract';
import { atan2, cos, hypot, sin, TWO_PI, wrapAngle } from '../../agents/contract/numerics/detmath';
import { Purpose, RandomStream } from '../../agents/contract/numerics/random';
import { createGuideRobot, defaultBrainParams } from '../../agents/guide-robot';

export type Box = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
export type Person = { x: number; y: number; vx: number; vy: number; radius: number; id: number };

export const TICK_S = 0.05;
const MAP_RESOLUTION_M = 0.05;
const BEAMS = 360;
const LIDAR_RANGE_M = 12;

/** A hall of 24 x 14 m: outer walls, a counter with windows along the north, pillars, seats, a dock at the west wall. */
export const HALL_BOXES: readonly Box[] = [
  { x0: 0, y0: 0, x1: 24, y1: 0.2 },
  { x0: 0, y0: 13.8, x1: 24, y1: 14 },
  { x0: 0, y0: 0, x1: 0.2, y1: 14 },
  { x0: 23.8, y0: 0, x1: 24, y1: 14 },
  { x0: 4, y0: 12, x1: 22, y1: 12.8 },
  { x0: 8, y0: 5, x1: 8.6, y1: 5.6 },
  { x0: 15, y0: 5, x1: 15.6, y1: 5.6 },
  { x0: 10, y0: 7.5, x1: 14, y1: 8.1 },
  { x0: 17, y0: 7.5, x1: 21, y1: 8.1 },
  { x0: 0.2, y0: 9.75, x1: 0.45, y1: 10.25 },
];

const HALF_PI = Math.PI / 2;

export function rasterize(boxes: readonly Box[], widthM: number, heightM: number): OccupancyMap {
  const columns = Math.round(widthM / MAP_RESOLUTION_M);
  const rows = Math.round(heightM / MAP_RESOLUTION_M);
  const cells = new Uint8Array(columns * rows);
  for (const box of boxes) {
    const c0 = Math.max(0, Math.floor(box.x0 / MAP_RESOLUTION_M + 1e-6));
    const c1 = Math.min(columns - 1, Math.ceil(box.x1 / MAP_RESOLUTION_M - 1e-6) - 1);
    const r0 = Math.max(0, Math.floor(box.y0 / MAP_RESOLUTION_M + 1e-6));
    const r1 = Math.min(rows - 1, Math.ceil(box.y1 / MAP_RESOLUTION_M - 1e-6) - 1);
    for (let r = r0; r <= r1; r++) cells.fill(100, r * columns + c0, r * columns + c1 + 1);
  }
  return { originXM: 0, originYM: 0, resolutionM: MAP_RESOLUTION_M, columns, rows, cells };
}

export const NURSE: ItemKnowledge = {
  id: 'nurse-re-registration',
  name: { zh: '护士执业证书重新注册', en: 'Nurse licence re-registration' },
  keywords: ['护士证重新注册', '护士重新注册'],
  department: { zh: '卫生健康局', en: 'Health Bureau' },
  windowIds: ['B01', 'B10'],
  materials: { zh: ['身份证', '护士执业证书', '体检表'], en: ['ID card', 'nurse licence', 'medical report'] },
};

export const ITEMS: readonly ItemKnowledge[] = [
  {
    id: 'residence-permit',
    name: { zh: '居住证办理', en: 'Residence permit' },
    keywords: ['居住证', '暂住证'],
    department: { zh: '公安局', en: 'Police' },
    windowIds: ['A02'],
    materials: { zh: ['身份证', '租房合同'], en: ['ID card', 'lease'] },
  },
  NURSE,
  {
    id: 'nurse-change',
    name: { zh: '护士执业证书变更注册', en: 'Nurse licence change of registration' },
    keywords: ['护士变更注册'],
    department: { zh: '卫生健康局', en: 'Health Bureau' },
    windowIds: ['B10'],
    materials: { zh: ['身份证', '变更申请表'], en: ['ID card', 'change form'] },
  },
  {
    id: 'nowhere',
    name: { zh: '船舶检验登记', en: 'Ship inspection' },
    keywords: [],
    department: { zh: '海事局', en: 'Maritime Bureau' },
    windowIds: ['Z99'],
    materials: { zh: [], en: [] },
  },
];

export function hallSite(change: Partial<SiteKnowledge> = {}): SiteKnowledge {
  return {
    map: rasterize(HALL_BOXES, 24, 14),
    windows: [
      { id: 'A02', handover: { xM: 6, yM: 11.4, yawRad: HALF_PI } },
      { id: 'B01', handover: { xM: 13, yM: 11.4, yawRad: HALF_PI } },
      { id: 'B10', handover: { xM: 20, yM: 11.4, yawRad: HALF_PI } },
    ],
    items: ITEMS,
    post: { xM: 5, yM: 3, yawRad: -HALF_PI },
    dock: { pose: { xM: 0.8, yM: 10, yawRad: Math.PI }, staging: { xM: 1.5, yM: 10, yawRad: Math.PI } },
    zones: [],
    patrol: [],
    refuge: null,
    start: { xM: 5, yM: 3, yawRad: -HALF_PI },
    robotName: { zh: '小今', en: 'Xiaojin' },
    language: 'zh',
    canIssueTickets: true,
    ...change,
  };
}

export type WorldOptions = {
  readonly site?: SiteKnowledge;
  readonly params?: Partial<BrainParams>;
  readonly boxes?: readonly Box[];
  readonly people?: readonly Person[];
  readonly chargeRatio?: number;
  /** Scale error of distance and of turning, and heading error per metre, rad/m. */
  readonly drift?: { readonly distance: number; readonly turn: number; readonly yawPerM: number };
  /** Camera's view to each side, rad. */
  readonly cameraHalfViewRad?: number;
  readonly seed?: number;
  /** How far the contacts miss: docked only when this much deeper than the dock pose, m. */
  readonly contactGapM?: number;
};

export type LogLine = { readonly atS: number; readonly what: string };

export class World {
  readonly site: SiteKnowledge;
  readonly params: BrainParams;
  brain: RobotBrain;
  readonly boxes: readonly Box[];
  readonly people: Person[];
  tick = 0;
  x: number;
  y: number;
  yaw: number;
  v = 0;
  w = 0;
  chargeRatio: number;
  charging = false;
  distanceM = 0;
  bumper = false;
  emergencyStop = false;
  /** Row in `people` of the guest; -1 = none. */
  guest = -1;
  /** Smallest gap between the robot's circle and any person, any wall; m. */
  minPersonGapM = Number.POSITIVE_INFINITY;
  minWallGapM = Number.POSITIVE_INFINITY;
  lastCommand: Command | null = null;
  readonly said: { atS: number; line: Utterance }[] = [];
  readonly shown: Screen[] = [];
  readonly activities: LogLine[] = [];
  readonly tickets: string[] = [];
  commands = 0;
  stepTimeMs = 0;
  /** Called every tick before the robot moves. */
  script: ((world: World) => void) | null = null;
  private pending: Command | null = null;
  private heard: HeardSpeech[] = [];
  private touched: Touch[] = [];
  private requests: TaskRequest[] = [];
  private presented: IdDocument[] = [];
  /** The dock's marker is covered. */
  markerHidden = false;
  private odomX = 0;
  private odomY = 0;
  private odomYaw = 0;
  private readonly random: RandomStream;
  private readonly drift: { distance: number; turn: number; yawPerM: number };
  private readonly halfView: number;
  private readonly contactGapM: number;
  private readonly ranges = new Float32Array(BEAMS);
  /** Percepts given, for replays. */
  readonly percepts: Percept[] = [];
  keepPercepts = false;

  constructor(options: WorldOptions = {}) {
    this.site = options.site ?? hallSite();
    this.params = { ...defaultBrainParams, ...options.params };
    this.brain = createGuideRobot(this.site, this.params, 1);
    this.boxes = options.boxes ?? HALL_BOXES;
    this.people = (options.people ?? []).map((person) => ({ ...person }));
    this.x = this.site.start.xM;
    this.y = this.site.start.yM;
    this.yaw = this.site.start.yawRad;
    this.chargeRatio = options.chargeRatio ?? 0.9;
    this.drift = options.drift ?? { distance: 0.01, turn: 0.01, yawPerM: 0.002 };
    this.halfView = options.cameraHalfViewRad ?? Math.PI;
    this.contactGapM = options.contactGapM ?? 0;
    this.random = new RandomStream(options.seed ?? 7, Purpose.test);
  }

  get nowS(): number {
    return this.tick * TICK_S;
  }

  say(text: string, language: Language = 'zh', fromX = this.x, fromY = this.y - 1): void {
    this.heard.push({
      stampS: this.nowS,
      text,
      language,
      bearingRad: wrapAngle(atan2(fromY - this.y, fromX - this.x) - this.yaw),
      distanceM: hypot(fromX - this.x, fromY - this.y),
      confidence: 0.9,
    });
  }

  touch(): void {
    this.touched.push({ stampS: this.nowS, what: 'arm', choice: null });
  }

  /** Touches an answer on the screen. */
  choose(choice: number): void {
    this.touched.push({ stampS: this.nowS, what: 'screen', choice });
  }

  present(document: Omit<IdDocument, 'stampS'>): void {
    this.presented.push({ stampS: this.nowS, ...document });
  }

  request(request: TaskRequest): void {
    this.requests.push(request);
  }

  get activity(): string {
    return this.lastCommand?.status.activity ?? 'none';
  }

  saidActs(): string[] {
    return this.said.map(({ line }) => line.act.kind);
  }

  /** Runs until the condition holds; false if it did not within `limitS`. */
  runUntil(condition: (world: World) => boolean, limitS: number): boolean {
    const end = this.tick + Math.round(limitS / TICK_S);
    while (this.tick < end) {
      this.step();
      if (condition(this)) return true;
    }
    return false;
  }

  runFor(seconds: number): void {
    this.runUntil(() => false, seconds);
  }

  step(): void {
    this.tick++;
    this.script?.(this);
    for (const person of this.people) {
      person.x += person.vx * TICK_S;
      person.y += person.vy * TICK_S;
    }
    this.move();
    this.energy();
    this.measureGaps();
    const idle = this.lastCommand?.status.sensing === 'idle';
    const due = idle ? this.tick % 20 === 0 : this.tick % 2 === 0;
    const event = this.heard.length + this.touched.length + this.requests.length + this.presented.length > 0;
    if (due || event) this.think(!idle && due);
  }

  private move(): void {
    const wanted = this.pending?.velocity ?? { linearMps: 0, angularRps: 0 };
    const { params } = this;
    const dv = wanted.linearMps - this.v;
    const most = (Math.abs(wanted.linearMps) > Math.abs(this.v) ? params.linearAccelMps2 : 2) * TICK_S * 1.5;
    this.v += Math.max(-most, Math.min(most, dv));
    const dw = wanted.angularRps - this.w;
    const mostW = params.angularAccelRps2 * TICK_S * 1.5;
    this.w += Math.max(-mostW, Math.min(mostW, dw));
    if (this.emergencyStop) {
      this.v = 0;
      this.w = 0;
    }
    const middle = this.yaw + 0.5 * this.w * TICK_S;
    const ds = this.v * TICK_S;
    const nx = this.x + ds * cos(middle);
    const ny = this.y + ds * sin(middle);
    const dyaw = this.w * TICK_S;
    this.yaw = wrapAngle(this.yaw + dyaw);
    const before = this.wallGap(this.x, this.y);
    const after = this.wallGap(nx, ny);
    this.bumper = after < 0 && after < before;
    if (!this.bumper) {
      this.x = nx;
      this.y = ny;
      this.distanceM += Math.abs(ds);
    } else this.v = 0;
    const moved = this.bumper ? 0 : ds;
    const noise = Math.abs(moved) > 0 ? this.random.normal(0, 0.02 * Math.sqrt(Math.abs(moved))) * 0.3 : 0;
    const odomDs = moved * (1 + this.drift.distance) + noise;
    const odomDyaw = dyaw * (1 + this.drift.turn) + moved * this.drift.yawPerM + noise * 0.1;
    this.odomX += odomDs * cos(this.odomYaw + 0.5 * odomDyaw);
    this.odomY += odomDs * sin(this.odomYaw + 0.5 * odomDyaw);
    this.odomYaw = wrapAngle(this.odomYaw + odomDyaw);
  }

  private energy(): void {
    const { dock } = this.site;
    if (dock) {
      const along = this.inFrame(dock.pose, this.x, this.y);
      // As in the hall: within 3 cm and 3 degrees, at rest.
      const square = Math.abs(wrapAngle(this.yaw - dock.pose.yawRad)) < 0.052;
      const deep = hypot(along.xM - this.contactGapM, along.yM) < 0.03;
      const atRest = Math.abs(this.v) < 0.02;
      this.charging = square && deep && atRest;
    }
    const perS = this.charging ? 1 / 120 : -1 / 30000;
    this.chargeRatio = Math.min(1, Math.max(0, this.chargeRatio + perS * TICK_S));
  }

  private inFrame(frame: Pose2D, x: number, y: number): { xM: number; yM: number } {
    const c = cos(frame.yawRad);
    const s = sin(frame.yawRad);
    return { xM: c * (x - frame.xM) + s * (y - frame.yM), yM: -s * (x - frame.xM) + c * (y - frame.yM) };
  }

  private wallGap(x: number, y: number): number {
    let gap = Number.POSITIVE_INFINITY;
    for (const box of this.boxes) {
      const dx = Math.max(box.x0 - x, 0, x - box.x1);
      const dy = Math.max(box.y0 - y, 0, y - box.y1);
      gap = Math.min(gap, hypot(dx, dy));
    }
    return gap - this.params.radiusM;
  }

  private measureGaps(): void {
    this.minWallGapM = Math.min(this.minWallGapM, this.wallGap(this.x, this.y));
    for (const person of this.people) {
      const gap = hypot(person.x - this.x, person.y - this.y) - person.radius - this.params.radiusM;
      this.minPersonGapM = Math.min(this.minPersonGapM, gap);
    }
  }

  private castRay(angle: number): number {
    const dx = cos(angle);
    const dy = sin(angle);
    let best = Number.POSITIVE_INFINITY;
    for (const box of this.boxes) {
      let near = 0;
      let far = Number.POSITIVE_INFINITY;
      const slabs: [number, number, number, number][] = [
        [this.x, dx, box.x0, box.x1],
        [this.y, dy, box.y0, box.y1],
      ];
      for (const [o, d, low, high] of slabs) {
        if (Math.abs(d) < 1e-12) {
          if (o < low || o > high) far = -1;
          continue;
        }
        const a = (low - o) / d;
        const b = (high - o) / d;
        near = Math.max(near, Math.min(a, b));
        far = Math.min(far, Math.max(a, b));
      }
      if (near <= far && near < best) best = near;
    }
    for (const person of this.people) {
      const px = person.x - this.x;
      const py = person.y - this.y;
      const along = px * dx + py * dy;
      const beside2 = px * px + py * py - along * along;
      const r2 = person.radius * person.radius;
      if (along <= 0 || beside2 > r2) continue;
      best = Math.min(best, along - Math.sqrt(r2 - beside2));
    }
    return best;
  }

  private scan(): LaserScan {
    for (let i = 0; i < BEAMS; i++) {
      const range = this.castRay(this.yaw - Math.PI + (i * TWO_PI) / BEAMS);
      const dropped = this.random.uniform() < 0.005;
      this.ranges[i] =
        range > LIDAR_RANGE_M || dropped ? Number.POSITIVE_INFINITY : range + this.random.normal(0, 0.01);
    }
    return {
      stampS: this.nowS,
      beamStepS: 0,
      mount: { xM: 0, yM: 0, yawRad: 0 },
      angleMinRad: -Math.PI,
      angleStepRad: TWO_PI / BEAMS,
      rangeMinM: 0.15,
      rangeMaxM: LIDAR_RANGE_M,
      rangesM: this.ranges,
    };
  }

  private detect(): PersonDetection[] {
    const found: PersonDetection[] = [];
    this.people.forEach((person, row) => {
      const distance = hypot(person.x - this.x, person.y - this.y);
      const bearing = wrapAngle(atan2(person.y - this.y, person.x - this.x) - this.yaw);
      if (distance > 6 || Math.abs(bearing) > this.halfView) return;
      if (this.castRay(this.yaw + bearing) < distance - person.radius - 0.1) return;
      if (this.random.uniform() < 0.05) return;
      const c = cos(this.yaw);
      const s = sin(this.yaw);
      found.push({
        xM: distance * cos(bearing) + this.random.normal(0, 0.05),
        yM: distance * sin(bearing) + this.random.normal(0, 0.05),
        vxMps: c * person.vx + s * person.vy + this.random.normal(0, 0.05),
        vyMps: -s * person.vx + c * person.vy + this.random.normal(0, 0.05),
        trackId: person.id,
        isGuest: row === this.guest,
        posture: 'unknown',
      });
    });
    return found;
  }

  private marker(): Pose2D | null {
    const { dock } = this.site;
    if (!dock || this.markerHidden) return null;
    const c = cos(this.yaw);
    const s = sin(this.yaw);
    const dx = dock.pose.xM - this.x;
    const dy = dock.pose.yM - this.y;
    const distance = hypot(dx, dy);
    const yawRad = wrapAngle(dock.pose.yawRad - this.yaw);
    if (distance > 2 || Math.abs(yawRad) > 1) return null;
    return {
      xM: c * dx + s * dy + this.random.normal(0, 0.004),
      yM: -s * dx + c * dy + this.random.normal(0, 0.004),
      yawRad: yawRad + this.random.normal(0, 0.01),
    };
  }

  private think(withScan: boolean): void {
    const percept: Percept = {
      stampS: this.nowS,
      odometry: { xM: this.odomX, yM: this.odomY, yawRad: this.odomYaw, linearMps: this.v, angularRps: this.w },
      imu: null,
      scans: withScan ? [this.scan()] : [],
      battery: {
        chargeRatio: this.chargeRatio,
        voltageV: 25.6,
        currentA: this.charging ? 8 : -2,
        charging: this.charging,
      },
      contacts: { bumper: this.bumper, emergencyStop: this.emergencyStop, cliff: false },
      dockMarker: this.marker(),
      people: withScan ? this.detect() : [],
      heard: this.heard,
      touched: this.touched,
      presented: this.presented,
      requests: this.requests,
    };
    this.heard = [];
    this.touched = [];
    this.requests = [];
    this.presented = [];
    if (this.keepPercepts) {
      this.percepts.push({
        ...percept,
        scans: percept.scans.map((scan) => ({ ...scan, rangesM: scan.rangesM.slice() })),
      });
    }
    const started = performance.now();
    const command = this.brain.step(percept);
    this.stepTimeMs += performance.now() - started;
    this.commands++;
    this.take(command);
  }

  private take(command: Command): void {
    if (command.say) this.said.push({ atS: this.nowS, line: command.say });
    if (command.show) this.shown.push(command.show);
    if (command.issueTicket) this.tickets.push(command.issueTicket.itemId);
    if (command.status.activity !== this.lastCommand?.status.activity) {
      this.activities.push({ atS: this.nowS, what: command.status.activity });
    }
    this.pending = command;
    this.lastCommand = command;
  }

  /** Error of the brain's own estimate: m and rad. */
  estimateError(): { positionM: number; yawRad: number } {
    const { estimate } = this.brain.inspect();
    return {
      positionM: hypot(estimate.xM - this.x, estimate.yM - this.y),
      yawRad: Math.abs(wrapAngle(estimate.yawRad - this.yaw)),
    };
  }

  distanceTo(pose: Pose2D): number {
    return hypot(pose.xM - this.x, pose.yM - this.y);
  }
}

/** A guest that walks after the robot at up to `speedMps`, keeping `gapM`; changeable between calls. */
export function followRobot(world: World, row: number, speedMps: number, gapM = 1): void {
  const person = world.people[row];
  if (!person) return;
  const dx = world.x - person.x;
  const dy = world.y - person.y;
  const distance = hypot(dx, dy);
  const speed = distance > gapM ? Math.min(speedMps, (distance - gapM) * 2) : 0;
  person.vx = (dx / distance) * speed;
  person.vy = (dy / distance) * speed;
}
