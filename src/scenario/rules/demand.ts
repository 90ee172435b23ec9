/** The rules about who comes and when -> the kernel's. */
import type { AppointmentSpec, RulesSpec } from '../../kernel/rules/spec';
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';

type DemandRules = Pick<RulesSpec, 'variation' | 'appointments' | 'online' | 'companions'>;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function demandRules(scenario: Scenario, classIds: readonly string[]): DemandRules {
  const { rules, items } = scenario;
  const { variation, appointments, online, companions } = rules;
  return {
    variation: variation
      ? {
          factor: variation.weekday && scenario.date ? variation.weekday[weekdayOf(scenario.date)] : 1,
          dayCv: variation.dayCv,
          hourCv: variation.hourCv ?? null,
          hourVarianceToMean: variation.hourVarianceToMean ?? null,
        }
      : null,
    appointments: appointments?.map((entry) => appointmentSpec(scenario, entry, classIds)) ?? null,
    online: online ? { share: items.map((item) => online.items[item.id] ?? online.share) } : null,
    companions: companions ?? null,
  };
}

/** Slot times of an entry, each as often as it has places. */
export function slotsOf(entry: NonNullable<Scenario['rules']['appointments']>[number]): number[] {
  const slots: number[] = [];
  const toS = secondsOf(entry.to);
  for (let atS = secondsOf(entry.from); atS < toS; atS += entry.everyMin * 60) {
    for (let place = 0; place < entry.perSlot; place++) slots.push(atS);
  }
  return slots;
}

function appointmentSpec(
  scenario: Scenario,
  entry: NonNullable<Scenario['rules']['appointments']>[number],
  classIds: readonly string[],
): AppointmentSpec {
  const klass = entry.class === undefined ? -1 : classIds.indexOf(entry.class);
  return {
    slotsS: slotsOf(entry),
    items: scenario.items
      .map((item, index) => ({ item: index, weight: entry.items ? (entry.items[item.id] ?? 0) : 1 }))
      .filter(({ weight }) => weight > 0),
    noShowShare: entry.noShowShare,
    earlyMeanS: entry.earlyMeanMin * 60,
    earlySdS: entry.earlySdMin * 60,
    graceS: entry.graceMin * 60,
    klass: klass < 0 ? null : klass,
  };
}

/** Weekday of a date YYYY-MM-DD in the Gregorian calendar (Sakamoto's method). */
export function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  const [year = 2000, month = 1, day = 1] = date.split('-').map(Number);
  const y = month < 3 ? year - 1 : year;
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  const index = (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7;
  return WEEKDAYS[index] ?? 'mon';
}
