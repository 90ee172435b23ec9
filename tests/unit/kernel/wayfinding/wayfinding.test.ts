/** Wayfinding: what can be read from where, where one looks next, and a whole day of searching. */
import { describe, expect, it } from 'vitest';
import { nearestUnseen } from '../../../../agents/citizen/wayfinding';
import { EventKind, type EventLog } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { lookSpots } from '../../../../src/kernel/wayfinding/places';
import { Sight } from '../../../../src/kernel/wayfinding/sight';
import { wayFigures } from '../../../../src/metrics/wayfinding';
import { loadSpec } from '../../../../src/runtime/loadSpec';
import { runHall } from '../../../../src/runtime/run';
import { makeHall, span } from '../../../worlds/halls';
import { hallOf, specOf } from '../../../worlds/shipped';
import { wayfindingSource } from '../../../worlds/wayfindingHall';

async function hallWith(rule: string, options = {}): Promise<Hall> {
  const loaded = await loadSpec(wayfindingSource(true, rule), { withoutRobots: true, ...options });
  if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  return hallOf(loaded.spec);
}

const count = (log: EventLog, kind: number): number => {
  let n = 0;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === kind) n++;
  return n;
};

describe('what can be read from where', () => {
  const layout = makeHall({
    widthM: 20,
    heightM: 20,
    solids: [span(4, 8, 5, 9, { heightM: 2.5 }), span(14, 8, 15, 9)],
  });
  const sight = new Sight(layout);
  const sign = { xM: 10, yM: 20, normalX: 0, normalY: -1 };

  it('the catchment is the circle that touches the sign: full range ahead, half at 60 degrees, none behind', () => {
    expect(sight.reads(sign, 10, 10, 10.01)).toBe(true);
    expect(sight.reads(sign, 10, 10, 9.99)).toBe(false);
    const at = (rangeM: number): [number, number] => [10 + rangeM * Math.sin(Math.PI / 3), 20 - rangeM * 0.5];
    expect(sight.reads(sign, 10, ...at(4.99))).toBe(true);
    expect(sight.reads(sign, 10, ...at(5.01))).toBe(false);
    expect(sight.reads(sign, 10, 10, 21)).toBe(false);
  });

  it('tall things hide it, low ones do not', () => {
    const left = { xM: 4.5, yM: 12, normalX: 0, normalY: -1 };
    const right = { ...left, xM: 14.5 };
    expect(sight.reads(left, 12, 4.5, 5)).toBe(false);
    expect(sight.reads(left, 12, 6, 5)).toBe(true);
    expect(sight.reads(right, 12, 14.5, 5)).toBe(true);
  });
});

describe('where one looks next', () => {
  const view = (looked: number[], hinted: number[]) => ({
    count: 3,
    wayM: Float64Array.of(5, 3, 9),
    looked: Uint8Array.from(looked),
    hinted: Uint8Array.from(hinted),
  });
  it('where a board points, else the nearest row not looked at yet', () => {
    expect(nearestUnseen(view([0, 0, 0], [0, 0, 0]))).toBe(1);
    expect(nearestUnseen(view([0, 1, 0], [0, 0, 0]))).toBe(0);
    expect(nearestUnseen(view([0, 0, 0], [0, 0, 1]))).toBe(2);
    expect(nearestUnseen(view([1, 1, 1], [0, 0, 1]))).toBe(-1);
  });
});

describe('a day of looking for windows', () => {
  it('rows of the default hall: A, two of B, C; on walkable floor', async () => {
    const spots = lookSpots((await specOf('guided-hall')).layout);
    expect(spots.map((spot) => `${spot.letter}${spot.windows.length}`)).toEqual(['A3', 'B6', 'B4', 'C3']);
  });

  it('meso: everybody gets to the window; nobody who knows the way seeks; seeking takes longer', async () => {
    const hall = await hallWith('', { resolution: 'meso' });
    runHall(hall);
    const way = wayFigures(hall.log);
    console.log(
      `meso: ${way.sought} of ${way.calls} seek, ${way.extraSoughtS.toFixed(1)} s extra, ${way.wrongTurns.toFixed(2)} wrong turns a call`,
    );
    expect(hall.problems).toEqual([]);
    expect(way.calls).toBe(count(hall.log, EventKind.serviceStarted));
    expect(count(hall.log, EventKind.waySought)).toBe(count(hall.log, EventKind.wayFound));
    expect(way.sought).toBeGreaterThan(100);
    expect(way.extraSoughtS).toBeGreaterThan(1);
    expect(way.wrongShare).toBeGreaterThan(0.05);
  });

  it('who all know the way lose nothing: the day is that without the rule', async () => {
    const hall = await hallWith('familiarShare: 1', { resolution: 'meso' });
    const plain = hallOf(await specOf('guided-hall', { withoutRobots: true, resolution: 'meso' }));
    runHall(hall);
    runHall(plain);
    const story = (log: EventLog): string[] => {
      const lines: string[] = [];
      for (let i = 0; i < log.length; i++) {
        if (log.kind[i] !== EventKind.wayDone)
          lines.push(`${log.timeS[i]} ${log.kind[i]} ${log.citizen[i]} ${log.a[i]} ${log.b[i]}`);
      }
      return lines;
    };
    expect(story(hall.log)).toEqual(story(plain.log));
    expect(wayFigures(hall.log)).toMatchObject({ sought: 0, wrongTurns: 0 });
  });

  it('boards spare wrong turns; poor signs cost them', async () => {
    const turns = async (rule: string): Promise<number> => {
      const hall = await hallWith(rule, { resolution: 'meso' });
      runHall(hall);
      return wayFigures(hall.log).wrongTurns;
    };
    const usual = await turns('');
    const boards = await turns(
      'boards: [{ at: [18, 11], facingDeg: 270, letters: [A, B, C, H] }, { at: [18, 12], facingDeg: 90, letters: [A, B, C, H] }], boardRangeM: 30',
    );
    const poor = await turns('signRangeM: 5');
    console.log(
      `wrong turns a call: usual ${usual.toFixed(3)}, with boards ${boards.toFixed(3)}, signs read from 5 m only ${poor.toFixed(3)}`,
    );
    expect(boards).toBeLessThan(usual);
    expect(poor).toBeGreaterThan(usual);
  });

  it('micro: saved in the middle of a search, the future is the same', async () => {
    const hall = await hallWith('', { resolution: 'micro' });
    const someoneSeeks = (): boolean =>
      hall.ways?.spot.some((spot, row) => row < hall.citizens.rows && spot !== -1) ?? false;
    while (hall.nowS < hall.startS + 3600 && !someoneSeeks()) advance(hall, hall.nowS + 5);
    expect(someoneSeeks()).toBe(true);
    const state = structuredClone(saveHall(hall));
    advance(hall, hall.nowS + 900);
    const copy = await hallWith('', { resolution: 'micro' });
    restoreHall(copy, state);
    advance(copy, hall.nowS);
    expect(hashHall(copy)).toBe(hashHall(hall));
  });
});

describe('asking the robot for a window', () => {
  const SHARE = 'asksRobotShare: 1, familiarShare: 0, toldShare: 0, robotRangeM: 30';
  it.each([
    'meso',
    'micro',
  ] as const)('%s: who searches asks it where it stands free, is told, and finds the window', async (resolution) => {
    const hall = await hallWith(SHARE, { resolution, withoutRobots: false, bodies: 'kinematic' });
    runHall(hall, resolution === 'micro' ? { untilS: hall.startS + 3600 } : {});
    const { log } = hall;
    let told = 0;
    let vain = 0;
    for (let i = 0; i < log.length; i++) {
      if (log.kind[i] !== EventKind.wayAsked || log.a[i] !== 2) continue;
      if (log.b[i] === 1) told++;
      else vain++;
    }
    const words = hall.speech.filter((line) => line.act === 'directions' || /窗口在哪里/.test(line.text)).slice(0, 2);
    console.log(
      `${resolution}: ${told} told by the robot, ${vain} in vain; ${words.map((line) => line.text).join(' ')}`,
    );
    expect(hall.problems).toEqual([]);
    expect(told).toBeGreaterThan(3);
    if (resolution === 'meso') {
      expect(vain).toBe(0);
      expect(hall.citizens.inside).toBe(0);
    } else {
      expect(words.length).toBe(2);
      expect(told).toBeGreaterThan(4 * vain);
    }
    expect(wayFigures(log).askedRobot).toBeGreaterThan(0);
  }, 300_000);

  it('saved while somebody asks it, the future is the same', async () => {
    const options = { resolution: 'micro', withoutRobots: false, bodies: 'kinematic' } as const;
    const hall = await hallWith(SHARE, options);
    const asks = (): boolean => hall.ways?.spot.some((spot, row) => spot === -4 && row < hall.citizens.rows) ?? false;
    while (!asks() && hall.nowS < hall.startS + 3600) advance(hall, hall.nowS + 1);
    expect(asks()).toBe(true);
    const state = structuredClone(saveHall(hall));
    advance(hall, hall.nowS + 60);
    const copy = await hallWith(SHARE, options);
    restoreHall(copy, state);
    advance(copy, hall.nowS);
    expect(hashHall(copy)).toBe(hashHall(hall));
  });

  it('nobody asks it when nobody likes to: the day is the same as without that wish', async () => {
    const hall = await hallWith('asksRobotShare: 0', { resolution: 'meso', withoutRobots: false });
    runHall(hall);
    expect(wayFigures(hall.log).askedRobot).toBe(0);
  });
});
