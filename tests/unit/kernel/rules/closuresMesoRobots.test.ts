/** Meso robots and parts of the hall that close: nobody is led in, who is not led is told why, drives go by the way that is open. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import type { Polygon } from '../../../../src/kernel/geometry/polygon';
import type { Hall } from '../../../../src/kernel/hall';
import { MesoState } from '../../../../src/kernel/robot/mesoRobots';
import { whatIsIn } from '../../../../src/kernel/rules/closures';
import { NO_RULES } from '../../../../src/kernel/rules/spec';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import type { HallSpec } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { hallOf, specOf } from '../../../worlds/shipped';

const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
/** Cut off: all B windows (the row in the north); B01 to B05 alone; the dock (in the south-east corner). */
const ALL_B = [box(0, 18, 36, 19)];
const WEST_B = [box(0, 18, 18.2, 19), box(17.8, 18, 18.2, 24)];
const DOCK = [box(33, 0, 33.6, 8.5), box(33, 8, 36, 8.5)];
const FROM_S = 9.5 * 3600;
const TO_S = 11 * 3600;

async function specWith(areas: readonly Polygon[], fromS = FROM_S, toS = TO_S): Promise<HallSpec> {
  const shipped = await specOf('guided-hall', { resolution: 'meso' });
  for (const area of areas) expect(whatIsIn(shipped.layout, area)).toEqual([]);
  const closures = {
    areas: areas.map((polygon, i) => ({ id: `area-${i}`, nameZh: '区', nameEn: 'area', polygon })),
    closings: areas.map((_, area) => ({ area, fromS, toS })),
  };
  return { ...shipped, rules: { ...NO_RULES, closures: areas.length > 0 ? closures : null } };
}

type Fact = { readonly atS: number; readonly citizen: number; readonly a: number; readonly window: string };

function factsOf(hall: Hall, kind: EventKind, fromS = 0, toS = Number.POSITIVE_INFINITY): Fact[] {
  const { log, spec } = hall;
  const facts: Fact[] = [];
  for (let i = 0; i < log.length; i++) {
    const atS = log.timeS[i] as number;
    if (log.kind[i] !== kind || atS < fromS || atS >= toS) continue;
    const window = spec.layout.windows[log.b[i] as number]?.id ?? '';
    facts.push({ atS, citizen: log.citizen[i] as number, a: log.a[i] as number, window });
  }
  return facts;
}

function dayOf(spec: HallSpec): Hall {
  const hall = hallOf(spec);
  advance(hall, spec.endS);
  expect(hall.problems).toEqual([]);
  expect(hall.counts.served + hall.counts.leftUnserved).toBe(hall.counts.arrived);
  return hall;
}

describe('meso robots and parts of the hall that close', () => {
  it('lead nobody to windows that cannot be reached, say so, lead to the others, and lead there again when it opens', async () => {
    const hall = dayOf(await specWith(ALL_B));
    const led = factsOf(hall, EventKind.leadStarted, FROM_S, TO_S).map(({ window }) => window[0]);
    const refused = factsOf(hall, EventKind.leadRefused);
    const later = factsOf(hall, EventKind.leadStarted, TO_S).filter(({ window }) => window[0] === 'B');
    console.log(
      `closed for 90 min: led to ${led.join(' ')}; ${refused.length} told that there is no way; later ${later.length} to B`,
    );
    expect(led).not.toContain('B');
    expect(led.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ atS }) => atS >= FROM_S && atS < TO_S)).toBe(true);
    expect(later.length).toBeGreaterThan(0);
    expect(factsOf(dayOf(await specWith([])), EventKind.leadRefused)).toEqual([]);
  });

  it('choose among the windows of an item those that can be reached', async () => {
    const hall = dayOf(await specWith(WEST_B));
    const led = factsOf(hall, EventKind.leadStarted, FROM_S, TO_S).filter(({ window }) => window[0] === 'B');
    console.log(`B01 to B05 cut off: led to ${led.map(({ window }) => window).join(' ')}`);
    expect(led.length).toBeGreaterThan(0);
    expect(led.every(({ window }) => window > 'B05')).toBe(true);
    expect(factsOf(hall, EventKind.leadRefused)).toEqual([]);
  });

  it('end a lead that has begun at its window, wait there while there is no way back, and go on; the same after winding back', async () => {
    const usual = dayOf(await specWith([]));
    const lead = factsOf(usual, EventKind.leadStarted, FROM_S).find(({ window }) => window[0] === 'B') as Fact;
    const fromS = lead.atS + 2;
    const toS = fromS + 1200;
    const spec = await specWith(ALL_B, fromS, toS);
    const hall = hallOf(spec);
    advance(hall, fromS + 60);
    const [arrived] = factsOf(hall, EventKind.leadArrived, fromS);
    expect([arrived?.citizen, arrived?.window]).toEqual([lead.citizen, lead.window]);
    expect(hall.mesoRobots?.state[0]).toBe(MesoState.stuck);
    const state = saveHall(hall);
    advance(hall, toS - 1);
    expect(hall.mesoRobots?.state[0]).toBe(MesoState.stuck);
    expect(factsOf(hall, EventKind.robotAsked, fromS + 60)).toEqual([]);
    advance(hall, spec.endS);
    expect(factsOf(hall, EventKind.leadStarted, toS).length).toBeGreaterThan(0);
    expect(hall.counts.served + hall.counts.leftUnserved).toBe(hall.counts.arrived);
    const again = hallOf(spec);
    restoreHall(again, state);
    advance(again, spec.endS);
    expect(hashHall(again)).toBe(hashHall(hall));
  });

  it('set out for a dock only while a way leads there, and at once when one does again', async () => {
    const whole = await specWith(DOCK, FROM_S, TO_S);
    const spec = { ...whole, robots: whole.robots.map((robot) => ({ ...robot, initialChargeRatio: 0.25 })) };
    const hall = dayOf(spec);
    const charged = factsOf(hall, EventKind.chargeStarted);
    const first = charged[0]?.atS as number;
    const without = factsOf(dayOf({ ...spec, rules: NO_RULES }), EventKind.chargeStarted)[0]?.atS as number;
    const answers = factsOf(hall, EventKind.robotAnswered, FROM_S, TO_S).length;
    console.log(
      `first charge at ${(without / 3600).toFixed(2)} h, with the dock cut off until 11 h at ${(first / 3600).toFixed(2)} h; ${answers} answers meanwhile`,
    );
    expect(without).toBeGreaterThan(FROM_S);
    expect(without).toBeLessThan(TO_S);
    expect(first).toBeGreaterThan(TO_S);
    expect(first).toBeLessThan(TO_S + 300);
    expect(answers).toBeGreaterThan(0);
  });
});
