import { describe, expect, it } from 'vitest';
import { Hall } from '../../../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { summaryOf } from '../../../../src/runtime/run';
import { channelDay, constant, machine } from '../../../worlds/channelDay';
import { runSmall, type SmallDay, smallSpec, story } from '../../../worlds/smallDay';

const KINDS = [
  'helpCalled',
  'helpStarted',
  'helpEnded',
  'windowClosed',
  'windowOpened',
  'serviceStarted',
  'serviceEnded',
] as const;
const failing = (windows: readonly number[], guides = 0) => ({
  channels: [machine({ failShare: 1, serviceFactor: 1, helpBy: { windows, guides } })],
});
/** Moment of the failure of the first citizen at the machine, seconds. */
const failS = Number(
  story(runSmall({ ...channelDay, rules: failing([], 1) }), 'helpCalled')[0]?.split(' ')[0] ?? Number.NaN,
);
const day: SmallDay = { ...channelDay, closeS: 1000 };

describe('help given by a person', () => {
  it('a free clerk goes at once, and the window is closed meanwhile', () => {
    const hall = runSmall({ ...day, rules: failing([0]) });
    const lines = story(hall, ...KINDS).filter((line) => Number(line.split(' ')[0]) < 1000);
    const at = Number(failS.toFixed(6));
    const back = Number((failS + 30).toFixed(6));
    expect(lines.slice(2)).toEqual([
      '0 serviceStarted 0 1 0',
      `${at} helpCalled 0 1 0`,
      `${at} helpStarted 0 1 0`,
      `${at} windowClosed -1 0 0`,
      `${back} helpEnded 0 1 0`,
      `${back} windowOpened -1 0 0`,
      '130 serviceEnded 0 1 0',
    ]);
  });

  it('a clerk with a case comes after it; the machine waits, and the next ticket waits for the clerk', () => {
    const hall = runSmall({ ...day, at: [0, 0, 1], items: [0, 1, 1], rules: failing([0]) });
    expect(story(hall, 'helpStarted', 'serviceStarted', 'serviceEnded')).toEqual([
      '0 serviceStarted 0 1 0',
      '0 serviceStarted 1 0 0',
      '100 serviceEnded 1 0 0',
      '100 helpStarted 0 1 0',
      '130 serviceStarted 2 0 0',
      `${Number((130 + 100 - failS).toFixed(6))} serviceEnded 0 1 0`,
      '230 serviceEnded 2 0 0',
    ]);
    const figures = summaryOf(hall, 0).rules?.channels.machine;
    expect(figures?.helpedByClerks).toBe(1);
    expect(figures?.helpWaitMeanS).toBeCloseTo(100 - failS, 6);
  });

  it('a guide goes before a clerk does, one machine at a time', () => {
    const two: SmallDay = {
      ...day,
      windows: 3,
      groupsOfWindow: (window) => [window === 0 ? 0 : 1],
      at: [0, 0],
      items: [0, 0],
    };
    const guided = runSmall({ ...two, rules: failing([0], 1) });
    const helpers = story(guided, 'helpStarted').map((line) => Number(line.split(' ')[4]));
    const figures = summaryOf(guided, 0).rules?.channels.machine;
    expect(helpers[0]).toBe(-1);
    expect((figures?.helpedByClerks ?? 0) + (figures?.helpedByGuides ?? 0)).toBe(2);
    const alone = runSmall({ ...two, rules: failing([], 1) });
    const [first, second] = story(alone, 'helpStarted').map((line) => Number(line.split(' ')[0]));
    const called = story(alone, 'helpCalled').map((line) => Number(line.split(' ')[0]));
    expect(second).toBeCloseTo(Math.max((first as number) + 30, called[1] as number), 6);
  });

  it('also when the hall has closed: the clerk of a window that serves out comes', () => {
    const hall = runSmall({ ...day, closeS: 5, rules: failing([0]) });
    expect(hall.counts.served).toBe(1);
    expect(hall.problems).toEqual([]);
  });

  it('is saved and restored in the middle of it', () => {
    const spec = smallSpec({ ...day, at: [0, 0, 1, 5], items: [0, 1, 1, 0], rules: failing([0]) });
    const through = new Hall(spec, null);
    const states = [failS + 1, 101, 115, 140].map((timeS) => {
      advance(through, timeS);
      return structuredClone(saveHall(through));
    });
    advance(through, 1e6);
    for (const state of states) {
      const resumed = new Hall(spec, null);
      restoreHall(resumed, state);
      advance(resumed, 1e6);
      expect(hashHall(resumed)).toBe(hashHall(through));
    }
  });

  it('without helpBy nothing changes: help takes time and nobody in particular', () => {
    const rules = { channels: [machine({ failShare: 1, serviceFactor: 1, help: constant(30) })] };
    expect(story(runSmall({ ...day, rules }), 'helpStarted')).toEqual([]);
    expect(story(runSmall({ ...day, rules }), 'serviceEnded')).toEqual(['130 serviceEnded 0 1 0']);
  });
});
