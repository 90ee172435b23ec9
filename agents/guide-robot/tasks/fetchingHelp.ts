/**
 * Fetching help: tells the guest, drives to the nearest help place, tells the clerk what for and where, hears the answer, goes back
 * and says what came of it; where the clerk cannot leave, takes the guest there. Knows only what it hears, sees and is told of the site.
 * Times s, distances m. The errand is in the memory (records.ts), so it goes on after an interruption and after a restore.
 *
 * Left out: rosters (it finds out who is there), waking a clerk in any other way than speaking, fetching for two guests at once.
 */
import type { HelpPlace, HelpReason, HelpResult, Language, Pose2D } from '../../contract';
import { atan2, hypot } from '../../contract/numerics/detmath';
import {
  askHelp,
  CLERK_OPTIONS,
  type ClerkReply,
  clerkReply,
  comeAlong,
  fetchHelp,
  helpResult,
} from '../dialogue/help';
import { followMe, speakingTimeS } from '../dialogue/phrases';
import { NEVER_S } from '../params';
import type { GoalHandle, Mind, Script } from './mind';
import { nearPost, reserveRatio } from './priorities';
import { reasons } from './reasons';
import type { HelpErrand, Outcome, RecordOf } from './records';

/** Below this charge no errand is begun; one under way is broken off when only the way to the dock is left. */
const START_RATIO = 0.1;
/** The clerk's time to answer after the robot has spoken; a clerk who said "one moment" has this. */
const ANSWER_S = 10;
const WAIT_S = 120;
/** Asked so often before it tries elsewhere: where nobody makes a sound, and where what was said was not understood. */
const ASKS_SILENT = 2;
const ASKS_MOST = 3;
/** A way that stays closed for this long is given up. */
const NO_WAY_S = 20;
/** The guest is looked for so long. */
const LOOK_S = 10;
const GLANCES_RAD = [0, 0.7, -0.7] as const;
const GLANCE_S = 2.5;
/** No new place is tried after this; nobody waits longer than that for a robot that was held up. */
const LATEST_S = 300;
const OVER_S = 900;
/** Says the result when it is this near to the guest it sees. */
const NEAR_GUEST_M = 1.6;
/** Back within this: no need to stand on the very spot, with a clerk close behind. */
const BACK_M = 0.5;
/** Comes back to this far before a guest who is not at the post. */
const BEFORE_GUEST_M = 1.2;
/** A window is named as the guest's place within this; else the post within this. */
const BESIDE_WINDOW_M = 4;
const BESIDE_POST_M = 8;
/** Pause before it drives off, after the first words. */
const TELL_MOST_S = 4;

/** True if somebody may be fetched now. */
export function mayFetchHelp(mind: Mind): boolean {
  if ((mind.site.helpPlaces?.length ?? 0) === 0 || mind.memory.errand) return false;
  return mind.percept.battery.chargeRatio >= Math.max(START_RATIO, reserveRatio(mind));
}

/** Tells the guest and notes the errand; the goal takes it up at the next decision. */
export function fetchHelpFor(mind: Mind, why: HelpReason, language: Language): void {
  const line = fetchHelp(language, why);
  mind.say(line);
  mind.show({ kind: 'face', mood: 'busy' });
  mind.memory.errand = {
    why,
    language,
    guestAt: comesBackTo(mind),
    sinceS: mind.nowS,
    stage: 'telling',
    stageS: mind.nowS,
    untilS: mind.nowS + Math.min(TELL_MOST_S, speakingTimeS(line)),
    place: null,
    tried: [],
    asked: 0,
    toldToWait: false,
    result: null,
    failingSinceS: null,
  };
}

/** The post, or elsewhere a place in front of the guest whom it sees, else where it stands. */
function comesBackTo(mind: Mind): Pose2D {
  const { guest, pose } = mind;
  if (nearPost(mind)) return mind.site.post;
  if (!guest.inSight(mind.nowS)) return pose;
  const dx = pose.xM - guest.xM;
  const dy = pose.yM - guest.yM;
  const away = hypot(dx, dy);
  if (away <= BEFORE_GUEST_M) return pose;
  const share = BEFORE_GUEST_M / away;
  return { xM: guest.xM + share * dx, yM: guest.yM + share * dy, yawRad: atan2(-dy, -dx) };
}

export const fetchHelpScript: Script<RecordOf<'fetch-help'>> = {
  begin(goal, mind) {
    const { errand } = mind.memory;
    // Taken up again after an interruption that ended the walk to the desk.
    if (errand?.stage === 'leading') takeAlong(goal, mind, errand);
  },
  run(goal, mind) {
    const { errand } = mind.memory;
    if (!errand) return 'completed';
    if (isOver(mind, errand)) {
      delete mind.memory.errand;
      return 'failed';
    }
    switch (errand.stage) {
      case 'telling':
        return tell(mind, errand);
      case 'going':
        return goThere(mind, errand);
      case 'asking':
        return ask(mind, errand);
      case 'returning':
        return comeBack(mind, errand);
      case 'reporting':
        return report(goal, mind, errand);
      case 'parting':
        mind.intend({ kind: 'stand' });
        mind.report('fetching-help', null, reasons.reports);
        return mind.nowS < errand.untilS ? 'active' : end(mind);
      case 'leading': {
        const outcome = goal.runSubgoals();
        return outcome === 'active' ? 'active' : end(mind);
      }
    }
  },
};

/** The battery does not allow it any more, or it was held up for so long that nobody waits. Then the guest is left to the hall. */
function isOver(mind: Mind, errand: HelpErrand): boolean {
  if (mind.nowS - errand.sinceS > OVER_S) return true;
  const { chargeRatio } = mind.percept.battery;
  const withGuest = errand.stage === 'leading' || errand.stage === 'reporting' || errand.stage === 'parting';
  return !withGuest && chargeRatio < reserveRatio(mind);
}

function end(mind: Mind): Outcome {
  delete mind.memory.errand;
  return 'completed';
}

function go(mind: Mind, errand: HelpErrand, change: Partial<HelpErrand>): void {
  mind.memory.errand = { ...errand, ...change };
}

function enter(
  mind: Mind,
  errand: HelpErrand,
  stage: HelpErrand['stage'],
  forS: number,
  change: Partial<HelpErrand> = {},
): void {
  go(mind, errand, { stage, stageS: mind.nowS, untilS: mind.nowS + forS, failingSinceS: null, ...change });
}

function tell(mind: Mind, errand: HelpErrand): Outcome {
  mind.intend({ kind: 'stand' });
  mind.report('fetching-help', null, reasons.tellsGuest);
  if (mind.nowS >= errand.untilS) goElsewhere(mind, errand, 'no-way');
  return 'active';
}

function placeOf(mind: Mind, errand: HelpErrand): HelpPlace | null {
  return (errand.place === null ? null : mind.site.helpPlaces?.[errand.place]) ?? null;
}

/** To the nearest place that was not tried yet; back to the guest if there is none. @param outcome of the place tried last */
function goElsewhere(mind: Mind, errand: HelpErrand, outcome: HelpResult): void {
  const places = mind.site.helpPlaces ?? [];
  const tried = errand.place === null ? errand.tried : [...errand.tried, errand.place];
  const result = worthMore(errand.result, errand.place === null ? null : outcome);
  const open = places.map((_, i) => i).filter((i) => !tried.includes(i));
  const late = mind.nowS - errand.sinceS > LATEST_S;
  const nearest = late
    ? -1
    : mind.mover.router.nearest(
        mind.pose,
        open.map((i) => (places[i] as HelpPlace).ask),
      );
  const next = open[nearest];
  if (next === undefined) enter(mind, errand, 'returning', 0, { tried, place: null, result: result ?? 'no-way' });
  else enter(mind, errand, 'going', 0, { tried, place: next, result, asked: 0, toldToWait: false });
}

/** Somebody who is busy is more than nobody, and that more than no way. */
function worthMore(a: HelpResult | null, b: HelpResult | null): HelpResult | null {
  const rank = (result: HelpResult | null): number =>
    result === 'busy' ? 3 : result === 'nobody' ? 2 : result ? 1 : 0;
  return rank(b) > rank(a) ? b : a;
}

/** Drives; 'there' also where somebody stands on the place and it waits beside it. */
function drive(mind: Mind, errand: HelpErrand, to: Pose2D): 'driving' | 'there' | 'no-way' {
  const { mover, nowS } = mind;
  mind.intend({ kind: 'drive', to, maxMps: mind.params.maxLinearMps });
  if (mover.arrivedAt(to) || mover.crowdedOut(to, nowS)) {
    mind.intend({ kind: 'stand' });
    return 'there';
  }
  if (!mover.unreachable(to) && !mover.stuck(nowS)) {
    if (errand.failingSinceS !== null) go(mind, errand, { failingSinceS: null });
    return 'driving';
  }
  const sinceS = errand.failingSinceS ?? nowS;
  mind.fail('NO_VALID_PATH');
  if (errand.failingSinceS === null) go(mind, errand, { failingSinceS: sinceS });
  return nowS - sinceS > NO_WAY_S ? 'no-way' : 'driving';
}

function goThere(mind: Mind, errand: HelpErrand): Outcome {
  const place = placeOf(mind, errand);
  if (!place) {
    goElsewhere(mind, errand, 'no-way');
    return 'active';
  }
  mind.report('fetching-help', null, reasons.fetching(place.name));
  const got = drive(mind, errand, place.ask);
  if (got === 'no-way') goElsewhere(mind, errand, 'no-way');
  else if (got === 'there') speak(mind, errand, place);
  return 'active';
}

function speak(mind: Mind, errand: HelpErrand, place: HelpPlace): void {
  const { language } = mind.site;
  const again = errand.asked > 0;
  const line = askHelp(language, place.id, errand.why, errand.guestAt, whereIs(mind, errand.guestAt), again);
  mind.say(line);
  mind.show(
    again
      ? { kind: 'choices', question: line.text, options: CLERK_OPTIONS[language] }
      : { kind: 'face', mood: 'listening' },
  );
  enter(mind, errand, 'asking', ANSWER_S + speakingTimeS(line), { asked: errand.asked + 1, toldToWait: false });
}

/** The guest's place in words: at the robot's post, beside a window, or not far from the post. */
function whereIs(mind: Mind, at: Pose2D): Readonly<Record<Language, string>> {
  const { post, windows } = mind.site;
  const farM = (pose: Pose2D): number => hypot(pose.xM - at.xM, pose.yM - at.yM);
  if (farM(post) < 1) return { zh: '我的岗位', en: 'at my post' };
  let best: string | null = null;
  let least = BESIDE_WINDOW_M;
  for (const { id, handover } of windows) {
    if (farM(handover) >= least) continue;
    least = farM(handover);
    best = id;
  }
  if (best !== null) return { zh: `${best}窗口附近`, en: `near window ${best}` };
  return farM(post) < BESIDE_POST_M
    ? { zh: '离我岗位不远的地方', en: 'not far from my post' }
    : { zh: '大厅里', en: 'in the hall' };
}

function ask(mind: Mind, errand: HelpErrand): Outcome {
  const place = placeOf(mind, errand);
  if (!place) {
    goElsewhere(mind, errand, 'no-way');
    return 'active';
  }
  mind.intend({ kind: 'stand' });
  mind.report(
    'fetching-help',
    null,
    errand.toldToWait ? reasons.clerkSaysWait(place.name) : reasons.asksClerk(place.name),
  );
  const { reply, heard } = answerOf(mind);
  if (reply === 'coming') {
    mind.say(comeAlong(mind.site.language, place.id));
    mind.show({ kind: 'face', mood: 'happy' });
    enter(mind, errand, 'returning', 0, { result: 'coming' });
  } else if (reply === 'busy') {
    if (place.receives) enter(mind, errand, 'returning', 0, { result: 'busy' });
    else goElsewhere(mind, errand, 'busy');
  } else if (reply === 'wait' && !errand.toldToWait) {
    go(mind, errand, { toldToWait: true, untilS: mind.nowS + WAIT_S });
  } else if (mind.nowS >= errand.untilS || (reply === null && heard && !errand.toldToWait)) {
    if (errand.asked < (heard ? ASKS_MOST : ASKS_SILENT)) speak(mind, errand, place);
    else goElsewhere(mind, errand, 'nobody');
  }
  return 'active';
}

/** What was heard or touched in this step; `heard`: something was said, understood or not. */
function answerOf(mind: Mind): { reply: ClerkReply | null; heard: boolean } {
  for (const touch of mind.percept.touched) {
    if (touch.what !== 'screen') continue;
    if (touch.choice === 0) return { reply: 'coming', heard: true };
    if (touch.choice === 1) return { reply: 'busy', heard: true };
  }
  let heard = false;
  for (const speech of mind.percept.heard) {
    if (typeof speech.text !== 'string' || speech.text.trim() === '') continue;
    heard = true;
    const reply = clerkReply(speech.text, speech.language);
    if (reply) return { reply, heard };
  }
  return { reply: null, heard };
}

function seesGuest(mind: Mind, errand: HelpErrand): boolean {
  const { guest, nowS } = mind;
  return guest.recognizedS >= errand.stageS && guest.inSight(nowS);
}

function comeBack(mind: Mind, errand: HelpErrand): Outcome {
  mind.report('fetching-help', null, errand.result === 'coming' ? reasons.bringsClerk : reasons.backWithoutClerk);
  const { guest, pose } = mind;
  const { guestAt } = errand;
  const got = drive(mind, errand, guestAt);
  const meets =
    (seesGuest(mind, errand) && hypot(guest.xM - pose.xM, guest.yM - pose.yM) < NEAR_GUEST_M) ||
    hypot(guestAt.xM - pose.xM, guestAt.yM - pose.yM) < BACK_M;
  if (got === 'no-way' && !meets) {
    delete mind.memory.errand;
    return 'failed';
  }
  if (got === 'there' || meets) enter(mind, errand, 'reporting', LOOK_S);
  return 'active';
}

function report(goal: GoalHandle<RecordOf<'fetch-help'>>, mind: Mind, errand: HelpErrand): Outcome {
  const { guest, pose, nowS } = mind;
  mind.report('fetching-help', null, reasons.looksForGuest);
  if (!seesGuest(mind, errand)) {
    const glance = GLANCES_RAD[Math.floor((nowS - errand.stageS) / GLANCE_S) % GLANCES_RAD.length] as number;
    const towards = guest.known ? atan2(guest.yM - pose.yM, guest.xM - pose.xM) : errand.guestAt.yawRad;
    mind.intend({ kind: 'face', yawRad: towards + glance });
    if (nowS >= errand.untilS) tellResult(mind, errand, 'gone', mind.site.language);
    return 'active';
  }
  mind.intend({ kind: 'face', yawRad: atan2(guest.yM - pose.yM, guest.xM - pose.xM) });
  const result = errand.result ?? 'nobody';
  if (result === 'busy' && placeOf(mind, errand)?.receives) {
    mind.say(helpResult(errand.language, 'busy', true));
    enter(mind, errand, 'leading', 0);
    takeAlong(goal, mind, errand);
    const place = placeOf(mind, errand) as HelpPlace;
    mind.say(followMe(errand.language, place.id, place.name));
    return 'active';
  }
  tellResult(mind, errand, result, errand.language);
  return 'active';
}

function tellResult(mind: Mind, errand: HelpErrand, result: HelpResult, language: Language): void {
  const line = helpResult(language, result);
  mind.say(line);
  mind.show({ kind: 'face', mood: result === 'coming' ? 'happy' : 'worried' });
  mind.succeed();
  enter(mind, errand, 'parting', speakingTimeS(line), { result });
}

/** The walk to the desk, as any lead. */
function takeAlong(goal: GoalHandle<RecordOf<'fetch-help'>>, mind: Mind, errand: HelpErrand): void {
  const place = placeOf(mind, errand);
  if (!place) return;
  mind.memory.leadTo = { windowId: place.id, language: errand.language };
  goal.push({
    kind: 'walk-ahead',
    sinceS: mind.nowS,
    waitingSinceS: null,
    spokeS: NEVER_S,
    seekingSinceS: null,
    unreachableSinceS: null,
  });
  goal.push({ kind: 'hand-over', untilS: mind.nowS });
}
