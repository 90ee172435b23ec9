/** Staff fetched by robots, in the hall: what clerks answer, where they walk, that the desk rests meanwhile, saving, and the rule off. */
import { describe, expect, it } from 'vitest';
import { EventKind, FetchEnd, FetchReply, isStaff } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { fetchFigures } from '../../../../src/metrics/fetchHelp';
import { loadSpec } from '../../../../src/runtime/loadSpec';
import { hallOf, sourceOf, specOf } from '../../../worlds/shipped';

type Fact = { readonly atS: number; readonly citizen: number; readonly a: number; readonly b: number };

function facts(hall: Hall, kind: EventKind): Fact[] {
  const found: Fact[] = [];
  for (let i = 0; i < hall.log.length; i++) {
    if (hall.log.kind[i] !== kind) continue;
    found.push({
      atS: (hall.log.timeS[i] as number) - hall.spec.openS,
      citizen: hall.log.citizen[i] as number,
      a: hall.log.a[i] as number,
      b: hall.log.b[i] as number,
    });
  }
  return found;
}

async function hallWith(change: (text: string) => string = (text) => text): Promise<Hall> {
  const source = sourceOf('fetch-help');
  const scenarioText = change(source.scenarioText);
  const loaded = await loadSpec({ ...source, scenarioText }, { bodies: 'kinematic' });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
  return hallOf(loaded.spec);
}

const until = (hall: Hall, seconds: number): void => advance(hall, hall.spec.openS + seconds);
const staffInside = (hall: Hall): number =>
  Array.from(hall.citizens.number.subarray(0, hall.citizens.rows)).filter((number) => isStaff(number)).length;

describe('fetching help in the hall', () => {
  it('a clerk comes along, helps, and goes back; nobody is there during an absence', async () => {
    const hall = await hallWith();
    until(hall, 66);
    // On the floor, on the way to the guest.
    expect(facts(hall, EventKind.fetchAnswered)[0]?.b).toBe(FetchReply.coming);
    expect(staffInside(hall)).toBe(1);
    until(hall, 1000);
    expect(staffInside(hall)).toBe(0);
    const ends = facts(hall, EventKind.fetchEnded);
    expect(ends.map(({ b }) => b)).toEqual([FetchEnd.helped, FetchEnd.nobody, FetchEnd.helped]);
    const came = facts(hall, EventKind.fetchCame);
    expect(came.map(({ citizen }) => citizen)).toEqual([ends[0]?.citizen, ends[2]?.citizen]);
    for (const { b } of came) expect(b / 10).toBeLessThan(120);
    const figures = fetchFigures(hall.log);
    expect(figures).toMatchObject({ fetched: 3, helped: 2, nobody: 1, led: 0, left: 0, brokenOff: 0 });
    expect(figures.byReason).toEqual({ 'needs-assistance': 1, 'not-understood': 1, 'asks-for-person': 1 });
    console.log(
      `until help came: mean ${figures.untilHelpMeanS.toFixed(1)} s, at most ${figures.untilHelpMaxS.toFixed(1)} s`,
    );
  }, 300_000);

  it('saved in the middle of each stage, the future is the same', async () => {
    const straight = await hallWith();
    const hash: string[] = [];
    const stops = [50, 64, 67, 72, 78, 100];
    for (const stop of [...stops, 200]) {
      until(straight, stop);
      hash.push(hashHall(straight));
    }
    const hall = await hallWith();
    const fresh = await hallWith();
    for (const [i, stop] of stops.entries()) {
      until(hall, stop);
      expect(hashHall(hall)).toBe(hash[i]);
      restoreHall(fresh, structuredClone(saveHall(hall)));
      expect(hashHall(fresh)).toBe(hash[i]);
      until(fresh, stops[i + 1] ?? 200);
      expect(hashHall(fresh), `saved at ${stop} s`).toBe(hash[i + 1]);
    }
  }, 300_000);

  it('with people in line the clerk stays, and the guest is brought to the desk and queues there', async () => {
    const enquirers = Array.from(
      { length: 4 },
      (_, k) => `
  - { id: enquirer-${k}, at: '09:00:2${k}', item: residence-permit, name: { zh: 甲, en: A }, firstStop: desk, wantsLead: false }`,
    ).join('');
    const hall = await hallWith((text) =>
      text
        .replace('    assistShare: 0.5', '    busyAbove: 1\n    assistShare: 0.5')
        .replace('\nassumptions:', `${enquirers}\nassumptions:`)
        .replace('perHour: 24', 'perHour: 0')
        .replace('robotLineMax: 3', 'robotLineMax: 3\n  dialogueTurn: { dist: constant, meanS: 2 }')
        .replace('resolution: micro', 'resolution: micro\ndeskTime: { dist: constant, meanS: 90 }'),
    );
    until(hall, 300);
    expect(facts(hall, EventKind.fetchAnswered).map(({ b }) => b)).toContain(FetchReply.busy);
    const led = facts(hall, EventKind.fetchEnded)[0];
    expect(led?.b).toBe(FetchEnd.led);
    const joined = facts(hall, EventKind.joinedLine).filter(({ citizen, a }) => citizen === led?.citizen && a === 1);
    expect(joined).toHaveLength(1);
    expect(staffInside(hall)).toBe(0);
  }, 300_000);

  it("a window's clerk comes while nobody is there, and the window is closed meanwhile", async () => {
    const hall = await hallWith((text) =>
      text
        .replace('    assistShare: 0.5', '    desks: []\n    windows: [B05]\n    assistShare: 0.5')
        .replace("    away: [{ desk: enquiry-desk, from: '09:08', forMin: 4 }]\n", '')
        .replace('perHour: 24', 'perHour: 0'),
    );
    until(hall, 300);
    const b05 = hall.spec.layout.windows.findIndex(({ id }) => id === 'B05');
    const closed = facts(hall, EventKind.windowClosed).filter(({ a }) => a === b05);
    const opened = facts(hall, EventKind.windowOpened).filter(({ a }) => a === b05);
    const [end] = facts(hall, EventKind.fetchEnded);
    expect(end?.b).toBe(FetchEnd.helped);
    expect(closed).toHaveLength(1);
    expect(opened).toHaveLength(2);
    expect(closed[0]?.atS).toBeLessThan(end?.atS as number);
    expect(opened[1]?.atS).toBeGreaterThan(end?.atS as number);
    expect(hall.windows.paused[b05]).toBe(0);
  }, 300_000);

  it('a desk without its clerk serves nobody, and goes on when he is back', async () => {
    const hall = await hallWith((text) =>
      text.replace(
        '\nassumptions:',
        `
  - { id: enquirer, at: '09:08:30', item: residence-permit, name: { zh: 甲, en: A }, firstStop: desk, wantsLead: false }
assumptions:`,
      ),
    );
    until(hall, 800);
    const served = facts(hall, EventKind.lineServed).filter(({ a }) => a === 1);
    for (const { atS } of served) expect(atS < 480 || atS >= 720, `served at ${atS} s`).toBe(true);
    expect(served.some(({ atS }) => atS >= 720)).toBe(true);
  }, 300_000);

  it('off, or in meso, nothing of it is there', async () => {
    expect(hallOf(await specOf('residence-dialogue', { bodies: 'kinematic' })).fetch).toBeNull();
    const meso = await specOf('fetch-help', { resolution: 'meso' });
    const hall = hallOf(meso);
    advance(hall, meso.endS);
    expect(hall.fetch).toBeNull();
    expect(facts(hall, EventKind.fetchStarted)).toEqual([]);
    expect(hall.citizens.inside).toBe(0);
  });
});
