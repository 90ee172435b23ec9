import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { byTicket } from '../../../../src/kernel/rules/policies/callOrder';
import { type GreenPolicy, keepFree, whenIdle } from '../../../../src/kernel/rules/policies/green';
import type { RulesSpec } from '../../../../src/kernel/rules/spec';
import { runHall, summaryOf } from '../../../../src/runtime/run';
import { RULES_YAML, rulesSpecOf } from '../../../worlds/rulesDay';
import { hallOf } from '../../../worlds/shipped';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

const klass = (id: string, rank: number, share: number) => ({
  id,
  nameZh: '',
  nameEn: '',
  rank,
  headStartS: 0,
  share,
  builds: [],
});
/** Everybody of the class when `share` is 1, nobody when 0. Window 1 is the green one. */
const green = (others: GreenPolicy, share: number): Partial<RulesSpec> => ({
  priority: {
    order: byTicket,
    raiseAfterS: Number.POSITIVE_INFINITY,
    classes: [klass('ordinary', 1, 0), klass('veteran', 0, share)],
  },
  greenChannel: {
    windows: Uint8Array.of(0, 1),
    classes: Uint8Array.of(0, 1),
    others,
    skipsLine: true,
  },
});
const day: SmallDay = { windows: 2, at: [0, 1, 2], serviceS: [100] };
const starts = (hall: ReturnType<typeof runSmall>): string[] => story(hall, 'serviceStarted');

describe('green channel', () => {
  it('keep-free: others never go there', () => {
    expect(starts(runSmall({ ...day, rules: green(keepFree, 0) }))).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceStarted 1 0 0',
      '200 serviceStarted 2 0 0',
    ]);
  });

  it('when-idle: others are taken as overflow while nobody of its classes waits', () => {
    expect(starts(runSmall({ ...day, rules: green(whenIdle, 0) }))).toEqual([
      '0 serviceStarted 0 0 0',
      '1 serviceStarted 1 1 1',
      '100 serviceStarted 2 0 0',
    ]);
  });

  it('its classes use every window', () => {
    const hall = runSmall({ ...day, rules: green(keepFree, 1) });
    expect(starts(hall)).toEqual(['0 serviceStarted 0 0 0', '1 serviceStarted 1 1 0', '100 serviceStarted 2 0 0']);
    expect(summaryOf(hall, 0).rules?.staff.greenServed).toBe(1);
  });

  it.each([
    'meso',
    'micro',
  ] as const)('in a walking hall, %s: the ticket at the door, no line for it', async (resolution) => {
    const rules = RULES_YAML.replace(
      /greenChannel: .*/,
      'greenChannel: { windows: [A05], classes: [elderly, disabled] }',
    );
    const hall = hallOf(await rulesSpecOf({ resolution }, rules));
    const wallS = runHall(hall, { untilS: hall.spec.openS + 2 * 3600 });
    const atDoor = new Set<number>();
    let walked = 0;
    for (let i = 0; i < hall.log.length; i++) {
      const citizen = hall.log.citizen[i] as number;
      if (hall.log.kind[i] === EventKind.greenTicket) atDoor.add(citizen);
      if (hall.log.kind[i] === EventKind.joinedLine && atDoor.has(citizen)) walked++;
    }
    const staff = summaryOf(hall, wallS).rules?.staff;
    expect(atDoor.size).toBeGreaterThan(3);
    expect(walked).toBe(0);
    expect(staff?.greenTickets).toBe(atDoor.size);
    expect(staff?.greenServed).toBeGreaterThan(0);
  });
});
