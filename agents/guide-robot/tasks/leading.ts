/**
 * Leading a guest to a window: walk ahead at the guest's pace, wait when the guest falls behind, give up when lost.
 * Distances from `BrainParams`; times s. Without any sight of the guest it waits, looks round and speaks, then goes back.
 */

import type { Language, Pose2D, WindowPlace } from '../../contract';
import { atan2, cos, hypot, sin } from '../../contract/numerics/detmath';
import { arrived, cannotLead, comingBack, followMe, lostYou, waitForYou } from '../dialogue/phrases';
import { fetchHelpFor, mayFetchHelp } from './fetchingHelp';
import type { Mind, Script } from './mind';
import { reasons } from './reasons';
import type { RecordOf } from './records';

/** Out of sight this long = lost sight of; lost for this long = gone; in sight but not coming for this long = gone. */
const LOST_S = 2;
const GONE_S = 45;
/** Out of sight this long: goes back to where the guest was last seen, at this share of its speed, up to this near. */
const SEEK_AFTER_S = 8;
const SEEK_SPEED = 0.6;
const SEEK_NEAR_M = 1;
const NOT_COMING_S = 60;
const SPEAK_EVERY_S = 8;
const SPEAK_AFTER_S = 0.8;
const NO_WAY_S = 15;
/** Grace after "follow me" before the guest must have been seen, s. */
const START_GRACE_S = 3;
const HAND_OVER_S = 2;
/** Looking round for a lost guest: offsets from where it was last, rad, each for this long, s. */
const GLANCES_RAD = [0, 0.8, -0.8] as const;
const GLANCE_S = 4;

/** Name of a help place that is led to; null for a window. */
function nameOf(mind: Mind, id: string): Readonly<Record<Language, string>> | null {
  return mind.site.helpPlaces?.find((place) => place.id === id)?.name ?? null;
}

function guestDistanceM(mind: Mind): number {
  const { guest, pose } = mind;
  return hypot(guest.xM - pose.xM, guest.yM - pose.yM);
}

/** Seconds since the guest was seen, counted from the start of the walk at the earliest. */
function unseenS(mind: Mind, sinceS: number): number {
  return mind.nowS - Math.max(mind.guest.known ? mind.guest.seenS : sinceS, sinceS);
}

/** Slower while the guest lags, so that most guests never need to be waited for. */
function paceMps(mind: Mind): number {
  const { maxLinearMps, followerFarM, followerNearM } = mind.params;
  if (!mind.guest.inSight(mind.nowS)) return maxLinearMps;
  const slack = (followerFarM - guestDistanceM(mind)) / Math.max(0.2, followerFarM - followerNearM);
  return maxLinearMps * Math.min(1, Math.max(0.35, 0.35 + slack));
}

function lookForGuest(mind: Mind, waitedS: number): void {
  const { guest, pose } = mind;
  if (!guest.known) {
    mind.intend({ kind: 'stand' });
    return;
  }
  const towards = atan2(guest.yM - pose.yM, guest.xM - pose.xM);
  const glance = guest.inSight(mind.nowS)
    ? 0
    : (GLANCES_RAD[Math.floor(waitedS / GLANCE_S) % GLANCES_RAD.length] as number);
  mind.intend({ kind: 'face', yawRad: towards + glance });
}

/** True while the robot has to wait for its guest. */
function mustWait(record: RecordOf<'walk-ahead'>, mind: Mind): boolean {
  const { params } = mind;
  const lost = unseenS(mind, record.sinceS) > (mind.guest.known ? LOST_S : START_GRACE_S);
  const distance = guestDistanceM(mind);
  if (record.waitingSinceS === null) return lost || (mind.guest.inSight(mind.nowS) && distance > params.followerFarM);
  return !(mind.guest.inSight(mind.nowS) && distance < params.followerNearM);
}

export const walkAheadScript: Script<RecordOf<'walk-ahead'>> = {
  begin(goal, mind) {
    const lead = mind.memory.leadTo;
    // The record was made before the conversation: the walk's clock starts now.
    Object.assign(goal.record, { sinceS: mind.nowS });
    if (lead) mind.show({ kind: 'leading', windowId: lead.windowId });
  },
  run(goal, mind) {
    const { record } = goal;
    const lead = mind.memory.leadTo;
    const place = lead && mind.windowById(lead.windowId);
    if (!lead || !place) return 'failed';
    if (mustWait(record, mind)) return waitForGuest(record, lead, mind);
    record.waitingSinceS = null;
    record.seekingSinceS = null;
    const to = place.handover;
    mind.intend({ kind: 'drive', to, maxMps: paceMps(mind) });
    const name = nameOf(mind, lead.windowId);
    mind.report('leading', lead.windowId, name ? reasons.leadingTo(name) : reasons.leading(lead.windowId));
    if (mind.mover.arrivedAt(to) || mind.mover.crowdedOut(to, mind.nowS)) {
      mind.intend({ kind: 'stand' });
      return 'completed';
    }
    const noWay = mind.mover.unreachable(to);
    if (!noWay && !mind.mover.stuck(mind.nowS)) {
      record.unreachableSinceS = null;
      return 'active';
    }
    // Still "leading" to everybody: the guest is there and waits with the robot.
    record.unreachableSinceS ??= mind.nowS;
    mind.fail('NO_VALID_PATH');
    mind.report('leading', lead.windowId, reasons.noWayToWindow(lead.windowId));
    if (mind.nowS - record.unreachableSinceS < NO_WAY_S) return 'active';
    mind.say(cannotLead(lead.language, whyNoWay(mind, nearestOf(mind, [place]))));
    return 'failed';
  },
};

function waitForGuest(
  record: RecordOf<'walk-ahead'>,
  lead: { windowId: string; language: 'zh' | 'en' },
  mind: Mind,
): 'active' | 'failed' {
  record.waitingSinceS ??= mind.nowS;
  const waitedS = mind.nowS - record.waitingSinceS;
  if (seeks(record, mind, waitedS)) {
    mind.report('waiting-for-follower', lead.windowId, reasons.seekingGuest);
    if (unseenS(mind, record.sinceS) <= GONE_S) return 'active';
  } else lookForGuest(mind, waitedS);
  const inSight = mind.guest.inSight(mind.nowS);
  const gone = unseenS(mind, record.sinceS) > GONE_S || waitedS > NOT_COMING_S;
  const reason = inSight ? reasons.guestBehind(guestDistanceM(mind).toFixed(1)) : reasons.guestOutOfSight;
  mind.report('waiting-for-follower', lead.windowId, reason);
  if (gone && inSight && mayFetchHelp(mind)) {
    fetchHelpFor(mind, 'cannot-follow', lead.language);
    return 'failed';
  }
  if (gone) {
    mind.say(lostYou(lead.language, lead.windowId, nameOf(mind, lead.windowId)));
    return 'failed';
  }
  if (waitedS >= SPEAK_AFTER_S && mind.nowS - record.spokeS >= SPEAK_EVERY_S) {
    record.spokeS = mind.nowS;
    mind.say(waitForYou(lead.language));
  }
  return 'active';
}

/** Drives back to where the guest was last seen and calls; false while it only waits, or is there. */
function seeks(record: RecordOf<'walk-ahead'>, mind: Mind, waitedS: number): boolean {
  const { guest } = mind;
  if (guest.inSight(mind.nowS) || !guest.known || waitedS < SEEK_AFTER_S) return false;
  if (guestDistanceM(mind) < SEEK_NEAR_M) return false;
  if (record.seekingSinceS === null) {
    record.seekingSinceS = mind.nowS;
    record.spokeS = mind.nowS;
    mind.say(comingBack(mind.memory.leadTo?.language ?? mind.memory.language));
  }
  const towards = atan2(guest.yM - mind.pose.yM, guest.xM - mind.pose.xM);
  const to = { xM: guest.xM, yM: guest.yM, yawRad: towards };
  mind.intend({ kind: 'drive', to: nearer(to, SEEK_NEAR_M), maxMps: SEEK_SPEED * mind.params.maxLinearMps });
  return true;
}

/** The pose so far short of `to`, along its heading: never onto the guest's feet. */
function nearer(to: Pose2D, shortM: number): Pose2D {
  return { xM: to.xM - 0.7 * shortM * cos(to.yawRad), yM: to.yM - 0.7 * shortM * sin(to.yawRad), yawRad: to.yawRad };
}

export const handOverScript: Script<RecordOf<'hand-over'>> = {
  begin(goal, mind) {
    const lead = mind.memory.leadTo;
    Object.assign(goal.record, { untilS: mind.nowS + HAND_OVER_S });
    mind.succeed();
    if (lead) mind.say(arrived(lead.language, lead.windowId, nameOf(mind, lead.windowId)));
    mind.show({ kind: 'face', mood: 'happy' });
  },
  run(goal, mind) {
    const lead = mind.memory.leadTo;
    mind.intend({ kind: 'stand' });
    mind.report('leading', lead ? lead.windowId : null, reasons.handingOver);
    return mind.nowS >= goal.record.untilS ? 'completed' : 'active';
  },
};

/** Index of the place that is nearest by path (walls and what is closed; people and things are not looked at); -1 = no way. */
function nearestOf(mind: Mind, places: readonly WindowPlace[]): number {
  return mind.mover.router.nearest(
    mind.pose,
    places.map((place) => place.handover),
  );
}

/** What to tell the guest. @param best as `nearestOf` says */
function whyNoWay(mind: Mind, best: number): 'closed' | 'no-way' {
  return best < 0 && (mind.memory.keepOut?.length ?? 0) > 0 ? 'closed' : 'no-way';
}

/** Chooses the window that is nearest by path and starts the walk; false if there is none. */
export function agreeToLead(mind: Mind, windowIds: readonly string[], language: 'zh' | 'en'): boolean {
  const places = windowIds.map((id) => mind.windowById(id)).filter((place) => place !== null);
  const best = nearestOf(mind, places);
  const place = places[best];
  if (!place) {
    mind.say(cannotLead(language, whyNoWay(mind, best)));
    return false;
  }
  mind.memory.leadTo = { windowId: place.id, language };
  mind.say(followMe(language, place.id));
  return true;
}
