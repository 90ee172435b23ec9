import { describe, expect, it } from 'vitest';
import { ifShorter } from '../../../../agents/citizen/channel';
import type { ChannelSpec, PapersSpec } from '../../../../src/kernel/rules/spec';
import { constant, channelDay as day, machine } from '../../../worlds/channelDay';
import { runSmall, story } from '../../../worlds/smallDay';

const channel = (over: Partial<ChannelSpec> = {}): { channels: ChannelSpec[] } => ({ channels: [machine(over)] });
const way = (name: ChannelSpec['identity'][number]['way'], successShare: number) => ({
  way: name,
  time: constant(10),
  successShare,
});
const KINDS = [
  'channelChosen',
  'serviceStarted',
  'serviceEnded',
  'identityFailed',
  'helpCalled',
  'sentOn',
  'transferred',
  'left',
] as const;

describe('machines, service robot, video windows', () => {
  it('its items are done there, in its own time; others are not', () => {
    const hall = runSmall({ ...day, at: [0, 0], items: [0, 1], rules: channel({ delay: constant(7) }) });
    expect(story(hall, ...KINDS)).toEqual([
      '0 channelChosen 0 0 1',
      '0 serviceStarted 0 1 0',
      '0 serviceStarted 1 0 0',
      '57 serviceEnded 0 1 0',
      '57 left 0 0 0',
      '100 serviceEnded 1 0 0',
      '100 left 1 0 0',
    ]);
  });

  it('identity: ways in order until one works; each takes its time', () => {
    const ends = (identity: ChannelSpec['identity']): string | undefined =>
      story(runSmall({ ...day, rules: channel({ identity }) }), 'serviceEnded')[0];
    expect(ends([way('idCard', 1), way('face', 1)])).toBe('60 serviceEnded 0 1 0');
    expect(ends([way('idCard', 0), way('face', 1)])).toBe('70 serviceEnded 0 1 0');
  });

  it('identity: none works: on to a window of the own letter, the whole service there', () => {
    const hall = runSmall({ ...day, rules: channel({ identity: [way('idCard', 0), way('face', 0)] }) });
    expect(story(hall, ...KINDS).slice(2)).toEqual([
      '20 serviceEnded 0 1 0',
      '20 identityFailed 0 1 2',
      '20 sentOn 0 1 1',
      '20 transferred 0 0 1',
      '20 serviceStarted 0 0 0',
      '120 serviceEnded 0 0 0',
      '120 left 0 0 0',
    ]);
  });

  it('a known face needs no proof; a returning visitor is known', () => {
    const identity = [way('idCard', 0)];
    const hall = runSmall({ ...day, rules: channel({ identity, knownShare: 1 }) });
    expect(story(hall, 'serviceEnded')).toEqual(['53 serviceEnded 0 1 0']);
    const papers: PapersSpec = {
      sharedShare: 0,
      fetch: constant(1),
      freeFactor: [0, 0],
      todayShare: 1,
      returnAfter: constant(500),
      stillMissingShare: 0,
    };
    const again = runSmall({
      ...day,
      rules: { ...channel({ identity: [way('idCard', 1)] }), papers },
      also: (spec) => ({
        ...spec,
        items: spec.items.map((item) => ({ ...item, missingPaperShare: 1, missingPaperCheckS: 20 })),
      }),
    });
    expect(story(again, 'serviceEnded').map((line) => line.split(' ')[0])).toEqual(['20', '573']);
  });

  it('a failure: helped after a call and done, or sent on', () => {
    const helped = runSmall({ ...day, rules: channel({ failShare: 1, helpShare: 1 }) });
    const [call, end] = story(helped, 'helpCalled', 'serviceEnded');
    expect(call).toMatch(/^\d+(\.\d+)? helpCalled 0 1 0$/);
    expect(Number(call?.split(' ')[0])).toBeLessThan(50);
    expect(end).toBe('80 serviceEnded 0 1 0');
    const broken = runSmall({ ...day, rules: channel({ failShare: 1, helpShare: 0 }) });
    const at = Number(story(broken, 'helpCalled')[0]?.split(' ')[0]);
    expect(Number(story(broken, 'sentOn')[0]?.split(' ')[0])).toBeCloseTo(at + 30, 6);
    expect(story(broken, 'sentOn')[0]?.split(' ').slice(1).join(' ')).toBe('sentOn 0 1 2');
    expect(broken.counts.served).toBe(1);
  });

  it('authority: prepared here, approved at a window, before those who came later', () => {
    const hall = runSmall({
      ...day,
      at: [0, 1, 2],
      items: [0, 1, 1],
      rules: channel({ approval: constant(15) }),
    });
    expect(story(hall, 'sentOn', 'serviceStarted').slice(2)).toEqual([
      '50 sentOn 0 1 3',
      '101 serviceStarted 0 0 0',
      '116 serviceStarted 2 0 0',
    ]);
  });

  it('if-shorter compares tickets for each open window', () => {
    expect(ifShorter({ willing: true, queueHere: 2, queueAtWindows: 2 })).toBe(true);
    expect(ifShorter({ willing: true, queueHere: 3, queueAtWindows: 2 })).toBe(false);
    expect(ifShorter({ willing: false, queueHere: 0, queueAtWindows: 9 })).toBe(false);
  });

  it('switched off or not staffed, nobody chooses it', () => {
    const hall = runSmall({ ...day, groupsOfWindow: () => [0], rules: channel() });
    expect(story(hall, 'channelChosen')).toEqual([]);
    expect(hall.counts.served).toBe(1);
  });
});
