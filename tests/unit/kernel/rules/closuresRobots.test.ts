/** A part of the hall closes: its robots are told, go round it and lead nobody through it, and use it again when it opens. */
import { describe, expect, it } from 'vitest';
import type { Polygon } from '../../../../src/kernel/geometry/polygon';
import { pointInPolygon } from '../../../../src/kernel/geometry/polygon';
import type { Hall } from '../../../../src/kernel/hall';
import { setArea, whatIsIn } from '../../../../src/kernel/rules/closures';
import { NO_RULES } from '../../../../src/kernel/rules/spec';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { hallOf, specOf } from '../../../worlds/shipped';

/** The aisle between the third and the fourth block of seats: the default robot's usual way to the B windows. */
const AISLE: Polygon = [
  [21.9, 12],
  [24, 12],
  [24, 17],
  [21.9, 17],
];
const FROM_S = 9.25 * 3600;
const TO_S = 10.5 * 3600;
const END_S = 11.5 * 3600;
/** Whoever is inside as it closes may take so long to get out, s. */
const OUT_S = 20;

const CLOSURES = {
  areas: [{ id: 'aisle', nameZh: '通道', nameEn: 'aisle', polygon: AISLE }],
  closings: [{ area: 0, fromS: FROM_S, toS: TO_S }],
};

/** True if any part of robot 0's rim is in the aisle. */
function inAisle(hall: Hall): boolean {
  const { robots } = hall;
  if (!robots) return false;
  for (let k = 0; k < 16; k++) {
    const angle = (k * Math.PI) / 8;
    const x = (robots.xM[0] as number) + (robots.radiusM[0] as number) * Math.cos(angle);
    const y = (robots.yM[0] as number) + (robots.radiusM[0] as number) * Math.sin(angle);
    if (pointInPolygon(AISLE, x, y)) return true;
  }
  return false;
}

/** Seconds that robot 0 was in the aisle while it is closed and after, leads under way at the end among those begun. */
async function day(closes: boolean) {
  const shipped = await specOf('guided-hall');
  const spec = { ...shipped, rules: { ...NO_RULES, closures: closes ? CLOSURES : null } };
  const hall = hallOf(spec);
  let closedS = 0;
  let openS = 0;
  let drivenM = 0;
  let restored: string | null = null;
  const look = (): void => {
    if (!inAisle(hall)) return;
    if (hall.nowS > FROM_S + OUT_S && hall.nowS < TO_S) closedS += 0.05;
    if (hall.nowS > TO_S + OUT_S) openS += 0.05;
  };
  advance(hall, FROM_S);
  const before = hall.robots?.distanceM[0] as number;
  advance(hall, FROM_S + 1800, Number.POSITIVE_INFINITY, (phase) => phase === 'robots' && look());
  const state = saveHall(hall);
  advance(hall, TO_S, Number.POSITIVE_INFINITY, (phase) => phase === 'robots' && look());
  drivenM = (hall.robots?.distanceM[0] as number) - before;
  if (closes) {
    // A fresh brain that is given the state knows what is closed.
    const again = hallOf(spec);
    restoreHall(again, state);
    advance(again, TO_S);
    restored = hashHall(again);
  }
  const hash = hashHall(hall);
  advance(hall, END_S, Number.POSITIVE_INFINITY, (phase) => phase === 'robots' && look());
  return { closedS, openS, drivenM, hash, restored };
}

describe('robots and parts of the hall that close', () => {
  it('drive through the aisle on a usual day, round it while it is closed, and through it again', async () => {
    expect(whatIsIn((await specOf('guided-hall')).layout, AISLE)).toEqual([]);
    const usual = await day(false);
    const told = await day(true);
    console.log(
      `75 min: in the aisle ${usual.closedS.toFixed(0)} s on a usual day, ${told.closedS.toFixed(1)} s while it is closed (goal 0); an hour later ${usual.openS.toFixed(0)} s and ${told.openS.toFixed(0)} s; driven ${usual.drivenM.toFixed(0)} m and ${told.drivenM.toFixed(0)} m`,
    );
    expect(usual.closedS).toBeGreaterThan(20);
    expect(told.closedS).toBe(0);
    expect(told.drivenM).toBeGreaterThan(0.5 * usual.drivenM);
    expect(told.openS).toBeGreaterThan(5);
    expect(told.restored).toBe(told.hash);
  }, 120_000);

  it('that rest in a part as it closes leave it, wait outside and go back when it opens, the same after winding back', async () => {
    const shipped = await specOf('guided-hall');
    const toS = FROM_S + 120;
    const closures = { ...CLOSURES, closings: [{ area: 0, fromS: FROM_S, toS }] };
    const spec = { ...shipped, arrivals: [], rules: { ...NO_RULES, closures } };
    const hall = hallOf(spec);
    const reason = (): string => hall.robots?.status(0).status?.reason.en ?? '';
    advance(hall, FROM_S - 60);
    hall.robots?.request(0, { kind: 'go-to', pose: { xM: 22.95, yM: 14.5, yawRad: 0 } });
    advance(hall, FROM_S - 1);
    expect(inAisle(hall)).toBe(true);
    advance(hall, FROM_S + 2);
    expect(reason()).toContain('driving out of it');
    const state = saveHall(hall);
    let insideS = 0;
    advance(hall, FROM_S + OUT_S);
    advance(hall, toS - 1, Number.POSITIVE_INFINITY, (phase) => {
      if (phase === 'robots' && inAisle(hall)) insideS += 0.05;
    });
    console.log(
      `at rest in it: ${insideS.toFixed(1)} s inside later than ${OUT_S} s after it closed; then: ${reason()}`,
    );
    expect(insideS).toBe(0);
    expect(reason()).toContain('waiting at the nearest open place');
    advance(hall, toS + 60);
    expect(inAisle(hall)).toBe(true);
    const again = hallOf(spec);
    restoreHall(again, state);
    advance(again, toS + 60);
    expect(hashHall(again)).toBe(hashHall(hall));
  }, 60_000);

  it('are told of the whole list at each change, also one that is off, which keeps no other orders', async () => {
    const shipped = await specOf('guided-hall');
    const hall = hallOf({ ...shipped, rules: { ...NO_RULES, closures: { ...CLOSURES, closings: [] } } });
    const { units } = hall.robots as unknown as { units: { off: boolean; requests: unknown[]; stirred: boolean }[] };
    const unit = units[0];
    if (!unit || !hall.robots) throw new Error('no robot');
    Object.assign(unit, { off: true, requests: [], stirred: false });
    setArea(hall, 0, true, 1);
    setArea(hall, 0, false, 1);
    hall.robots.request(0, { kind: 'go-charge' });
    const corners = AISLE.map(([xM, yM]) => ({ xM, yM }));
    expect(unit.requests).toEqual([
      { kind: 'keep-out', areas: [corners] },
      { kind: 'keep-out', areas: [] },
    ]);
    expect(unit.stirred).toBe(false);
  });
});
