/**
 * What to do when driving does not get on: a ladder of tries, each for a while, then giving up with a reason. Seconds.
 *
 * After Nav2's recovery tree (clear costmaps, spin, wait, back up, in turn), ordered by what bothers people least: wait (and
 * ask aloud, see tasks/manners), forget remembered obstacles and plan again, back up a little, turn round once to look, and
 * again; the router goes round by itself meanwhile. A person in the way is waited for longer. Progress of a quarter of a
 * metre starts the ladder afresh. A touch comes before all that: it backs out of it, the way that the bumper says is free.
 * What is done passes the guard like everything else.
 */
import type { BrainParams, NavigationErrorName, Pose2D } from '../../contract';
import { TWO_PI, wrapAngle } from '../../contract/numerics/detmath';
import type { Wanted } from '../follow/intent';
import type { Bumper } from '../guard/bumper';
import { NEVER_S } from '../params';

type Rung = 'clear' | 'back-up' | 'spin' | 'give-up';
/** From this time without progress on, s: one rung after the other. */
const LADDER: readonly (readonly [number, Rung])[] = [
  [5, 'clear'],
  [9, 'back-up'],
  [15, 'spin'],
  [24, 'clear'],
  [28, 'back-up'],
  [36, 'spin'],
  [60, 'give-up'],
];
/** Patience with people on top, s. */
const FOR_PEOPLE_S = 6;
const BACK_UP_M = 0.35;
const BACK_UP_MPS = 0.12;
const BACK_UP_S = 4;
const SPIN_RPS = 0.7;
const SPIN_S = 10;
/** Out of a touch: so far, no longer than this. */
const LEAVE_M = 0.12;
const LEAVE_S = 3;
const LEAVE_MPS = 0.1;
/** Tries in one touch; then it counts as being held up like anything else. */
const MOST_LEAVES = 3;
/** Progress: this far from where it stopped; further while on the ladder, so that backing up is not taken for it, m. */
const PROGRESS_M = 0.25;
const PROGRESS_ON_LADDER_M = 0.8;
/** What is remembered is thrown away this often in one drive; then the router's word that there is no way counts. */
const MOST_CLEARS = 1;

export type RecoveryAct = 'none' | 'back-up' | 'spin' | 'leave-back' | 'leave-ahead';

export type RecoveryState = {
  readonly anchor: readonly [number, number, number];
  readonly rung: number;
  readonly clears: number;
  readonly leaves: number;
  readonly act: RecoveryAct;
  readonly fromXM: number;
  readonly fromYM: number;
  readonly untilS: number;
  readonly turnedRad: number;
  readonly lastYawRad: number;
  readonly gaveUp: NavigationErrorName | null;
};

export class Recovery {
  /** What is being done just now. */
  act: RecoveryAct = 'none';
  /** Why the drive was given up; null = it was not. */
  gaveUp: NavigationErrorName | null = null;
  /** Where and since when there has been no progress: x, y, s. */
  private anchor: [number, number, number] = [NEVER_S, NEVER_S, NEVER_S];
  private rung = 0;
  private clears = 0;
  private leaves = 0;
  private fromXM = 0;
  private fromYM = 0;
  private untilS = NEVER_S;
  private turnedRad = 0;
  private lastYawRad = 0;

  constructor(private readonly params: BrainParams) {}

  /** A new drive, or a pause: nothing is owed. */
  reset(): void {
    this.act = 'none';
    this.gaveUp = null;
    this.anchor = [NEVER_S, NEVER_S, NEVER_S];
    this.rung = 0;
    this.clears = 0;
  }

  /** Seconds without progress. */
  withoutProgressS(nowS: number): number {
    return this.anchor[2] === NEVER_S ? 0 : nowS - this.anchor[2];
  }

  /** Out of a touch, forward or back. True = the wheels are the recovery's this step, and `out` is set. */
  leave(pose: Pose2D, { ahead, behind }: Bumper, nowS: number, out: Wanted): boolean {
    if (!ahead && !behind) this.leaves = 0;
    const leaving = this.act === 'leave-back' || this.act === 'leave-ahead';
    if (ahead !== behind && !leaving && this.leaves < MOST_LEAVES) {
      this.leaves++;
      this.begin(ahead ? 'leave-back' : 'leave-ahead', pose, nowS);
    }
    const forward = this.act === 'leave-ahead';
    const dx = pose.xM - this.fromXM;
    const dy = pose.yM - this.fromYM;
    if (!(this.act === 'leave-back' || forward)) return false;
    if (dx * dx + dy * dy > LEAVE_M * LEAVE_M || nowS > this.untilS || (forward ? ahead : behind)) {
      this.act = 'none';
      return false;
    }
    out.linearMps = forward ? LEAVE_MPS : -Math.min(LEAVE_MPS, this.params.maxReverseMps);
    return true;
  }

  /**
   * Called once a step while driving. True = the wheels are the recovery's this step, and `out` is set.
   * @param clear forgets remembered obstacles and plans again
   */
  step(
    pose: Pose2D,
    atGoal: boolean,
    byPerson: boolean,
    error: NavigationErrorName | null,
    nowS: number,
    clear: () => void,
    out: Wanted,
  ): boolean {
    const dx = pose.xM - this.anchor[0];
    const dy = pose.yM - this.anchor[1];
    const far = this.rung === 0 ? PROGRESS_M : PROGRESS_ON_LADDER_M;
    const moved = dx * dx + dy * dy > far * far;
    if (this.act === 'none' && (moved || atGoal)) {
      this.anchor = [pose.xM, pose.yM, nowS];
      this.rung = 0;
      this.gaveUp = null;
      return false;
    }
    if (this.act !== 'none') return this.goOn(pose, nowS, out);
    const next = LADDER[this.rung];
    if (!next || nowS - this.anchor[2] < next[0] + (byPerson ? FOR_PEOPLE_S : 0)) return false;
    this.rung++;
    switch (next[1]) {
      case 'clear':
        if (this.clears < MOST_CLEARS) clear();
        this.clears++;
        return false;
      case 'give-up':
        this.gaveUp = error ?? 'FAILED_TO_MAKE_PROGRESS';
        return false;
      default:
        this.begin(next[1], pose, nowS);
        return this.goOn(pose, nowS, out);
    }
  }

  private begin(act: Exclude<RecoveryAct, 'none'>, pose: Pose2D, nowS: number): void {
    this.act = act;
    this.fromXM = pose.xM;
    this.fromYM = pose.yM;
    this.untilS = nowS + (act === 'spin' ? SPIN_S : act === 'back-up' ? BACK_UP_S : LEAVE_S);
    this.turnedRad = 0;
    this.lastYawRad = pose.yawRad;
  }

  private goOn(pose: Pose2D, nowS: number, out: Wanted): boolean {
    this.turnedRad += Math.abs(wrapAngle(pose.yawRad - this.lastYawRad));
    this.lastYawRad = pose.yawRad;
    const dx = pose.xM - this.fromXM;
    const dy = pose.yM - this.fromYM;
    const done = this.act === 'spin' ? this.turnedRad >= TWO_PI : dx * dx + dy * dy > BACK_UP_M * BACK_UP_M;
    if (done || nowS > this.untilS) {
      this.act = 'none';
      return false;
    }
    out.linearMps = this.act === 'back-up' ? -Math.min(BACK_UP_MPS, this.params.maxReverseMps) : 0;
    out.angularRps = this.act === 'spin' ? Math.min(SPIN_RPS, this.params.maxAngularRps) : 0;
    return true;
  }

  save(): RecoveryState {
    const { anchor, rung, clears, leaves, act, fromXM, fromYM, untilS, turnedRad, lastYawRad, gaveUp } = this;
    return { anchor: [...anchor], rung, clears, leaves, act, fromXM, fromYM, untilS, turnedRad, lastYawRad, gaveUp };
  }

  load(state: RecoveryState): void {
    this.anchor = [...state.anchor];
    this.rung = state.rung;
    this.clears = state.clears;
    this.leaves = state.leaves;
    this.act = state.act;
    this.fromXM = state.fromXM;
    this.fromYM = state.fromYM;
    this.untilS = state.untilS;
    this.turnedRad = state.turnedRad;
    this.lastYawRad = state.lastYawRad;
    this.gaveUp = state.gaveUp;
  }
}
