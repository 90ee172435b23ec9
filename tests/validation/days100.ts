/**
 * Whole days of the shipped scenarios with everybody's body in the hall, watched tick by tick: is anybody in a wall, does
 * anybody who walks stand still for more than a minute, is anybody lost, do bodies overlap, does anybody tremble, does the day end.
 * Judged from positions and the event log, not from the crowd's own flags.
 */
import { Phase } from '../../src/kernel/demand/phase';
import { LeaveReason } from '../../src/kernel/events';
import { buildWallField, type WallField, wallDistanceM } from '../../src/kernel/geometry';
import type { Hall } from '../../src/kernel/hall';
import { advance } from '../../src/kernel/tick';
import { visitsOf } from '../../src/metrics/visits';
import { minuteOf } from '../../src/scenario/schema/units';
import { hallOf, specOf } from '../worlds/shipped';
import { Turns } from '../worlds/turns';

/** A walker's centre nearer to a wall than this is in it: a body turned sideways is 0.24 m deep. */
export const IN_WALL_M = 0.1;
/** Nearer than this two centres overlap: people are about 0.24 m deep, whichever way they turn (as in the benchmark). */
export const OVERLAP_M = 0.24;
/** A walker who has not come this far in STUCK_S is stuck. */
export const STUCK_M = 0.5;
export const STUCK_S = 60;
/** Share of the looks at a walker in which somebody may overlap with him or her. */
export const OVERLAP_SHARE = 0.001;
/** Changes of direction by more than 90 degrees, from step to step, a minute of walking. Who trembles makes 600. */
export const TURNS_PER_MIN = 1;
/** Who gets up from a seat is inside the seat's box for some steps. */
const GETTING_UP_S = 3;
const LOOK_S = 0.5;

export type DayRecord = {
  readonly scenario: string;
  readonly seed: number;
  readonly robots: number;
  readonly ended: boolean;
  readonly problems: number;
  readonly visitors: number;
  /** Came, but neither left nor is inside; or left without a reason. */
  readonly lost: number;
  /** Ticks of walkers in a wall; nearest walker's centre to a wall, m. */
  readonly inWall: number;
  readonly nearestWallM: number;
  /** Longest time without STUCK_M of way, s; walkers over STUCK_S, and where the first was. */
  readonly longestStuckS: number;
  readonly stuck: number;
  readonly stuckAt: string | null;
  /** Looks at walkers, every half second; in how many of them somebody was nearer than OVERLAP_M; nearest two centres, m. */
  readonly looks: number;
  readonly overlaps: number;
  readonly closestM: number;
  /** Minutes that people walked; how often they turned round on it from step to step; on the walk with the most. */
  readonly walkedMin: number;
  readonly turns: number;
  readonly mostTurns: number;
};

/** One watched day. `withRobots`: with the robots and their brains, else the same day without them. */
export async function watchDay(scenario: string, seed: number, withRobots: boolean): Promise<DayRecord> {
  const spec = await specOf(scenario, { seed, resolution: 'micro', withoutRobots: !withRobots });
  return watchHall(scenario, hallOf(spec));
}

/** A hall at opening, watched to the end of its day. */
export function watchHall(scenario: string, hall: Hall): DayRecord {
  const { spec } = hall;
  if (!hall.crowd) throw new Error(`${scenario}: nobody has a body in it`);
  const watch = new Watch(hall, buildWallField(spec.layout));
  while (!hall.finished && hall.nowS < spec.endS) {
    const before = hall.tick;
    advance(hall, spec.endS, 1);
    if (hall.tick === before) break;
    watch.tick();
  }
  const visits = visitsOf(hall.log);
  const reasons = new Set<number>(Object.values(LeaveReason));
  const accounted = visits.filter((visit) => Number.isFinite(visit.leftS) && reasons.has(visit.reason)).length;
  return {
    scenario,
    seed: spec.seed,
    robots: spec.robots.length,
    ended: hall.finished,
    problems: hall.problems.length,
    visitors: hall.counts.arrived,
    lost: Math.abs(hall.counts.arrived - accounted) + hall.citizens.inside,
    inWall: watch.inWall,
    nearestWallM: watch.nearestWallM,
    longestStuckS: watch.longestStuckS,
    stuck: watch.stuck,
    stuckAt: watch.stuckAt,
    looks: watch.looks,
    overlaps: watch.overlaps,
    closestM: watch.closestM,
    walkedMin: watch.walkedS / 60,
    turns: watch.turns,
    mostTurns: watch.mostTurns,
  };
}

class Watch {
  inWall = 0;
  nearestWallM = Number.POSITIVE_INFINITY;
  longestStuckS = 0;
  stuck = 0;
  stuckAt: string | null = null;
  looks = 0;
  overlaps = 0;
  closestM = Number.POSITIVE_INFINITY;
  walkedS = 0;
  turns = 0;
  mostTurns = 0;
  private readonly turning = new Turns();
  private lastS = 0;
  private nextLookS = 0;
  /** (rows) where and when the row last was STUCK_M on, which walk that was, whether it is counted; when the walk began. */
  private anchorX: number[] = [];
  private anchorY: number[] = [];
  private anchorS: number[] = [];
  private walk: number[] = [];
  private beganS: number[] = [];
  private counted: boolean[] = [];

  constructor(
    private readonly hall: Hall,
    private readonly walls: WallField,
  ) {}

  tick(): void {
    const { hall } = this;
    const { citizens, crowd, nowS } = hall;
    const passedS = nowS - this.lastS;
    this.lastS = nowS;
    if (!crowd || crowd.walkers === 0) return;
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent || citizens.moving[row] !== 1) continue;
      const generation = citizens.generation[row] as number;
      if (this.walk[row] !== generation) this.begin(row, generation);
      this.walkedS += passedS;
      if (this.turning.step(row, crowd.vxMps[row] as number, crowd.vyMps[row] as number)) this.countTurn(row);
      const x = crowd.xM[row] as number;
      const y = crowd.yM[row] as number;
      if (nowS - (this.beganS[row] as number) < GETTING_UP_S) continue;
      const wallM = wallDistanceM(this.walls, x, y);
      if (wallM < this.nearestWallM) this.nearestWallM = wallM;
      if (wallM < IN_WALL_M) this.inWall++;
    }
    if (nowS < this.nextLookS) return;
    this.nextLookS = nowS + LOOK_S;
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent || citizens.moving[row] !== 1) continue;
      this.lookForProgress(row);
      this.lookForOverlap(row);
    }
  }

  private countTurn(row: number): void {
    this.turns++;
    this.mostTurns = Math.max(this.mostTurns, this.turning.count[row] as number);
  }

  private begin(row: number, generation: number): void {
    const { crowd, nowS } = this.hall;
    this.turning.start(row);
    this.walk[row] = generation;
    this.beganS[row] = nowS;
    this.anchorX[row] = crowd?.xM[row] as number;
    this.anchorY[row] = crowd?.yM[row] as number;
    this.anchorS[row] = nowS;
    this.counted[row] = false;
  }

  /** Who follows a robot goes at the robot's pace, and stands with it: not counted. */
  private lookForProgress(row: number): void {
    const { crowd, citizens, nowS, spec } = this.hall;
    const x = crowd?.xM[row] as number;
    const y = crowd?.yM[row] as number;
    const far = Math.hypot(x - (this.anchorX[row] as number), y - (this.anchorY[row] as number)) > STUCK_M;
    if (far || citizens.phase[row] === Phase.followRobot) {
      this.anchorX[row] = x;
      this.anchorY[row] = y;
      this.anchorS[row] = nowS;
      this.counted[row] = false;
      return;
    }
    const stoodS = nowS - (this.anchorS[row] as number);
    if (stoodS > this.longestStuckS) this.longestStuckS = stoodS;
    if (stoodS <= STUCK_S || this.counted[row]) return;
    this.counted[row] = true;
    this.stuck++;
    const phase = Object.entries(Phase).find(([, value]) => value === citizens.phase[row])?.[0];
    this.stuckAt ??= `${spec.id} seed ${spec.seed}, visitor ${citizens.number[row]}, ${minuteOf(nowS)}, at (${x.toFixed(1)}, ${y.toFixed(1)}) m, ${phase}`;
  }

  /** Seated people count as part of their seat: only who stands or walks can be overlapped. */
  private lookForOverlap(row: number): void {
    const { crowd, citizens } = this.hall;
    if (!crowd) return;
    const x = crowd.xM[row] as number;
    const y = crowd.yM[row] as number;
    let closest = Number.POSITIVE_INFINITY;
    for (let other = 0; other < citizens.rows; other++) {
      const phase = citizens.phase[other];
      if (other === row || phase === Phase.absent || phase === Phase.seated || phase === Phase.outside) continue;
      const squared = ((crowd.xM[other] as number) - x) ** 2 + ((crowd.yM[other] as number) - y) ** 2;
      if (squared < closest) closest = squared;
    }
    this.looks++;
    if (closest < OVERLAP_M * OVERLAP_M) this.overlaps++;
    if (closest < this.closestM * this.closestM) this.closestM = Math.sqrt(closest);
  }
}
