/** Goals of a robot on its own: stand at the post, drive somewhere, halt. */

import type { Pose2D } from '../../contract';
import { hypot, PI, wrapAngle } from '../../contract/numerics/detmath';
import { samePose } from '../plan/router';
import { isDockShut, isShut, openPlaceFor } from './closedParts';
import type { Mind, Script } from './mind';
import { wantsCharge } from './priorities';
import type { Reason } from './reasons';
import { joined, reasons } from './reasons';
import type { RecordOf } from './records';

/** A goal that stays unreachable for this long is given up, s. */
const GIVE_UP_S = 20;
/** Ended beside its place because somebody stood there: nearer than this is there; otherwise it tries again every so often, m, s. */
const THERE_M = 0.2;
const TRY_AGAIN_S = 3;
/** Within this of the dock the robot stands on it, m. */
const ON_DOCK_M = 0.25;

function near(mind: Mind, goal: Pose2D, withinM: number, withinRad: number): boolean {
  const { pose } = mind;
  return (
    hypot(goal.xM - pose.xM, goal.yM - pose.yM) < withinM && Math.abs(wrapAngle(goal.yawRad - pose.yawRad)) < withinRad
  );
}

export function standsOnDock(mind: Mind): boolean {
  const { dock } = mind.site;
  return dock !== null && (mind.percept.battery.charging || near(mind, dock.pose, ON_DOCK_M, 0.5));
}

export const attendPostScript: Script<RecordOf<'attend-post'>> = {
  begin(goal, mind) {
    mind.memory.leadTo = null;
    mind.guest.forget();
    const { post } = mind.site;
    const onDock = standsOnDock(mind) && !near(mind, post, 0.15, 0.2);
    if (onDock) goal.push({ kind: 'undock', sinceS: mind.nowS });
    goal.record.phase = near(mind, post, 0.12, 0.12) ? 'standing' : 'going';
    mind.show({ kind: 'face', mood: 'calm' });
  },
  run(goal, mind) {
    if (goal.hasSubgoals()) {
      if (goal.runSubgoals() === 'active') return 'active';
      goal.clear();
    }
    if (mind.memory.order.kind === 'go-to-post') mind.memory.order = { kind: 'none' };
    const post = openPlaceFor(mind, mind.site.post);
    const aside = post !== mind.site.post;
    turnTo(goal.record, aside);
    if (goal.record.phase === 'standing' && near(mind, post, 0.4, 0.35)) {
      mind.memory.started = true;
      mind.intend({ kind: 'stand' });
      const resting = mind.mover.standsStill;
      mind.report('at-post', null, whyHere(mind, aside), resting ? 'idle' : 'full');
      return 'active';
    }
    const activity = mind.memory.started ? 'returning' : 'starting';
    goal.record.phase = 'going';
    mind.intend({ kind: 'drive', to: post, maxMps: mind.params.maxLinearMps });
    if (mind.mover.arrivedAt(post)) {
      goal.record.phase = 'standing';
      mind.intend({ kind: 'stand' });
    } else if (mind.mover.unreachable(post)) {
      mind.fail('NO_VALID_PATH');
      mind.report('stuck', null, isShut(mind, mind.pose) ? reasons.noWayOut : reasons.noWayToPost);
      return 'active';
    } else if (mind.mover.crowdedOut(post, mind.nowS)) {
      mind.report(activity, null, reasons.postTaken);
      return 'active';
    }
    const why = activity === 'starting' ? reasons.firstToPost : reasons.backToPost;
    mind.report(
      activity,
      null,
      isShut(mind, mind.pose) ? reasons.leavesClosedPart : aside ? reasons.besideClosedPost : why,
    );
    return 'active';
  },
};

/** The post has closed, or opened: to the other place. */
function turnTo(record: RecordOf<'attend-post'>, aside: boolean): void {
  if (aside === (record.aside === true)) return;
  record.phase = 'going';
  if (aside) record.aside = true;
  else delete record.aside;
}

function whyHere(mind: Mind, aside: boolean): Reason {
  const here = aside ? reasons.besideClosedPost : isShut(mind, mind.pose) ? reasons.noWayOut : reasons.atPost;
  return isDockShut(mind) && wantsCharge(mind) ? joined(here, reasons.dockClosed) : here;
}

export const driveScript: Script<RecordOf<'drive'>> = {
  run(goal, mind) {
    const { record } = goal;
    mind.intend({ kind: 'drive', to: record.to, maxMps: mind.params.maxLinearMps });
    mind.report(record.activity, null, record.why);
    if (mind.mover.arrivedAt(record.to)) {
      mind.intend({ kind: 'stand' });
      return 'completed';
    }
    if (mind.mover.gaveUp(record.to)) {
      mind.intend({ kind: 'stand' });
      mind.report('stuck', null, joined(record.why, reasons.noWayNow));
      return 'failed';
    }
    if (!mind.mover.unreachable(record.to)) {
      record.failingSinceS = null;
      return 'active';
    }
    record.failingSinceS ??= mind.nowS;
    mind.fail('NO_VALID_PATH');
    mind.report('stuck', null, joined(record.why, reasons.noWayNow));
    return mind.nowS - record.failingSinceS > GIVE_UP_S ? 'failed' : 'active';
  },
};

export const travelScript: Script<RecordOf<'travel'>> = {
  begin(goal, mind) {
    if (standsOnDock(mind)) goal.push({ kind: 'undock', sinceS: mind.nowS });
    goal.push(driveTo(goal.record.to, reasons.toOperatorsPlace));
  },
  run(goal, mind) {
    const { order } = mind.memory;
    // A newer order of the same kind: start afresh.
    if (order.kind === 'go-to' && !samePose(order.pose, goal.record.to)) return 'completed';
    const to = openPlaceFor(mind, goal.record.to);
    const aside = to !== goal.record.to;
    const why = aside ? reasons.besideClosedPlace : reasons.toOperatorsPlace;
    if (!samePose(goal.record.at ?? goal.record.to, to) && goal.currentKind() !== 'undock') {
      // What closed or opened decides where it waits.
      if (aside) goal.record.at = to;
      else delete goal.record.at;
      goal.record.besideSinceS = null;
      goal.clear();
      goal.push(driveTo(to, isShut(mind, mind.pose) ? joined(reasons.leavesClosedPart, why) : why));
    }
    const outcome = goal.runSubgoals();
    if (outcome === 'failed') {
      mind.memory.order = { kind: 'none' };
      return 'failed';
    }
    if (outcome !== 'completed') return 'active';
    mind.intend({ kind: 'stand' });
    mind.report('travelling', null, aside ? why : reasons.atOperatorsPlace);
    const { record } = goal;
    if (near(mind, to, THERE_M, PI)) return 'active';
    record.besideSinceS ??= mind.nowS;
    if (mind.nowS - record.besideSinceS < TRY_AGAIN_S) return 'active';
    record.besideSinceS = null;
    goal.clear();
    goal.push(driveTo(to, why));
    return 'active';
  },
};

function driveTo(to: Pose2D, why: Reason): RecordOf<'drive'> {
  return { kind: 'drive', to, activity: 'travelling', why, failingSinceS: null };
}

export const haltScript: Script<RecordOf<'halt'>> = {
  begin(_goal, mind) {
    mind.guest.forget();
    mind.memory.leadTo = null;
    mind.show({ kind: 'face', mood: 'worried' });
  },
  run(_goal, mind) {
    mind.intend({ kind: 'stand' });
    const shut = isShut(mind, mind.pose);
    const why = reasons.stoppedByOperator;
    mind.report('stopped', null, shut ? joined(why, reasons.stoppedInClosedPart) : why);
    return 'active';
  },
};
