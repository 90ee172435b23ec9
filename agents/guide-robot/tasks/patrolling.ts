/** The publicity round: from stop to stop, speaking each stop's line (政策宣贯). Ends when a guest or another order comes. Times s. */
import { publicity, speakingTimeS } from '../dialogue/phrases';
import { isShut } from './closedParts';
import type { Mind, Script } from './mind';
import { standsOnDock } from './moving';
import { reasons } from './reasons';
import type { RecordOf } from './records';

/** Stays at a stop after the line, s: somebody may have a question. */
const LINGER_S = 6;
/** A stop that cannot be reached for this long is left out, s. */
const SKIP_S = 15;

export const patrolScript: Script<RecordOf<'patrol'>> = {
  begin(goal, mind) {
    mind.guest.forget();
    if (standsOnDock(mind)) goal.push({ kind: 'undock', sinceS: mind.nowS });
    mind.show({ kind: 'face', mood: 'happy' });
  },
  run(goal, mind) {
    if (goal.hasSubgoals()) {
      if (goal.runSubgoals() === 'active') return 'active';
      goal.clear();
    }
    const { record } = goal;
    const { patrol } = mind.site;
    skipShut(record, mind);
    const stop = patrol[record.stop % Math.max(1, patrol.length)];
    if (!stop || isShut(mind, stop.pose)) {
      mind.memory.order = { kind: 'none' };
      return 'completed';
    }
    const number = (record.stop % patrol.length) + 1;
    if (record.phase === 'speaking') {
      mind.intend({ kind: 'stand' });
      mind.report('patrolling', null, reasons.publicity(number, patrol.length));
      if (mind.nowS < record.untilS) return 'active';
      nextStop(record, mind.memory);
      return 'active';
    }
    mind.intend({ kind: 'drive', to: stop.pose, maxMps: 0.75 * mind.params.maxLinearMps });
    mind.report('patrolling', null, reasons.patrolling(number, patrol.length));
    if (mind.mover.arrivedAt(stop.pose) || mind.mover.crowdedOut(stop.pose, mind.nowS)) {
      const line = publicity(mind.memory.language, stop.line);
      mind.say(line);
      record.phase = 'speaking';
      // Said is said: a guest who comes now does not make it start over.
      mind.memory.patrolStop = record.stop + 1;
      record.untilS = mind.nowS + speakingTimeS(line) + LINGER_S;
      record.failingSinceS = null;
      return 'active';
    }
    if (!mind.mover.unreachable(stop.pose) && !mind.mover.stuck(mind.nowS)) {
      record.failingSinceS = null;
      return 'active';
    }
    record.failingSinceS ??= mind.nowS;
    if (mind.nowS - record.failingSinceS > SKIP_S) {
      mind.fail('NO_VALID_PATH');
      nextStop(record, mind.memory);
    }
    return 'active';
  },
};

/** Stops that are closed for now are left out. */
function skipShut(record: RecordOf<'patrol'>, mind: Mind): void {
  const { patrol } = mind.site;
  for (let k = 0; k < patrol.length; k++) {
    const stop = patrol[record.stop % patrol.length];
    if (!stop || !isShut(mind, stop.pose)) return;
    nextStop(record, mind.memory);
  }
}

function nextStop(record: RecordOf<'patrol'>, memory: { patrolStop: number }): void {
  record.stop++;
  record.phase = 'going';
  record.failingSinceS = null;
  memory.patrolStop = record.stop;
}
