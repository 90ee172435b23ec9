/**
 * Serving a guest at the post: listen, consult where the item has questions of its own, answer from the catalogue, offer to lead,
 * take the reply by ear or from the screen. What was not understood is asked again, never taken for a farewell. Times s.
 * Runs only where the robot may talk; whoever speaks to it elsewhere hears an apology (manners.ts).
 */
import type { HeardSpeech, Touch } from '../../contract';
import { atan2, wrapAngle } from '../../contract/numerics/detmath';
import { adviceFor, extraMaterials } from '../dialogue/consult';
import { isPlausible } from '../dialogue/documents';
import { wishForHelp } from '../dialogue/help';
import type { Match } from '../dialogue/match';
import { CLEAR_MARGIN, UNDERSTOOD } from '../dialogue/match';
import {
  answer,
  askLead,
  askRepeat,
  cannotLead,
  directions,
  farewell,
  greet,
  identified,
  LEAD_OPTIONS,
  speakingTimeS,
  unknownItem,
} from '../dialogue/phrases';
import { afterWakeWord, asMeant, isOnlyGreeting, replyTo } from '../dialogue/reply';
import { NEVER_S } from '../params';
import { askAgain, beginConsultation, type ConsultOutcome, hearAnswer, touchAnswer } from './consulting';
import { fetchHelpFor, mayFetchHelp } from './fetchingHelp';
import { agreeToLead } from './leading';
import type { Mind, Script } from './mind';
import { reasons } from './reasons';
import type { Outcome, RecordOf } from './records';

/** The guest's time to say something, after the robot has finished speaking, s. */
const REPLY_S = 12;
/** After an answer without an offer, s. */
const CLOSING_S = 5;
/** Turns towards the guest when off by more than this, rad. */
const TURN_TO_GUEST_RAD = 0.35;
const MAX_UNANSWERED = 200;
/** Bonus for an item that the guest was asked to choose from. */
const CHOICE_BONUS = 0.15;
/** Documents in a row that could not be read, or answers that were not understood, before somebody is fetched. */
const MISREADS_MOST = 2;
const UNCLEAR_MOST = 3;
/** Below this charge a guest is answered but not led. */
const LEAD_MIN_RATIO = 0.08;

const LEAD_ME = /带我|带路|领我|跟你|take me|lead me|show me the way|guide me|bring me/i;
const WHO = /找谁|谁办|哪个部门|哪个单位|\bwho\b|department/i;

type Converse = RecordOf<'converse'>;

const REASON = {
  listening: reasons.listening,
  offered: reasons.waitsForReply,
  consulting: reasons.consulting,
} as const;

export const serveScript: Script<RecordOf<'serve'>> = {
  begin(goal, mind) {
    const { nowS } = mind;
    mind.memory.leadTo = null;
    if (!takesOrderedLead(mind))
      goal.push({
        kind: 'converse',
        phase: 'listening',
        untilS: nowS + REPLY_S,
        language: mind.percept.heard[0]?.language ?? mind.site.language,
        item: null,
        candidates: [],
        misses: 0,
        unclear: 0,
        answers: [],
        faceRad: null,
      });
    goal.push({
      kind: 'walk-ahead',
      sinceS: nowS,
      waitingSinceS: null,
      spokeS: NEVER_S,
      seekingSinceS: null,
      unreachableSinceS: null,
    });
    goal.push({ kind: 'hand-over', untilS: nowS });
  },
  /** No lead wanted = the conversation "fails", and with it the rest of the plan. */
  run: (goal) => goal.runSubgoals(),
};

/** The operator's order to lead whoever stands here: no conversation first. An unknown window is an answer of its own. */
function takesOrderedLead(mind: Mind): boolean {
  const windowId = mind.memory.leadOrder;
  mind.memory.leadOrder = null;
  return windowId !== null && agreeToLead(mind, [windowId], mind.memory.language);
}

export const converseScript: Script<Converse> = {
  begin(_goal, mind) {
    mind.show({ kind: 'face', mood: 'listening' });
  },
  run(goal, mind) {
    const { record } = goal;
    mind.report('talking', null, REASON[record.phase]);
    faceGuest(record, mind);
    if (readDocuments(record, mind) === 'failed') return 'failed';
    for (const speech of mind.percept.heard) {
      if (typeof speech.text !== 'string' || speech.text.trim() === '') continue;
      record.language = speech.language;
      mind.memory.language = speech.language;
      if (Number.isFinite(speech.bearingRad)) record.faceRad = wrapAngle(mind.pose.yawRad + speech.bearingRad);
      const outcome = hear(record, speech, mind);
      if (outcome !== 'active') return outcome;
    }
    for (const touch of mind.percept.touched) {
      const outcome = feel(record, touch, mind);
      if (outcome !== 'active') return outcome;
    }
    if (mind.nowS <= record.untilS) return 'active';
    mind.say(farewell(record.language));
    return 'failed';
  },
};

function faceGuest(record: Converse, mind: Mind): void {
  const { guest, pose } = mind;
  if (guest.inSight(mind.nowS)) {
    const towards = atan2(guest.yM - pose.yM, guest.xM - pose.xM);
    if (record.faceRad === null || Math.abs(wrapAngle(towards - record.faceRad)) > TURN_TO_GUEST_RAD)
      record.faceRad = towards;
  }
  const off = record.faceRad === null ? 0 : Math.abs(wrapAngle(record.faceRad - pose.yawRad));
  if (record.faceRad !== null && (off > TURN_TO_GUEST_RAD || !mind.mover.standsStill)) {
    mind.intend({ kind: 'face', yawRad: record.faceRad });
  } else mind.intend({ kind: 'stand' });
}

/** A document held to the reader: said aloud by its last four characters only; what is wrong is asked for again. */
function readDocuments(record: Converse, mind: Mind): Outcome {
  for (const document of mind.percept.presented) {
    const valid = isPlausible(document);
    if (valid) delete record.misread;
    else if (mayFetchHelp(mind)) {
      record.misread = (record.misread ?? 0) + 1;
      if (record.misread >= MISREADS_MOST) {
        fetchHelpFor(mind, 'reader-fault', record.language);
        return 'failed';
      }
    }
    speak(
      record,
      identified(record.language, document.kind, valid, valid ? document.number.trim().slice(-4) : ''),
      mind,
    );
    mind.show({ kind: 'face', mood: valid ? 'happy' : 'worried' });
  }
  return 'active';
}

function welcome(record: Converse, mind: Mind): void {
  const line = greet(record.language, mind.site.robotName);
  mind.say(line);
  mind.show({ kind: 'face', mood: 'happy' });
  record.untilS = mind.nowS + REPLY_S + speakingTimeS(line);
}

function hear(record: Converse, speech: HeardSpeech, mind: Mind): Outcome {
  const text = afterWakeWord(speech.text, mind.site.robotName) ?? speech.text;
  const wish = mayFetchHelp(mind) ? wishForHelp(text) : null;
  // An item that has such words in its name is not a wish for somebody.
  if (wish && (bestOf(record, text, mind)[0]?.score ?? 0) < UNDERSTOOD) {
    fetchHelpFor(mind, wish, record.language);
    return 'failed';
  }
  switch (record.phase) {
    case 'listening':
      return hearQuestion(record, speech, text, mind);
    case 'offered':
      return hearReply(record, speech, text, mind);
    case 'consulting': {
      const outcome = hearAnswer(record, speech, text, mind);
      if (outcome !== 'unclear') return afterConsulting(record, outcome, mind);
      // No answer: perhaps the robot asks about the wrong thing altogether.
      const [match] = bestOf(record, text, mind);
      if (match && match.score >= UNDERSTOOD && match.item !== record.item) reply(record, match.item, text, mind);
      else if (record.unclear + 1 >= UNCLEAR_MOST && mayFetchHelp(mind)) {
        fetchHelpFor(mind, 'not-understood', record.language);
        return 'failed';
      } else askAgain(record, mind);
      return 'active';
    }
  }
}

/** A touch of the screen's answers counts like the word; any other touch wakes it. */
function feel(record: Converse, touch: Touch, mind: Mind): Outcome {
  const { choice } = touch;
  if (touch.what === 'screen' && choice !== null) {
    if (record.phase === 'consulting') return afterConsulting(record, touchAnswer(record, choice, mind), mind);
    if (record.phase === 'offered') return choice === 0 ? leadToItem(record, '', mind) : decline(record, mind);
  }
  if (record.phase !== 'listening') return 'active';
  const chosen = choice === null ? undefined : record.candidates[choice];
  if (chosen !== undefined) reply(record, chosen, '', mind);
  else if (mind.percept.heard.length === 0) welcome(record, mind);
  return 'active';
}

function afterConsulting(record: Converse, outcome: ConsultOutcome, mind: Mind): Outcome {
  if (outcome === 'left') return 'failed';
  if (outcome === 'done' && record.item !== null) answerItem(record, record.item, '', mind);
  return 'active';
}

function hearQuestion(record: Converse, speech: HeardSpeech, text: string, mind: Mind): Outcome {
  if (isOnlyGreeting(text)) {
    welcome(record, mind);
    return 'active';
  }
  const windowId = windowNamedIn(text, mind);
  if (windowId && LEAD_ME.test(asMeant(text))) return lead(record, [windowId], mind);
  if (windowId && (bestOf(record, text, mind)[0]?.score ?? 0) < UNDERSTOOD) return pointOut(record, windowId, mind);
  if (record.misses > 0 && replyTo(text, speech.language) === 'decline' && bestOf(record, text, mind).length === 0) {
    mind.say(farewell(record.language));
    return 'failed';
  }
  return ask(record, text, mind);
}

/** Somebody only wants to know where a window is. */
function pointOut(record: Converse, windowId: string, mind: Mind): Outcome {
  const { handover } = mind.windowById(windowId) ?? {};
  if (!handover) return 'active';
  const dx = handover.xM - mind.pose.xM;
  const dy = handover.yM - mind.pose.yM;
  const letters = windowId.replace(/\d+$/, '');
  const row = mind.site.windows.map((place) => place.id).filter((id) => id.replace(/\d+$/, '') === letters);
  const line = directions(record.language, windowId, row, Math.sqrt(dx * dx + dy * dy));
  mind.say(line);
  record.untilS = mind.nowS + CLOSING_S + speakingTimeS(line);
  return 'active';
}

function hearReply(record: Converse, speech: HeardSpeech, text: string, mind: Mind): Outcome {
  const reply = replyTo(text, speech.language);
  const wantsLead = LEAD_ME.test(asMeant(text)) && reply === 'accept';
  const [match] = bestOf(record, text, mind);
  if (!wantsLead && match && match.score >= UNDERSTOOD) return ask(record, text, mind);
  if (reply === 'accept') return leadToItem(record, text, mind);
  if (reply === 'decline' || reply === 'thanks') return decline(record, mind);
  record.unclear++;
  const line = askLead(record.language);
  speak(record, line, mind);
  mind.show({ kind: 'choices', question: line.text, options: LEAD_OPTIONS[record.language] });
  return 'active';
}

function leadToItem(record: Converse, text: string, mind: Mind): Outcome {
  const item = record.item === null ? undefined : mind.site.items[record.item];
  if (!item) return 'active';
  const named = windowNamedIn(text, mind);
  return lead(record, named && item.windowIds.includes(named) ? [named] : item.windowIds, mind);
}

function decline(record: Converse, mind: Mind): Outcome {
  mind.say(farewell(record.language));
  mind.show({ kind: 'face', mood: 'happy' });
  return 'failed';
}

function bestOf(record: Converse, text: string, mind: Mind): Match[] {
  const matches = mind.matcher.best(text, 6);
  if (record.candidates.length === 0) return matches;
  return matches
    .map((match) => ({
      item: match.item,
      score: match.score + (record.candidates.includes(match.item) ? CHOICE_BONUS : 0),
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item);
}

function ask(record: Converse, text: string, mind: Mind): Outcome {
  const [first, second] = bestOf(record, text, mind);
  if (!first || first.score < UNDERSTOOD) return notUnderstood(record, text, mind);
  const close = second && first.score - second.score < CLEAR_MARGIN && differ(first.item, second.item, mind);
  if (close && record.misses === 0) {
    record.misses = 1;
    record.candidates = [first.item, second.item];
    const names = record.candidates.map((item) => mind.site.items[item]?.name[record.language] ?? '');
    const line = askRepeat(record.language, names);
    speak(record, line, mind);
    mind.show({ kind: 'choices', question: line.text, options: names });
    return 'active';
  }
  reply(record, first.item, text, mind);
  return 'active';
}

/** Two items between which it matters: other windows, or other papers. */
function differ(a: number, b: number, mind: Mind): boolean {
  const one = mind.site.items[a];
  const other = mind.site.items[b];
  if (!one || !other || one.name.zh === other.name.zh) return false;
  return one.windowIds.join() !== other.windowIds.join() || one.materials.zh.join() !== other.materials.zh.join();
}

function notUnderstood(record: Converse, text: string, mind: Mind): Outcome {
  record.misses++;
  if (record.misses < 2) {
    speak(record, askRepeat(record.language, []), mind);
    mind.show({ kind: 'face', mood: 'worried' });
    return 'active';
  }
  if (mayFetchHelp(mind)) fetchHelpFor(mind, 'not-understood', record.language);
  else mind.say(unknownItem(record.language, text));
  const { unanswered } = mind.memory;
  unanswered.push({ text, language: record.language, stampS: mind.nowS });
  if (unanswered.length > MAX_UNANSWERED) unanswered.shift();
  return 'failed';
}

function reply(record: Converse, index: number, text: string, mind: Mind): void {
  const item = mind.site.items[index];
  if (!item) return;
  record.misses = 0;
  record.candidates = [];
  record.answers = [];
  if ((item.consultation?.length ?? 0) > 0) beginConsultation(record, index, mind);
  else answerItem(record, index, text, mind);
}

function answerItem(record: Converse, index: number, text: string, mind: Mind): void {
  const item = mind.site.items[index];
  if (!item) return;
  const offersLead = item.windowIds.some((id) => mind.windowById(id) !== null);
  if (mind.site.canIssueTickets) mind.requestTicket(item.id);
  record.item = index;
  record.unclear = 0;
  record.phase = offersLead ? 'offered' : 'listening';
  const extra = extraMaterials(item, record.answers, record.language);
  const told = answer(record.language, item, offersLead, WHO.test(text), mind.site.canIssueTickets, extra);
  const advice = adviceFor(item, record.answers, record.language);
  const line = advice === '' ? told : { ...told, text: `${advice}${record.language === 'zh' ? '' : ' '}${told.text}` };
  speak(record, line, mind);
  if (!offersLead) record.untilS = mind.nowS + CLOSING_S + speakingTimeS(line);
  mind.show({ kind: 'answer', itemId: item.id, windowIds: item.windowIds });
}

function lead(record: Converse, windowIds: readonly string[], mind: Mind): Outcome {
  if (mind.percept.battery.chargeRatio < LEAD_MIN_RATIO) {
    mind.say(cannotLead(record.language, 'low-battery'));
    return 'failed';
  }
  return agreeToLead(mind, windowIds, record.language) ? 'completed' : 'failed';
}

function speak(record: Converse, line: ReturnType<typeof greet>, mind: Mind): void {
  mind.say(line);
  record.untilS = mind.nowS + REPLY_S + speakingTimeS(line);
}

/** A window of the site that the text names, the longest name first. */
function windowNamedIn(text: string, mind: Mind): string | null {
  const upper = text.normalize('NFKC').toUpperCase();
  let best: string | null = null;
  for (const place of mind.site.windows) {
    if (!upper.includes(place.id.toUpperCase())) continue;
    if (best === null || place.id.length > best.length) best = place.id;
  }
  return best;
}
