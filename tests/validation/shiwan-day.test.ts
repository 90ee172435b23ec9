/** A day in Shiwan (facts B9, B11, B14): 417 cases of 11 departments at general windows, just below the knee of the waiting curve. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../src/kernel/events';
import type { HallSpec } from '../../src/kernel/spec';
import { specOf } from '../worlds/shipped';
import { type Day, daysOf, over, printFigures } from './figures';

const SEEDS = 20;
const waitMin = (day: Day): number => day.summary.waitS.mean / 60;

/** The first `count` windows only. */
const withWindows =
  (count: number) =>
  (spec: HallSpec): HallSpec => {
    const open = spec.staffing[0];
    if (!open) throw new Error('shiwan-day staffs no window');
    return { ...spec, staffing: spec.staffing.map((_, window) => (window < count ? open : [])) };
  };

describe('shiwan-day', () => {
  it('has 11 departments and about 417 cases; who came in time is served', async () => {
    const spec = await specOf('shiwan-day');
    const departments = new Set(spec.items.map((item) => item.departmentZh));
    const days = await daysOf('shiwan-day', 'meso', SEEDS);
    const cases = over(days, (day) => day.summary.citizens.arrived);
    printFigures('shiwan-day', [
      { what: 'departments', target: '11', measured: departments.size, digits: 0 },
      { what: 'cases a day', target: '417', measured: cases, digits: 1 },
      { what: 'wait, 11 windows', target: '5 to 10 min', measured: over(days, waitMin), unit: ' min' },
    ]);
    expect(departments.size).toBe(11);
    expect(new Set(spec.items.map((item) => item.departmentEn)).size).toBe(11);
    expect(Math.abs(cases.mean - 417)).toBeLessThan(cases.halfWidth);
    expect(cases.halfWidth).toBeLessThan(15);
    for (const day of days) {
      const { arrived, served, leftUnserved, inside } = day.summary.citizens;
      expect(served + leftUnserved).toBe(arrived);
      expect(inside).toBe(0);
      // Who comes in the last minute gets no ticket any more.
      expect(leftUnserved).toBeLessThanOrEqual(0.01 * arrived);
      // Several hundred a day (fact B9).
      expect(arrived).toBeGreaterThan(340);
      expect(arrived).toBeLessThan(500);
      const seen = new Set(spec.items.filter((_, item) => countOf(day, item) > 0).map((item) => item.departmentZh));
      expect(seen.size).toBe(11);
    }
  }, 300_000);

  it('shows the knee: half an hour became 5 to 10 minutes with two more windows', async () => {
    const rows: { windows: number; wait: ReturnType<typeof over> }[] = [];
    for (const windows of [9, 10, 11, 12]) {
      rows.push({ windows, wait: over(await daysOf('shiwan-day', 'meso', SEEDS, withWindows(windows)), waitMin) });
    }
    const targets: Readonly<Record<number, string>> = { 9: 'half an hour (before)', 11: '5 to 10 min (after)' };
    printFigures(
      'shiwan-day, mean wait by open windows; arrivals peak at 11.3 windows of work at noon',
      rows.map(({ windows, wait }) => ({
        what: `${windows} windows`,
        target: targets[windows] ?? '-',
        measured: wait,
        unit: ' min',
      })),
    );
    const [nine, ten, eleven, twelve] = rows.map((row) => row.wait.mean) as [number, number, number, number];
    expect(nine).toBeGreaterThan(20);
    expect(nine).toBeLessThan(40);
    expect(ten).toBeLessThan(nine);
    expect(eleven).toBeGreaterThan(5);
    expect(eleven).toBeLessThan(10);
    expect(twelve).toBeLessThan(eleven);
  }, 600_000);
});

function countOf(day: Day, item: number): number {
  const { log } = day.hall;
  let count = 0;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.arrived && log.a[i] === item) count++;
  return count;
}
