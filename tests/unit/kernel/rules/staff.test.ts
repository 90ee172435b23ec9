import { describe, expect, it } from 'vitest';
import { Hall } from '../../../../src/kernel/hall';
import {
  type BreakPolicy,
  finishCurrent,
  finishIfShort,
  interruptResume,
} from '../../../../src/kernel/rules/policies/breaks';
import { queueLength, queuePerWindow } from '../../../../src/kernel/rules/policies/tide';
import type { BreakSpec, TidalSpec } from '../../../../src/kernel/rules/spec';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { visitsOf, windowUse } from '../../../../src/metrics/visits';
import { runSmall, type SmallDay, smallSpec, story } from '../../../worlds/smallDay';

const breaks = (policy: BreakPolicy, atS = 150, finishWithinS = 0): { breaks: BreakSpec[] } => ({
  breaks: [{ window: 0, atS, lengthS: 60, policy, finishWithinS }],
});
const KINDS = [
  'serviceStarted',
  'serviceInterrupted',
  'serviceResumed',
  'serviceEnded',
  'breakStarted',
  'breakEnded',
] as const;
const day: SmallDay = { at: [0, 1, 2], serviceS: [100] };

describe('breaks', () => {
  it('finish-current: after the case, and then in full', () => {
    const hall = runSmall({ ...day, rules: breaks(finishCurrent) });
    expect(story(hall, ...KINDS)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceEnded 0 0 0',
      '100 serviceStarted 1 0 0',
      '200 serviceEnded 1 0 0',
      '200 breakStarted -1 0 0',
      '260 breakEnded -1 0 0',
      '260 serviceStarted 2 0 0',
      '360 serviceEnded 2 0 0',
    ]);
    const use = windowUse(hall.log, 1, hall.nowS);
    expect(use.busyS[0]).toBe(300);
    expect(hall.windows.busyS[0]).toBe(300);
    expect(hall.windows.openS[0]).toBe(use.openS[0]);
  });

  it('interrupt-resume: at once, and the case goes on where it stopped', () => {
    const hall = runSmall({ ...day, rules: breaks(interruptResume) });
    expect(story(hall, ...KINDS)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceEnded 0 0 0',
      '100 serviceStarted 1 0 0',
      '150 serviceInterrupted 1 0 0',
      '150 breakStarted -1 0 1',
      '210 breakEnded -1 0 0',
      '210 serviceResumed 1 0 0',
      '260 serviceEnded 1 0 0',
      '260 serviceStarted 2 0 0',
      '360 serviceEnded 2 0 0',
    ]);
    expect(visitsOf(hall.log).map((visit) => visit.servedS)).toEqual([100, 100, 100]);
    expect(windowUse(hall.log, 1, hall.nowS).busyS[0]).toBe(300);
    expect(hall.windows.busyS[0]).toBe(300);
  });

  it('finish-if-short: by what is left of the case', () => {
    const starts = (finishWithinS: number): string | undefined =>
      story(runSmall({ ...day, rules: breaks(finishIfShort, 150, finishWithinS) }), 'breakStarted')[0];
    expect(starts(50)).toBe('200 breakStarted -1 0 0');
    expect(starts(49)).toBe('150 breakStarted -1 0 1');
  });

  it('a free clerk goes at once; who comes meanwhile waits for the end of the break', () => {
    const hall = runSmall({ at: [0, 170], serviceS: [100], rules: breaks(finishCurrent) });
    expect(story(hall, 'breakStarted', 'called')).toEqual([
      '0 called 0 0 0',
      '150 breakStarted -1 0 0',
      '210 called 1 0 0',
    ]);
  });

  it('a break over closing time: the window then serves out', () => {
    const hall = runSmall({ at: [0, 170], serviceS: [100], closeS: 180, rules: breaks(finishCurrent) });
    expect(story(hall, 'serviceStarted', 'windowOpened', 'windowClosed')).toEqual([
      '0 windowOpened -1 0 0',
      '0 serviceStarted 0 0 0',
      '150 windowClosed -1 0 0',
      '210 windowOpened -1 0 0',
      '210 serviceStarted 1 0 0',
      '310 windowClosed -1 0 0',
    ]);
    expect(hall.finished).toBe(true);
  });

  it('saved during a break and restored, the day goes on the same', () => {
    const spec = smallSpec({ ...day, rules: breaks(interruptResume) });
    const through = new Hall(spec, null);
    advance(through, 180);
    const state = structuredClone(saveHall(through));
    advance(through, 1e6);
    const resumed = new Hall(spec, null);
    restoreHall(resumed, state);
    advance(resumed, 1e6);
    expect(hashHall(resumed)).toBe(hashHall(through));
  });
});

describe('tidal windows', () => {
  const tidal = (over: Partial<TidalSpec> = {}): { tidal: TidalSpec } => ({
    tidal: { windows: [1], policy: queueLength, openAbove: 2, closeBelow: 1, delayS: 20, minOpenS: 30, ...over },
  });
  const opens = (hall: ReturnType<typeof runSmall>): string[] =>
    story(hall, 'windowOpened', 'windowClosed').filter((line) => line.split(' ')[3] === '1');

  it('opens some time after the queue has become too long, closes when it is short', () => {
    const hall = runSmall({ windows: 2, at: [0, 1, 2, 3, 4], serviceS: [100], rules: tidal() });
    // 1, 2, 3 wait at 3 s: more than 2. At 23 the clerk is there. Nobody waits when it is free at 223.
    expect(opens(hall)).toEqual(['23 windowOpened -1 1 0', '223 windowClosed -1 1 0']);
    expect(story(hall, 'called').filter((line) => line.split(' ')[3] === '1')).toEqual([
      '23 called 1 1 0',
      '123 called 3 1 0',
    ]);
  });

  it('stays open for its shortest time even when nobody waits', () => {
    const hall = runSmall({ windows: 2, at: [0, 1, 2, 3], serviceS: [10], rules: tidal({ minOpenS: 300 }) });
    expect(opens(hall)).toEqual(['23 windowOpened -1 1 0', '323 windowClosed -1 1 0']);
  });

  it('does not open when the queue stays short', () => {
    expect(opens(runSmall({ windows: 2, at: [0, 1, 2], serviceS: [100], rules: tidal() }))).toEqual([]);
  });

  it('queue-per-window counts tickets for each window open', () => {
    expect(queuePerWindow(8, 4, 2, 1)).toBe(0);
    expect(queuePerWindow(9, 4, 2, 1)).toBe(1);
    expect(queuePerWindow(3, 4, 2, 1)).toBe(-1);
  });
});
