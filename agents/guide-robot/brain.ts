/**
 * The guide robot's mind: localize -> perceive -> decide -> plan -> follow -> guard, once per percept.
 *
 * It knows the site, its parameters and what its sensors say; nothing else. Same percepts, same commands, bit for bit;
 * random numbers only from streams of the brain's seed. Everything it remembers is in `save`.
 */
import type {
  BrainParams,
  BrainState,
  BrainView,
  Command,
  CostGridView,
  NavigationError,
  NavigationErrorName,
  Percept,
  PersonDetection,
  Point2D,
  Pose2D,
  RobotActivity,
  RobotBrain,
  Screen,
  SiteKnowledge,
  TaskRequest,
  TaskStatus,
  Utterance,
  WindowPlace,
} from '../contract';
import { NAVIGATION_ERRORS } from '../contract';
import { cos, sin } from '../contract/numerics/detmath';
import type { ItemMatcher } from './dialogue/match';
import { itemMatcher } from './dialogue/match';
import { lost } from './dialogue/phrases';
import type { Intent, Wanted } from './follow/intent';
import type { MoverState } from './follow/mover';
import { Mover } from './follow/mover';
import { Guard } from './guard/guard';
import type { LocalizerState } from './localize/localizer';
import { Localizer } from './localize/localizer';
import { distanceField } from './map/distanceField';
import { checkSiteAndParams, NEVER_S } from './params';
import { type Bond, bondsOf } from './perceive/bonds';
import type { GuestState } from './perceive/guest';
import { GuestTracker } from './perceive/guest';
import type { ObstacleState } from './perceive/obstacles';
import { ObstacleLayer } from './perceive/obstacles';
import type { ScanPointsState } from './perceive/scanPoints';
import { ScanPoints } from './perceive/scanPoints';
import { type Track, Tracks, type TracksState } from './perceive/tracks';
import { planGrid } from './plan/planGrid';
import { GlobalPlanner } from './plan/planner';
import type { ArbiterState } from './tasks/arbiter';
import { Arbiter } from './tasks/arbiter';
import { hasUsableDock } from './tasks/dockPlace';
import { apologise, askForWay, callForHelp } from './tasks/manners';
import type { Mind } from './tasks/mind';
import { canChargeLater, nearPost } from './tasks/priorities';
import type { Reason } from './tasks/reasons';
import { joined, reasons } from './tasks/reasons';
import type { GoalKind, Memory } from './tasks/records';

/** Being lost is said aloud this often, s. */
const SAY_LOST_EVERY_S = 20;
/** The dock was taken and charging could wait: not asked for again before this, s. */
const CHARGE_LATER_S = 300;
/** Detections are held this long when a percept brings none, s. */
const PEOPLE_HELD_S = 0.25;
const STAND: Intent = { kind: 'stand' };
const RESTING: TaskStatus = {
  activity: 'starting',
  windowId: null,
  reason: reasons.notStarted,
  error: null,
  pose: { xM: 0, yM: 0, yawRad: 0 },
  localized: true,
  route: [],
  sensing: 'full',
};
/** The route told to the fleet: every so many metres, at most so many points. */
const ROUTE_POINTS = 32;

type SavedBrain = {
  readonly schema: 'guide-robot/1';
  readonly localizer: LocalizerState;
  readonly scan: ScanPointsState & { readonly broken: number };
  readonly obstacles: ObstacleState;
  readonly tracks: TracksState;
  readonly guest: GuestState;
  readonly mover: MoverState;
  readonly arbiter: ArbiterState;
  readonly memory: Memory;
  readonly people: readonly PersonDetection[];
  readonly peopleS: number;
  readonly lastS: number;
  readonly lines: readonly Utterance[];
  readonly intent: Intent;
  readonly status: TaskStatus;
  readonly saidLostS: number;
};

export class GuideRobot implements RobotBrain, Mind {
  readonly matcher: ItemMatcher;
  readonly guest = new GuestTracker();
  readonly mover: Mover;
  memory: Memory;
  percept: Percept = NOTHING;
  nowS = 0;
  private readonly localizer: Localizer;
  private readonly scan = new ScanPoints();
  private readonly obstacles: ObstacleLayer;
  private readonly tracks = new Tracks();
  private readonly seen: { obstacles: ObstacleLayer; tracks: readonly Track[]; bonds: readonly Bond[] };
  private readonly guard: Guard;
  private readonly arbiter: Arbiter;
  private readonly places = new Map<string, WindowPlace>();
  private people: readonly PersonDetection[] = [];
  private peopleS = NEVER_S;
  private lastS = NEVER_S;
  private dtS = 0;
  private freshScan = false;
  private intent: Intent = STAND;
  private status: TaskStatus = RESTING;
  /** Lines waiting to be spoken, one a step. */
  private lines: Utterance[] = [];
  private saidLostS = NEVER_S;
  /** Last costmap shown; a view, not state. */
  private costsShown: { readonly key: string; readonly view: CostGridView } | null = null;
  private spoken: string | null = null;
  private screen: Screen | null = null;
  private ticketFor: string | null = null;
  private readonly wanted: Wanted = { linearMps: 0, angularRps: 0, curvature: null };
  pose = { xM: 0, yM: 0, yawRad: 0 };

  constructor(
    readonly site: SiteKnowledge,
    readonly params: BrainParams,
    seed: number,
  ) {
    checkSiteAndParams(site, params);
    const field = distanceField(site.map);
    const grid = planGrid(field, params.radiusM);
    this.localizer = new Localizer(field, params.radiusM, site.start, seed);
    this.obstacles = new ObstacleLayer(field, grid);
    this.seen = { obstacles: this.obstacles, tracks: this.tracks.list, bonds: [] };
    this.mover = new Mover(params, new GlobalPlanner(grid, site.zones));
    this.guard = new Guard(params);
    this.matcher = itemMatcher(site.items);
    for (const place of site.windows) if (!this.places.has(place.id)) this.places.set(place.id, place);
    this.memory = freshMemory(site);
    this.pose = this.localizer.pose;
    this.arbiter = new Arbiter(this);
  }

  step(percept: Percept): Command {
    this.begin(percept);
    this.localize();
    this.perceive();
    this.takeOrders();
    this.decide();
    this.plan();
    this.follow();
    this.guardWheels();
    return this.command();
  }

  private begin(percept: Percept): void {
    const nowS = Number.isFinite(percept.stampS) ? Math.max(percept.stampS, this.lastS) : this.lastS;
    this.dtS = this.lastS === NEVER_S ? 0 : nowS - this.lastS;
    this.lastS = nowS;
    this.nowS = nowS;
    this.percept = nowS === percept.stampS ? percept : { ...percept, stampS: nowS };
    this.screen = null;
    this.ticketFor = null;
    this.freshScan = false;
    const { linearMps, angularRps } = percept.odometry;
    for (const scan of percept.scans) if (this.scan.take(scan, nowS, linearMps, angularRps)) this.freshScan = true;
  }

  private localize(): void {
    const { localizer, percept, site } = this;
    const wasLost = localizer.lost;
    localizer.predict(percept.odometry);
    if (percept.battery.charging && site.dock) localizer.anchor(site.dock.pose);
    else if (this.freshScan) localizer.correct(this.scan, this.nowS);
    if (localizer.lost !== wasLost) {
      // What was seen from a wrong pose stands in wrong places.
      this.obstacles.forgetAll();
      this.tracks.clear();
    }
    this.pose = localizer.pose;
  }

  private perceive(): void {
    const { percept, pose, nowS } = this;
    const freshPeople = percept.people.length > 0;
    if (freshPeople || nowS - this.peopleS > PEOPLE_HELD_S) {
      this.people = percept.people.filter((p) => Number.isFinite(p.xM + p.yM + p.vxMps + p.vyMps));
      this.peopleS = nowS;
    }
    const asleep = this.status.sensing === 'idle' || this.localizer.lost;
    if (this.freshScan && !asleep) {
      this.obstacles.update(this.scan, pose.xM, pose.yM, pose.yawRad, nowS, this.tracks.list);
    }
    if (!asleep)
      this.tracks.update(freshPeople ? this.people : null, this.freshScan ? this.obstacles : null, pose, nowS);
    else this.tracks.clear();
    this.guest.update(this.people, this.obstacles, this.freshScan, pose.xM, pose.yM, pose.yawRad, nowS);
  }

  private takeOrders(): void {
    for (const request of this.percept.requests) this.takeOrder(request);
  }

  private takeOrder(request: TaskRequest): void {
    switch (request.kind) {
      case 'go-to':
        if (Number.isFinite(request.pose.xM + request.pose.yM + request.pose.yawRad)) {
          this.memory.order = { kind: 'go-to', pose: request.pose };
        }
        break;
      case 'go-charge':
        this.orderCharge();
        break;
      case 'stop':
        this.memory.order = { kind: 'stop' };
        break;
      case 'go-to-post':
        this.memory.order = { kind: 'go-to-post' };
        break;
      case 'patrol':
        this.memory.order = { kind: 'patrol' };
        break;
      case 'evacuate':
        this.memory.order = { kind: 'evacuate' };
        break;
      case 'lead':
        this.memory.leadOrder = request.windowId;
        break;
      case 'hold':
        if (request.why === 'dock' && canChargeLater(this)) this.chargeLater();
        else this.memory.hold = { pose: usable(request.pose), why: request.why };
        break;
      case 'release':
        this.memory.hold = null;
    }
  }

  /** The dock is taken and the battery can wait: back to the post, where people may need it meanwhile. */
  private chargeLater(): void {
    this.memory.order = { kind: 'go-to-post' };
    this.memory.chargeAgainS = this.nowS + CHARGE_LATER_S;
  }

  private orderCharge(): void {
    const { site, memory } = this;
    memory.chargeAgainS = NEVER_S;
    memory.order = hasUsableDock(site) ? { kind: 'go-charge' } : { kind: 'none' };
    if (!site.dock) this.fail('DOCK_NOT_IN_DB');
    else if (memory.order.kind === 'none') this.fail('DOCK_NOT_VALID');
  }

  private decide(): void {
    this.intent = STAND;
    if (this.percept.contacts.emergencyStop) {
      this.report('stopped', this.status.windowId, reasons.emergencyStop);
      return;
    }
    if (!this.localizer.localized) {
      this.findItself();
      return;
    }
    if (this.memory.error?.name === 'LOCALIZATION_LOST') this.succeed();
    const away = this.doing !== 'serve' && (!nearPost(this) || this.percept.battery.charging);
    if (away && this.percept.heard.length > 0) apologise(this);
    if (this.doing !== 'attend-post' || this.percept.heard.length > 0) this.memory.quietSinceS = this.nowS;
    if (this.memory.hold && this.memory.order.kind !== 'evacuate') {
      this.giveWay(this.memory.hold);
      return;
    }
    this.arbiter.decide();
  }

  /** Lost: every goal waits; it says so once a while, and looks round until it knows. */
  private findItself(): void {
    const { nowS, memory } = this;
    if (memory.error?.name !== 'LOCALIZATION_LOST') this.fail('LOCALIZATION_LOST');
    if (nowS - this.saidLostS > SAY_LOST_EVERY_S) {
      this.saidLostS = nowS;
      this.say(lost(memory.language));
      this.show({ kind: 'face', mood: 'worried' });
    }
    this.intent = { kind: 'explore' };
    this.report('localizing', this.status.windowId, reasons.lost);
  }

  /** Right of way belongs to another robot: the task at hand is kept as it is until the release. */
  private giveWay({ pose, why }: NonNullable<Memory['hold']>): void {
    if (pose && !this.mover.arrivedAt(pose)) {
      this.intend({ kind: 'drive', to: pose, maxMps: 0.6 * this.params.maxLinearMps });
    }
    this.report(
      'holding',
      this.memory.leadTo?.windowId ?? null,
      why === 'dock' ? reasons.waitsForDock : reasons.givesWay,
    );
  }

  private plan(): void {
    const drives = this.intent.kind === 'drive';
    this.seen.bonds = drives ? bondsOf(this.tracks.list, this.site.windows, this.nowS) : [];
    this.mover.plan(this.intent, this.pose, this.seen, this.nowS);
  }

  private follow(): void {
    const { intent, pose, percept, scan, seen, dtS, wanted } = this;
    this.mover.follow(intent, pose, percept, scan, seen, dtS, wanted);
    if (intent.kind !== 'drive') return;
    askForWay(this);
    callForHelp(this);
  }

  private guardWheels(): void {
    const { wanted, guard, percept } = this;
    const wantedMps = wanted.linearMps;
    const marker = percept.dockMarker;
    const mode = this.intent.kind === 'dock' && marker ? ({ kind: 'dock', marker } as const) : DRIVING;
    guard.limit(wanted, this.scan, percept, this.people, mode);
    this.mover.settle(wanted, wantedMps, guard.verdict, this.nowS);
  }

  private command(): Command {
    const { wanted, mover, nowS } = this;
    const driving = this.intent.kind === 'drive';
    const alone = this.status.activity !== 'stuck' && this.status.activity !== 'leading';
    if (driving && alone && mover.stuck(nowS)) {
      this.status = {
        ...this.status,
        activity: 'stuck',
        reason: joined(reasons.stuck, this.whyHeld(), this.status.reason),
      };
    } else if (driving && alone && mover.recovery.act !== 'none') {
      const why = mover.recovery.act === 'spin' ? reasons.looksRound : reasons.backsUp;
      this.status = { ...this.status, activity: 'recovering', reason: joined(why, this.status.reason) };
    } else if (driving && mover.blockedForS(nowS) > 1) {
      this.status = { ...this.status, reason: joined(this.status.reason, this.whyHeld()) };
    }
    this.noteError(driving);
    const say = this.lines.shift() ?? null;
    if (say) this.spoken = say.text;
    this.status = {
      ...this.status,
      error: this.memory.error,
      pose: this.pose,
      localized: this.localizer.localized,
      route: driving ? this.routeAhead() : [],
    };
    return {
      velocity: { linearMps: wanted.linearMps, angularRps: wanted.angularRps },
      say,
      show: this.screen,
      issueTicket: this.ticketFor === null ? null : { itemId: this.ticketFor },
      status: this.status,
    };
  }

  /** What keeps the drive from getting on, in Nav2's words; gone when it gets on again. */
  private noteError(driving: boolean): void {
    if (!driving) return;
    const { mover, nowS } = this;
    // While there is a path, a way that is closed is waited at, asked about or gone round, not yet an error.
    const name = mover.recovery.gaveUp ?? (mover.router.route ? null : mover.router.error);
    if (name !== null) {
      if (this.memory.error?.name !== name) this.fail(name);
    } else if (isOfDriving(this.memory.error) && mover.recovery.withoutProgressS(nowS) < 1) {
      this.succeed();
    }
  }

  private routeAhead(): Point2D[] {
    const { route } = this.mover.router;
    if (!route) return [];
    const { xM, yM } = route.line;
    const every = Math.max(1, Math.ceil(xM.length / ROUTE_POINTS));
    const points: Point2D[] = [];
    for (let i = 0; i < xM.length; i += every) points.push({ xM: xM[i] as number, yM: yM[i] as number });
    return points;
  }

  private whyHeld(): Reason {
    if (this.guard.verdict === 'no-scan') return reasons.noUsableScan;
    return this.mover.blockedByPerson ? reasons.personInTheWay : reasons.somethingInTheWay;
  }

  // What goals may ask for (Mind).

  get doing(): GoalKind | null {
    return this.arbiter.doing;
  }

  windowById(id: string): WindowPlace | null {
    return this.places.get(id) ?? null;
  }

  intend(intent: Intent): void {
    this.intent = intent;
  }

  say(utterance: Utterance): void {
    this.lines.push(utterance);
  }

  show(screen: Screen): void {
    this.screen = screen;
  }

  requestTicket(itemId: string): void {
    this.ticketFor = itemId;
  }

  fail(error: NavigationErrorName): void {
    this.memory.error = { name: error, atS: this.nowS };
  }

  succeed(): void {
    this.memory.error = null;
  }

  report(activity: RobotActivity, windowId: string | null, reason: Reason, sensing: 'full' | 'idle' = 'full'): void {
    this.status = { ...this.status, activity, windowId, reason, sensing };
  }

  // State and view.

  save(): BrainState {
    const data: SavedBrain = {
      schema: 'guide-robot/1',
      localizer: this.localizer.save(),
      scan: this.scan.save(),
      obstacles: this.obstacles.save(),
      tracks: this.tracks.save(),
      guest: this.guest.save(),
      mover: this.mover.save(),
      arbiter: this.arbiter.save(),
      memory: { ...this.memory, unanswered: [...this.memory.unanswered] },
      people: this.people.map((person) => ({ ...person })),
      peopleS: this.peopleS,
      lastS: this.lastS,
      lines: [...this.lines],
      intent: this.intent,
      status: this.status,
      saidLostS: this.saidLostS,
    };
    return { version: 1, data };
  }

  load(state: BrainState): void {
    const data = state.data as SavedBrain | null;
    if (state.version !== 1 || data?.schema !== 'guide-robot/1') {
      throw new Error(
        `Guide robot: state version ${String(state.version)} is not one this brain can load (1, guide-robot/1).`,
      );
    }
    this.localizer.load(data.localizer);
    this.scan.load(data.scan);
    this.obstacles.load(data.obstacles);
    this.tracks.load(data.tracks);
    this.guest.load(data.guest);
    this.mover.load(data.mover);
    this.memory = { ...data.memory, unanswered: [...data.memory.unanswered] };
    this.arbiter.load(data.arbiter);
    this.people = data.people;
    this.peopleS = data.peopleS;
    this.lastS = data.lastS;
    this.nowS = data.lastS;
    this.lines = [...data.lines];
    this.intent = data.intent;
    this.status = data.status;
    this.saidLostS = data.saidLostS;
    this.pose = this.localizer.pose;
    this.percept = NOTHING;
  }

  /** A whole hall of costs is not made anew for every frame: only after a plan, or when a good deal of the obstacles changed. */
  private globalCosts(): CostGridView {
    const { router } = this.mover;
    const key = `${router.plans} ${this.obstacles.count >> 4}`;
    if (this.costsShown?.key !== key) {
      this.costsShown = { key, view: router.planner.costView(this.pose, this.obstacles) };
    }
    return this.costsShown.view;
  }

  /** Base frame to map frame, (n x 2). */
  private toMap(points: Float64Array): Float32Array {
    const { pose } = this;
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    const out = new Float32Array(points.length);
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i] as number;
      const y = points[i + 1] as number;
      out[i] = pose.xM + c * x - s * y;
      out[i + 1] = pose.yM + s * x + c * y;
    }
    return out;
  }

  inspect(): BrainView {
    const { pose, scan, guest, intent } = this;
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    const scanPoints = new Float32Array(scan.count * 2);
    for (let i = 0; i < scan.count; i++) {
      const x = scan.xM[i] as number;
      const y = scan.yM[i] as number;
      scanPoints[2 * i] = pose.xM + c * x - s * y;
      scanPoints[2 * i + 1] = pose.yM + s * x + c * y;
    }
    const route = intent.kind === 'drive' ? this.mover.router.route : null;
    const n = route ? route.line.xM.length : 0;
    const plan = new Float32Array(n * 2);
    for (let i = 0; route && i < n; i++) {
      plan[2 * i] = route.line.xM[i] as number;
      plan[2 * i + 1] = route.line.yM[i] as number;
    }
    const goal = intent.kind === 'drive' || intent.kind === 'reverse' ? intent.to : null;
    return {
      estimate: pose,
      goals: this.arbiter.stack(),
      reason: this.status.reason,
      localized: this.localizer.localized,
      sigmaM: this.localizer.sigmaM,
      particles: this.localizer.particleView(),
      localCosts: this.mover.localCosts(pose, this.seen),
      globalCosts: this.globalCosts(),
      trajectories: intent.kind === 'drive' ? this.mover.trajectories(pose) : [],
      tracks: this.tracks.view(),
      guardZone: this.toMap(this.guard.outline(this.percept.odometry.linearMps)),
      guardVerdict: this.guard.verdict,
      spoken: this.spoken,
      plan,
      scanPoints,
      goal: goal ?? (intent.kind === 'dock' && this.site.dock ? this.site.dock.pose : null),
      guest: guest.known ? { xM: guest.xM, yM: guest.yM } : null,
    };
  }
}

/** Errors of planning and following: gone as soon as the robot gets on. Those of docking stay until it has docked. */
function isOfDriving(error: NavigationError | null): boolean {
  return error !== null && NAVIGATION_ERRORS[error.name] < NAVIGATION_ERRORS.LOCALIZATION_LOST;
}

/** A pose of numbers, else null. */
function usable(pose: Pose2D | null): Pose2D | null {
  return pose && Number.isFinite(pose.xM + pose.yM + pose.yawRad) ? pose : null;
}

const DRIVING = { kind: 'drive' } as const;

/** The percept before the first one. */
const NOTHING: Percept = {
  stampS: 0,
  odometry: { xM: 0, yM: 0, yawRad: 0, linearMps: 0, angularRps: 0 },
  imu: null,
  scans: [],
  battery: { chargeRatio: 1, voltageV: 0, currentA: 0, charging: false },
  contacts: { bumper: false, emergencyStop: false, cliff: false },
  dockMarker: null,
  people: [],
  heard: [],
  touched: [],
  presented: [],
  requests: [],
};

function freshMemory(site: SiteKnowledge): Memory {
  return {
    order: { kind: 'none' },
    started: false,
    leadTo: null,
    hold: null,
    leadOrder: null,
    error: null,
    quietSinceS: 0,
    patrolStop: 0,
    helpCalledS: NEVER_S,
    chargeAgainS: NEVER_S,
    apologisedS: NEVER_S,
    excusedS: NEVER_S,
    language: site.language,
    unanswered: [],
  };
}
