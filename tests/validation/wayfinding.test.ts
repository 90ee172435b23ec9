/** The robot's benefit to people who do not know the hall: a small sample of the table in docs/people.md, and micro beside meso. */
import { describe, expect, it } from 'vitest';
import { interval } from '../../src/experiment/interval';
import type { WayFigures } from '../../src/metrics/wayfinding';
import { wayRows, wayTable } from './wayfindingTable';

const DAYS = 12;

describe('wayfinding with and without robot', () => {
  it(`in a hall without a desk the robot shortens the way to the window (${DAYS} days each, meso)`, async () => {
    const rows = await wayRows(DAYS);
    console.log(`n = ${DAYS}\n${wayTable(rows).join('\n')}`);
    const change = (desk: boolean, of: (day: WayFigures) => number): number[] => {
      const row = rows.find((entry) => entry.desk === desk);
      return (row?.withRobot ?? []).map((day, r) => of(day) - of(row?.without[r] as WayFigures));
    };
    const knows = interval(change(false, (day) => day.sought / day.calls));
    const extra = interval(change(false, (day) => day.extraS));
    const turns = interval(change(false, (day) => day.wrongTurns));
    for (const found of [knows, extra, turns]) expect(found.high).toBeLessThan(0);
    // Being asked on the way, too, spares wrong turns beyond what answers on arrival spare.
    const row = rows.find((entry) => !entry.desk);
    const more = interval(
      (row?.withRobot ?? []).map((day, r) => day.wrongTurns - (row?.onArrival[r] as WayFigures).wrongTurns),
    );
    expect(more.high).toBeLessThan(0);
  });
});
