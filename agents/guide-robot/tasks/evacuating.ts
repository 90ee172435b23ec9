/** An evacuation: nobody is led, nobody is served; the robot clears the way, parks at its refuge and repeats the announcement. */
import { evacuateLine } from '../dialogue/phrases';
import { openPlaceFor } from './closedParts';
import type { Script } from './mind';
import { standsOnDock } from './moving';
import { reasons } from './reasons';
import type { RecordOf } from './records';

const SPEAK_EVERY_S = 15;

export const evacuateScript: Script<RecordOf<'evacuate'>> = {
  begin(_goal, mind) {
    mind.guest.forget();
    mind.memory.leadTo = null;
    delete mind.memory.errand;
    mind.show({ kind: 'face', mood: 'worried' });
  },
  run(goal, mind) {
    const { record } = goal;
    if (mind.nowS - record.spokeS >= SPEAK_EVERY_S) {
      record.spokeS = mind.nowS;
      mind.say(evacuateLine(mind.memory.language));
    }
    // On its dock it stands at the wall already.
    const refuge = standsOnDock(mind) ? null : openPlaceFor(mind, mind.site.refuge ?? mind.site.post);
    if (!refuge || mind.mover.arrivedAt(refuge)) {
      mind.intend(refuge ? { kind: 'drive', to: refuge, maxMps: mind.params.maxLinearMps } : { kind: 'stand' });
      mind.report('evacuating', null, reasons.parked);
      return 'active';
    }
    mind.intend({ kind: 'drive', to: refuge, maxMps: mind.params.maxLinearMps });
    if (mind.mover.unreachable(refuge)) mind.fail('NO_VALID_PATH');
    mind.report('evacuating', null, reasons.clearsTheWay);
    return 'active';
  },
};
