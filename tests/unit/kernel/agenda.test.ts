import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, type AgendaKind } from '../../../src/kernel/base/agenda';

describe('agenda', () => {
  it('gives events in order of time, then priority, then sequence, whatever the order of scheduling', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))), (entries) => {
        const agenda = new Agenda();
        entries.forEach(([time, kind], i) => {
          agenda.schedule(time / 2, kind as AgendaKind, i);
        });
        const expected = entries
          .map(([time, kind], i) => ({ time: time / 2, kind, i }))
          .sort((x, y) => x.time - y.time || x.kind - y.kind || x.i - y.i);
        for (const want of expected) {
          expect(agenda.nextTimeS()).toBe(want.time);
          agenda.pop();
          expect([agenda.poppedTimeS, agenda.poppedKind, agenda.poppedA]).toEqual([want.time, want.kind, want.i]);
        }
        expect(agenda.size).toBe(0);
      }),
    );
  });

  it('goes on identically after save and load, new events included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 }),
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 50 }),
        fc.integer({ min: 0, max: 100 }),
        (first, later, pops) => {
          const a = new Agenda();
          first.forEach((time, i) => {
            a.schedule(time, 3, i);
          });
          for (let i = 0; i < pops && a.size > 0; i++) a.pop();
          const b = new Agenda();
          b.load(a.save());
          for (const agenda of [a, b]) {
            later.forEach((time, i) => {
              agenda.schedule(time, 2, i);
            });
          }
          while (a.size > 0) {
            a.pop();
            b.pop();
            expect([b.poppedTimeS, b.poppedKind, b.poppedA]).toEqual([a.poppedTimeS, a.poppedKind, a.poppedA]);
          }
          expect(b.size).toBe(0);
        },
      ),
    );
  });

  it('refuses a time that is not a number', () => {
    expect(() => new Agenda().schedule(Number.NaN, 1, 0)).toThrow(/time must be a number/);
  });
});
