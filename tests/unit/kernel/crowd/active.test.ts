/** The list of rows that move is the same whether it is mended or made anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ActiveRows } from '../../../../src/kernel/crowd/active';
import { PARKED, People, WALKING } from '../../../../src/kernel/crowd/people';

it('any starts and stops, few or many between two steps', () => {
  const step = fc.array(fc.nat(199), { maxLength: 100 });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const people = new People();
      people.grow(200);
      const active = new ActiveRows();
      active.reset(200);
      for (const toggled of steps) {
        for (const row of toggled) {
          people.mode[row] = people.mode[row] === WALKING ? PARKED : WALKING;
          active.note(row);
        }
        active.refresh(people);
        const expected = [...people.mode.keys()].filter((row) => people.mode[row] === WALKING);
        expect([...active.rows.subarray(0, active.count)]).toEqual(expected);
      }
    }),
  );
});
