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
  NavigationError,
  NavigationErrorName,
  Percept,
  PersonDetection,
  Point2D,
  RobotActivity,
  RobotBrain,
  Screen,
  SiteKnowledge,
  TaskStatus,
  Utterance,
  WindowPlace,
} from '../contract';
import { NAVIGATION_ERRORS } from '../contract';
import type { ItemMatcher } from './dialogue/match';
import { itemMatcher } from './dialogue/match';
import { lost } from './dialogue/phrases';
import type { Intent, Wanted } from './follow/intent';
import type { MoverState } from './follow/mover';
import { Mover } from './follow/mover';
import { Guard, type GuardState } from './guard/guard';
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
import type { RecoveryAct } from './recover/recovery';
import type { ArbiterState } from './tasks/arbiter';
import { Arbiter } from './tasks/arbiter';
import { freshMemory, NOTHING } from './tasks/fresh';
import { apologise, askForWay, callForHelp } from './tasks/manners';
import type { Mind } from './tasks/mind';
import { takeOrder } from './tasks/orders';
import { nearPost } from './tasks/priorities';
import type { Reason } from './tasks/reasons';
import { joined, reasons } from './tasks/reasons';
import type { GoalKind, Memory } from './tasks/records';
import { Viewer } from './view';

/** Being lost is said aloud this often, s. */
const SAY_LOST_EVERY_S = 20;
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
  /** Missing in states of before the guard remembered anything. */
  readonly guard?: GuardState;
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
  private readonly viewer = new Viewer();
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
    for (const { id, ask } of site.helpPlaces ?? [])
      if (!this.places.has(id)) this.places.set(id, { id, handover: ask });
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
    this.guard.feel(this.percept, this.scan);
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

  /** Nothing is looked at: at rest, or the pose is worth nothing. */
  private get asleep(): boolean {
    return this.status.sensing === 'idle' || this.localizer.lost;
  }

  private perceive(): void {
    const { percept, pose, nowS } = this;
    const freshPeople = percept.people.length > 0;
    if (freshPeople || nowS - this.peopleS > PEOPLE_HELD_S) {
      this.people = percept.people.filter((p) => Number.isFinite(p.xM + p.yM + p.vxMps + p.vyMps));
      this.peopleS = nowS;
    }
    const { asleep } = this;
    if (this.freshScan && !asleep) {
      this.obstacles.update(this.scan, pose.xM, pose.yM, pose.yawRad, nowS, this.tracks.list);
    }
    if (!asleep)
      this.tracks.update(freshPeople ? this.people : null, this.freshScan ? this.obstacles : null, pose, nowS);
    else this.tracks.clear();
    this.guest.update(this.people, this.obstacles, this.freshScan, pose.xM, pose.yM, pose.yawRad, nowS);
  }

  private takeOrders(): void {
    for (const request of this.percept.requests) takeOrder(this, request);
  }

  private decide(): void {
    this.intent = STAND;
    this.mover.mayEnter(false);
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
    this.mover.follow(intent, pose, percept, scan, this.guard.bumper, seen, dtS, wanted);
    if (intent.kind !== 'drive') return;
    askForWay(this);
    callForHelp(this);
  }

  private guardWheels(): void {
    const { wanted, guard, percept } = this;
    const wantedMps = wanted.linearMps;
    const marker = percept.dockMarker;
    const mode = this.intent.kind === 'dock' && marker ? ({ kind: 'dock', marker } as const) : DRIVING;
    const columns = this.asleep
      ? null
      : { columns: this.obstacles.colleagues, pose: this.pose, scanS: this.scan.stampS };
    guard.limit(wanted, this.scan, percept, this.people, mode, columns);
    this.mover.settle(wanted, wantedMps, guard.verdict, this.nowS);
  }

  private command(): Command {
    const { wanted, mover, nowS } = this;
    const driving = this.intent.kind === 'drive';
    const { activity } = this.status;
    // With a guest, or on an errand for one, it stays at that to everybody.
    const alone = activity !== 'stuck' && activity !== 'leading' && activity !== 'fetching-help';
    if (driving && alone && mover.stuck(nowS)) {
      this.status = {
        ...this.status,
        activity: 'stuck',
        reason: joined(reasons.stuck, this.whyHeld(), this.status.reason),
      };
    } else if (driving && alone && mover.recovery.act !== 'none') {
      const why = RECOVERY_REASONS[mover.recovery.act];
      this.status = { ...this.status, activity: 'recovering', reason: joined(why, this.status.reason) };
    } else if (driving && mover.waitsAtDoor) {
      this.status = { ...this.status, reason: joined(reasons.letsOut, this.status.reason) };
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
      guard: this.guard.save(),
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
    this.guard.load(data.guard);
    this.memory = { ...data.memory, unanswered: [...data.memory.unanswered] };
    this.mover.router.planner.keepOut(this.memory.keepOut ?? []);
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

  inspect(): BrainView {
    const { pose, scan, guest, intent, mover, seen, site } = this;
    return this.viewer.view({
      pose,
      scan,
      guest,
      intent,
      mover,
      seen,
      localizer: this.localizer,
      tracks: this.tracks,
      guard: this.guard,
      goals: this.arbiter.stack(),
      reason: this.status.reason,
      linearMps: this.percept.odometry.linearMps,
      spoken: this.spoken,
      dock: site.dock?.pose ?? null,
    });
  }
}

/** Errors of planning and following: gone as soon as the robot gets on. Those of docking stay until it has docked. */
function isOfDriving(error: NavigationError | null): boolean {
  return error !== null && NAVIGATION_ERRORS[error.name] < NAVIGATION_ERRORS.LOCALIZATION_LOST;
}

const DRIVING = { kind: 'drive' } as const;
const RECOVERY_REASONS: Readonly<Record<Exclude<RecoveryAct, 'none'>, Reason>> = {
  'back-up': reasons.backsUp,
  spin: reasons.looksRound,
  'leave-back': reasons.movesOff,
  'leave-ahead': reasons.movesOff,
};
