/** The ten functions of the service robot, one by one: on, off, failing. */
import { describe, expect, it } from 'vitest';
import type { RobotFunction } from '../../../../src/kernel/events';
import { IDENTITY_PRESETS, IDENTITY_WAYS } from '../../../../src/kernel/rules/identity';
import type { ChannelSpec } from '../../../../src/kernel/rules/spec';
import { summaryOf } from '../../../../src/runtime/run';
import { channelDay, constant, functionsWith, machine } from '../../../worlds/channelDay';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

const idCard = [{ way: 'idCard', time: constant(10), successShare: 1 }] as const;
type Over = Parameters<typeof functionsWith>[0];
const run = (over: Over, channel: Partial<ChannelSpec> = {}, day: Partial<SmallDay> = {}) =>
  runSmall({ ...channelDay, ...day, rules: { channels: [machine({ functions: functionsWith(over), ...channel })] } });
const ends = (hall: ReturnType<typeof runSmall>): string[] => story(hall, 'serviceEnded', 'sentOn');

describe('functions of the service robot', () => {
  it('all on, without times and failures: as a plain machine', () => {
    const plain = runSmall({ ...channelDay, rules: { channels: [machine()] } });
    expect(ends(run({}))).toEqual(ends(plain));
  });

  it.each<[RobotFunction, string]>([
    ['identification', '67'],
    ['fingerprint', '57'],
    ['formFilling', '57'],
    ['archiving', '57'],
    ['selfApproval', '57'],
    ['explaining', '57'],
    ['dataCollection', '57'],
  ])('%s takes its time', (name, endS) => {
    const identity = name === 'identification' ? idCard : [];
    expect(ends(run({ [name]: { time: constant(7) } }, { identity }))[0]).toBe(`${endS} serviceEnded 0 1 0`);
  });

  it.each([{ on: false }, { failShare: 1 }])('identification %j: nobody is identified, on to a window', (over) => {
    expect(ends(run({ identification: over }, { identity: idCard }))).toEqual([
      '0 serviceEnded 0 1 0',
      '0 sentOn 0 1 1',
      '100 serviceEnded 0 0 0',
    ]);
  });

  it('fingerprint: failing sends on; off leaves the step out', () => {
    expect(ends(run({ fingerprint: { failShare: 1 } }))[1]).toBe('0 sentOn 0 1 1');
    expect(ends(run({ fingerprint: { on: false } }))).toEqual(['50 serviceEnded 0 1 0']);
  });

  it.each([{ on: false }, { failShare: 1 }])('form filling %j: the form by hand, no time is saved', (over) => {
    expect(ends(run({ formFilling: over }))).toEqual(['100 serviceEnded 0 1 0']);
  });

  it('archiving: a paper that is missing is in the archive; off, the citizen is sent away', () => {
    const missing: Partial<SmallDay> = {
      also: (spec) => ({
        ...spec,
        items: spec.items.map((item) => ({ ...item, missingPaperShare: 1, missingPaperCheckS: 20 })),
      }),
    };
    expect(story(run({}, {}, missing), 'paperFetched', 'serviceEnded')).toEqual([
      '0 paperFetched 0 1 0',
      '50 serviceEnded 0 1 0',
    ]);
    expect(ends(run({ archiving: { on: false } }, {}, missing))).toEqual(['20 serviceEnded 0 1 1']);
  });

  it.each([{ on: false }, { failShare: 1 }])('self-approval %j: a window approves', (over) => {
    expect(ends(run({ selfApproval: over }, { approval: constant(15) }))).toEqual([
      '50 serviceEnded 0 1 0',
      '50 sentOn 0 1 3',
      '65 serviceEnded 0 0 0',
    ]);
  });

  it('calling off: who is sent on takes a new ticket, behind those who wait', () => {
    const day = { at: [0, 1, 2], items: [0, 1, 1] };
    const sent = { approval: constant(15) };
    expect(story(run({ selfApproval: { on: false } }, sent, day), 'serviceStarted').slice(2)).toEqual([
      '101 serviceStarted 0 0 0',
      '116 serviceStarted 2 0 0',
    ]);
    expect(
      story(
        run({ calling: { on: false }, selfApproval: { on: false } }, sent, day),
        'ticketTaken',
        'serviceStarted',
      ).slice(-3),
    ).toEqual(['50 ticketTaken 0 0 3', '101 serviceStarted 2 0 0', '201 serviceStarted 0 0 0']);
  });

  it('guiding off: the way is not known, so there is no number to go to either', () => {
    const hall = run({ guiding: { on: false }, selfApproval: { on: false } }, { approval: constant(15) });
    expect(story(hall, 'ticketTaken').at(-1)).toBe('50 ticketTaken 0 0 1');
  });

  it('explaining off: the machine fails twice as often', () => {
    const day: Partial<SmallDay> = { at: Array.from({ length: 4000 }, (_, i) => i), items: Array(4000).fill(0) };
    const failing = (over: Over) => story(run(over, { failShare: 0.2 }, day), 'helpCalled').length / 4000;
    const told = failing({});
    const untold = failing({ explaining: { on: false } });
    console.log(`failures a use: told ${told.toFixed(3)} (0.200), not told ${untold.toFixed(3)} (0.400), n = 4000`);
    expect(Math.abs(told - 0.2)).toBeLessThan(0.02);
    expect(Math.abs(untold - 0.4)).toBeLessThan(0.025);
  });

  it('each use is counted with its failures', () => {
    const over = { formFilling: { failShare: 1 }, dataCollection: { on: false }, selfApproval: { failShare: 1 } };
    const hall = run(over, { approval: constant(15) });
    const functions = summaryOf(hall, 0).rules?.channels.machine?.functions;
    expect(functions?.formFilling).toEqual({ used: 1, failed: 1 });
    expect(functions?.guiding).toEqual({ used: 1, failed: 0 });
    expect(functions?.dataCollection).toBeUndefined();
  });

  it('five ways of identity, each with a time and a success share of its own', () => {
    expect(IDENTITY_WAYS).toHaveLength(5);
    for (const way of IDENTITY_WAYS) {
      expect(IDENTITY_PRESETS[way].successShare).toBeGreaterThan(0.5);
      expect(IDENTITY_PRESETS[way].successShare).toBeLessThan(1);
    }
  });
});
