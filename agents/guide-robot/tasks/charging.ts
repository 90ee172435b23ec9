/**
 * Charging: to the staging pose, onto the dock by its marker, take current, back off. Three tries (Nav2's docking server
 * does the same); docked means that current flows, not that the pose looks right. Times s, map frame.
 *
 * A dock in a part of the hall that is closed for now is left as soon as the charge is worth it (`chargeBelowRatio`), and is entered
 * only by a robot that is nearly empty (half of that, or what the way takes); one that is on its way with more turns back.
 */
import { isDockShut, isShut } from './closedParts';
import type { GoalHandle, Mind, Script } from './mind';
import { standsOnDock } from './moving';
import { isNearlyEmpty } from './priorities';
import type { Reason } from './reasons';
import { joined, reasons } from './reasons';
import type { Outcome, RecordOf } from './records';

const ATTEMPTS = 3;
const TRY_AGAIN_AFTER_S = 120;
const MARKER_LOST_S = 4;
const APPROACH_S = 45;
/** Rest at the contacts, s; a step deeper, and the deepest, m. */
const REST_S = 1;
const NUDGE_M = 0.012;
const DEEPEST_M = 0.06;
const RESTING_MPS = 0.01;
const CURRENT_LOST_S = 5;
const UNDOCK_S = 60;
/** The marker's pose counts as reached below this, m. */
const AT_CONTACTS_M = 0.03;
const SHOW_STEP = 0.05;

function approach(goal: GoalHandle<RecordOf<'charge'>>, mind: Mind): void {
  const { dock } = mind.site;
  if (!dock) return;
  const why = isDockShut(mind)
    ? reasons.entersToDock
    : mind.memory.order.kind === 'go-charge'
      ? reasons.toDockOnRequest
      : mind.percept.battery.chargeRatio >= mind.params.chargeBelowRatio
        ? reasons.opportunity
        : reasons.toDockBatteryLow;
  goal.push({ kind: 'drive', to: dock.staging, activity: 'to-dock', why, failingSinceS: null });
  goal.push({ kind: 'dock', sinceS: mind.nowS, seenS: mind.nowS, deeperM: 0, restSinceS: null });
  stayAndLeave(goal, mind);
}

function stayAndLeave(goal: GoalHandle<RecordOf<'charge'>>, mind: Mind): void {
  goal.push({ kind: 'take-current', shownRatio: -1, lastCurrentS: mind.nowS });
  goal.push({ kind: 'undock', sinceS: mind.nowS });
}

export const chargeScript: Script<RecordOf<'charge'>> = {
  begin(goal, mind) {
    mind.guest.forget();
    if (mind.percept.battery.charging) stayAndLeave(goal, mind);
    else approach(goal, mind);
    mind.show({ kind: 'face', mood: 'sleepy' });
  },
  run(goal, mind) {
    if (turnsBack(goal, mind)) {
      mind.intend({ kind: 'stand' });
      mind.report('returning', null, reasons.dockClosed);
      return 'failed';
    }
    const outcome = goal.runSubgoals();
    if (outcome === 'completed') {
      if (mind.memory.order.kind === 'go-charge') mind.memory.order = { kind: 'none' };
      return 'completed';
    }
    if (outcome !== 'failed') return 'active';
    goal.record.attempts++;
    const wasAtDock = goal.currentKind() !== 'drive';
    if (!wasAtDock) {
      // Not driving for this step: the drive's own error is not to hide what it means for docking.
      mind.fail('FAILED_TO_STAGE');
      mind.intend({ kind: 'stand' });
    }
    if (goal.record.attempts >= ATTEMPTS) {
      if (mind.memory.order.kind === 'go-charge') mind.memory.order = { kind: 'none' };
      mind.memory.chargeAgainS = mind.nowS + TRY_AGAIN_AFTER_S;
      mind.report('stuck', null, reasons.dockingFailed(ATTEMPTS, TRY_AGAIN_AFTER_S));
      return 'failed';
    }
    goal.clear();
    if (wasAtDock) goal.push({ kind: 'undock', sinceS: mind.nowS });
    approach(goal, mind);
    return 'active';
  },
};

/** On the way to a dock that is closed for now, with charge left; notes it if the battery requires to go on. */
function turnsBack(goal: GoalHandle<RecordOf<'charge'>>, mind: Mind): boolean {
  const { record } = goal;
  if ((mind.memory.keepOut?.length ?? 0) > 0 && isNearlyEmpty(mind)) record.enters = true;
  const enters = record.enters === true;
  mind.mover.mayEnter(enters);
  const kind = goal.currentKind();
  const onTheWay = (kind === 'drive' || kind === 'dock') && !mind.percept.battery.charging;
  return onTheWay && !enters && isDockShut(mind);
}

export const dockScript: Script<RecordOf<'dock'>> = {
  begin(goal, mind) {
    goal.record.sinceS = mind.nowS;
    goal.record.seenS = mind.nowS;
    goal.record.deeperM = 0;
    goal.record.restSinceS = null;
  },
  run(goal, mind) {
    const { record } = goal;
    const { dockMarker, battery } = mind.percept;
    if (battery.charging) {
      mind.intend({ kind: 'stand' });
      mind.succeed();
      mind.report('docking', null, reasons.onContacts);
      return 'completed';
    }
    if (mind.nowS - record.sinceS > APPROACH_S) {
      mind.fail(mind.nowS - record.seenS > 1 ? 'DOCK_TIMEOUT' : 'FAILED_TO_CONTROL');
      return 'failed';
    }
    if (!dockMarker) {
      mind.intend({ kind: 'stand' });
      mind.report('docking', null, reasons.looksForMarker);
      if (mind.nowS - record.seenS <= MARKER_LOST_S) return 'active';
      mind.fail('FAILED_TO_DETECT_DOCK');
      return 'failed';
    }
    record.seenS = mind.nowS;
    mind.intend({ kind: 'dock', deeperM: record.deeperM });
    mind.report('docking', null, reasons.ontoDock(Math.max(0, dockMarker.xM).toFixed(2)));
    return nudge(record, dockMarker.xM, mind);
  },
};

/** At the contacts it rests a moment for the current to show, then goes a step deeper; 'failed' when deep enough in vain. */
function nudge(record: RecordOf<'dock'>, leftM: number, mind: Mind): Outcome {
  const rests = leftM < AT_CONTACTS_M && Math.abs(mind.percept.odometry.linearMps) < RESTING_MPS;
  if (!rests) {
    record.restSinceS = null;
    return 'active';
  }
  record.restSinceS ??= mind.nowS;
  if (mind.nowS - record.restSinceS < REST_S) return 'active';
  record.restSinceS = null;
  record.deeperM += NUDGE_M;
  if (record.deeperM <= DEEPEST_M) return 'active';
  mind.fail('FAILED_TO_CHARGE');
  return 'failed';
}

export const takeCurrentScript: Script<RecordOf<'take-current'>> = {
  begin(goal, mind) {
    goal.record.lastCurrentS = mind.nowS;
  },
  run(goal, mind) {
    const { record } = goal;
    const { chargeRatio, charging } = mind.percept.battery;
    mind.intend({ kind: 'stand' });
    if (charging) record.lastCurrentS = mind.nowS;
    if (Math.abs(chargeRatio - record.shownRatio) >= SHOW_STEP) {
      record.shownRatio = chargeRatio;
      mind.show({ kind: 'charging', chargeRatio });
    }
    const percent = Math.round(chargeRatio * 100);
    const target = Math.round(mind.params.chargeUntilRatio * 100);
    const resting = mind.mover.standsStill && charging;
    const { chargeBelowRatio, chargeUntilRatio } = mind.params;
    const shut = isDockShut(mind);
    const why = shut
      ? joined(reasons.charging(percent, target), reasons.staysOnClosedDock(Math.round(chargeBelowRatio * 100)))
      : reasons.charging(percent, target);
    mind.report('charging', null, why, resting ? 'idle' : 'full');
    if (chargeRatio >= chargeUntilRatio || (shut && chargeRatio >= chargeBelowRatio)) return 'completed';
    if (mind.nowS - record.lastCurrentS <= CURRENT_LOST_S) return 'active';
    mind.fail('FAILED_TO_CHARGE');
    return 'failed';
  },
};

function leaving(mind: Mind): Reason {
  const why = standsOnDock(mind) ? reasons.leavesDock : reasons.backsOff;
  return isShut(mind, mind.pose) ? joined(reasons.leavesClosedPart, why) : why;
}

export const undockScript: Script<RecordOf<'undock'>> = {
  begin(goal, mind) {
    Object.assign(goal.record, { sinceS: mind.nowS });
    mind.show({ kind: 'face', mood: 'calm' });
  },
  run(goal, mind) {
    const { dock } = mind.site;
    if (!dock) return 'completed';
    mind.intend({ kind: 'reverse', to: dock.staging });
    mind.report('undocking', null, leaving(mind));
    const done = mind.mover.reversedTo(dock.staging) || mind.nowS - goal.record.sinceS > UNDOCK_S;
    if (done) mind.intend({ kind: 'stand' });
    return done ? 'completed' : 'active';
  },
};
