/**
 * What the two baselines share: they drive where they are told (go-to, post, patrol, refuge), know no dialogue, lead nobody, dock
 * nowhere. Something for the table to beat. How they follow a way is theirs: purePursuit.ts, dwa.ts.
 */
import type {
  BrainParams,
  BrainState,
  BrainView,
  Command,
  NavigationError,
  Percept,
  Point2D,
  Pose2D,
  RobotActivity,
  RobotBrain,
  SiteKnowledge,
} from '../contract';
import { cos, sin, wrapAngle } from '../contract/numerics/detmath';
import { CELL_M, Floor } from './floor';
import { Locator } from './locate';

/** At the goal within this; turned to it within that. */
const THERE_M = 0.12;
const TURNED_RAD = 0.1;
/** Without a way for this long it says so. */
const PATIENCE_S = 20;

export type Speeds = { readonly linearMps: number; readonly angularRps: number };
/** Beams' ends in the robot's frame, first `count` entries. */
export type Ends = { count: number; readonly xM: Float64Array; readonly yM: Float64Array };

type Saved = {
  readonly schema: string;
  readonly locator: ReturnType<Locator['save']>;
  readonly goals: readonly Pose2D[];
  readonly way: readonly Point2D[];
  readonly plannedS: number;
  readonly waysSince: number;
  readonly stopped: boolean;
  readonly reached: boolean;
  readonly error: NavigationError | null;
  readonly ends: { readonly count: number; readonly xM: Float64Array; readonly yM: Float64Array };
};

export abstract class Baseline implements RobotBrain {
  protected readonly floor: Floor;
  protected readonly ends: Ends = { count: 0, xM: new Float64Array(0), yM: new Float64Array(0) };
  protected way: Point2D[] = [];
  private readonly locator: Locator;
  private goals: Pose2D[] = [];
  private plannedS = -1e9;
  private waysSince = -1e9;
  private stopped = false;
  private reached = true;
  private error: NavigationError | null = null;

  constructor(
    protected readonly site: SiteKnowledge,
    protected readonly params: BrainParams,
    private readonly name: string,
    /** Seconds after which the way is planned anew around what is seen; Infinity = never. */
    private readonly replanS: number,
  ) {
    this.floor = new Floor(site.map);
    this.locator = new Locator(this.floor, site.start);
  }

  get pose(): Pose2D {
    return this.locator.pose;
  }

  /** Speeds towards the way, given that there is one. */
  protected abstract drive(percept: Percept): Speeds;

  step(percept: Percept): Command {
    this.locator.predict(percept.odometry);
    for (const scan of percept.scans) {
      this.locator.correct(scan);
      this.takeEnds(scan);
    }
    this.takeOrders(percept);
    const halted = this.stopped || percept.contacts.emergencyStop;
    const speeds = halted ? STAND : this.towardsGoal(percept);
    const activity: RobotActivity = halted ? 'stopped' : this.goals.length > 0 ? 'travelling' : 'at-post';
    return {
      velocity: speeds,
      say: null,
      show: null,
      issueTicket: null,
      status: {
        activity,
        windowId: null,
        reason: { zh: this.name, en: this.name },
        error: this.error,
        pose: this.pose,
        localized: true,
        route: this.way.filter((_, i) => i % 10 === 0).slice(0, 32),
        sensing: 'full',
      },
    };
  }

  private takeOrders(percept: Percept): void {
    for (const request of percept.requests) {
      const { site } = this;
      // Plain brains know no closed floor; what they were told before stands.
      if (request.kind === 'keep-out') continue;
      this.stopped = request.kind === 'stop' || request.kind === 'hold';
      if (request.kind === 'go-to') this.go([request.pose]);
      else if (request.kind === 'go-to-post') this.go([site.post]);
      else if (request.kind === 'evacuate') this.go([site.refuge ?? site.post]);
      else if (request.kind === 'patrol') this.go(site.patrol.map((stop) => stop.pose));
    }
  }

  private go(goals: Pose2D[]): void {
    this.goals = goals;
    this.way = [];
    this.plannedS = -1e9;
    this.reached = false;
    this.error = null;
  }

  private towardsGoal(percept: Percept): Speeds {
    const goal = this.goals[0];
    if (!goal) return STAND;
    const { pose } = this;
    const dx = goal.xM - pose.xM;
    const dy = goal.yM - pose.yM;
    if (this.reached || dx * dx + dy * dy < THERE_M * THERE_M) {
      this.reached = true;
      const turn = wrapAngle(goal.yawRad - pose.yawRad);
      if (Math.abs(turn) > TURNED_RAD) return { linearMps: 0, angularRps: clamp(1.5 * turn, 0.8) };
      this.goals.shift();
      this.reached = false;
      this.way = [];
      this.plannedS = -1e9;
      return STAND;
    }
    const nowS = percept.stampS;
    if (this.way.length === 0 ? nowS - this.plannedS >= 1 : nowS - this.plannedS >= this.replanS) this.plan(goal, nowS);
    if (this.way.length === 0) {
      if (nowS - this.waysSince > PATIENCE_S) this.error ??= { name: 'NO_VALID_PATH', atS: nowS };
      return STAND;
    }
    this.waysSince = nowS;
    this.dropPassed();
    return this.drive(percept);
  }

  private plan(goal: Pose2D, nowS: number): void {
    if (this.plannedS < 0) this.waysSince = nowS;
    this.plannedS = nowS;
    const radius = this.params.radiusM + 0.1;
    const seen = Number.isFinite(this.replanS) ? this.seenCells(radius) : null;
    const { pose, floor } = this;
    const found = floor.way(pose, goal, radius, seen) ?? floor.way(pose, goal, this.params.radiusM - 0.02, seen);
    if (found || !seen) this.way = found ?? [];
  }

  /** (cells) 1 = something off the map is seen within `radiusM` of the cell's centre. */
  private seenCells(radiusM: number): Uint8Array {
    const { floor, ends, pose } = this;
    const cells = new Uint8Array(floor.columns * floor.rows);
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    const reach = Math.ceil(radiusM / CELL_M);
    for (let i = 0; i < ends.count; i++) {
      const xM = pose.xM + c * (ends.xM[i] as number) - s * (ends.yM[i] as number);
      const yM = pose.yM + s * (ends.xM[i] as number) + c * (ends.yM[i] as number);
      if (floor.gapAt(xM, yM) < 0.15) continue;
      const cell = floor.cellAt(xM, yM);
      const column = cell % floor.columns;
      const row = Math.floor(cell / floor.columns);
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          if ((dx * dx + dy * dy) * CELL_M * CELL_M > radiusM * radiusM) continue;
          if (column + dx < 0 || column + dx >= floor.columns || row + dy < 0 || row + dy >= floor.rows) continue;
          cells[cell + dy * floor.columns + dx] = 1;
        }
      }
    }
    return cells;
  }

  private dropPassed(): void {
    const { pose, way } = this;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < way.length && i < 40; i++) {
      const point = way[i] as Point2D;
      const d = (point.xM - pose.xM) ** 2 + (point.yM - pose.yM) ** 2;
      if (d < least) {
        least = d;
        nearest = i;
      }
    }
    if (nearest > 0) way.splice(0, nearest);
  }

  /** The way's point that is `aheadM` along it, in the robot's frame. */
  protected carrot(aheadM: number): Point2D {
    const { way, pose } = this;
    let at = way[0] as Point2D;
    let left = aheadM;
    for (let i = 1; i < way.length && left > 0; i++) {
      const next = way[i] as Point2D;
      left -= Math.sqrt((next.xM - at.xM) ** 2 + (next.yM - at.yM) ** 2);
      at = next;
    }
    const dx = at.xM - pose.xM;
    const dy = at.yM - pose.yM;
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    return { xM: c * dx + s * dy, yM: c * dy - s * dx };
  }

  private takeEnds(scan: Percept['scans'][number]): void {
    const { rangesM } = scan;
    const { ends } = this;
    const grown = ends as { xM: Float64Array; yM: Float64Array };
    if (ends.xM.length < rangesM.length) {
      grown.xM = new Float64Array(rangesM.length);
      grown.yM = new Float64Array(rangesM.length);
    }
    ends.count = 0;
    for (let i = 0; i < rangesM.length; i++) {
      const range = rangesM[i] as number;
      if (!(range <= scan.rangeMaxM)) continue;
      const angle = scan.angleMinRad + i * scan.angleStepRad + scan.mount.yawRad;
      ends.xM[ends.count] = scan.mount.xM + range * cos(angle);
      ends.yM[ends.count] = scan.mount.yM + range * sin(angle);
      ends.count++;
    }
  }

  save(): BrainState {
    const { goals, way, plannedS, waysSince, stopped, reached, error, ends } = this;
    const data: Saved = {
      schema: this.name,
      locator: this.locator.save(),
      goals: [...goals],
      way: [...way],
      plannedS,
      waysSince,
      stopped,
      reached,
      error,
      ends: { count: ends.count, xM: ends.xM.slice(), yM: ends.yM.slice() },
    };
    return { version: 1, data };
  }

  load(state: BrainState): void {
    const data = state.data as Saved | null;
    if (data?.schema !== this.name) throw new Error(`${this.name}: the state is of ${String(data?.schema)}`);
    this.locator.load(data.locator);
    this.goals = [...data.goals];
    this.way = [...data.way];
    this.plannedS = data.plannedS;
    this.waysSince = data.waysSince;
    this.stopped = data.stopped;
    this.reached = data.reached;
    this.error = data.error;
    const ends = this.ends as { count: number; xM: Float64Array; yM: Float64Array };
    ends.count = data.ends.count;
    ends.xM = data.ends.xM.slice();
    ends.yM = data.ends.yM.slice();
  }

  inspect(): BrainView {
    const plan = new Float32Array(2 * this.way.length);
    this.way.forEach((point, i) => {
      plan[2 * i] = point.xM;
      plan[2 * i + 1] = point.yM;
    });
    return {
      estimate: this.pose,
      goals: this.goals.length > 0 ? ['drive'] : [],
      reason: { zh: this.name, en: this.name },
      localized: true,
      sigmaM: 0,
      particles: new Float32Array(0),
      localCosts: null,
      globalCosts: null,
      trajectories: [],
      tracks: [],
      guardZone: new Float32Array(0),
      guardVerdict: 'free',
      spoken: null,
      plan,
      scanPoints: new Float32Array(0),
      goal: this.goals[0] ?? null,
      guest: null,
    };
  }
}

const STAND: Speeds = { linearMps: 0, angularRps: 0 };

export function clamp(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
}
