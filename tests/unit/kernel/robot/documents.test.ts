/** Check digits against the standards' own rules and published examples. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { citizenCheck, creditCheck, documentNumber, readNumber } from '../../../../src/kernel/robot/documents';

describe('documents', () => {
  it('check digits of published examples', () => {
    // GB 11643-1999, annex; GB 32100-2015, annex: 91350100M000100Y43.
    expect(citizenCheck('11010519491231002')).toBe('X');
    expect(citizenCheck('44052418800101001')).toBe('4');
    expect(creditCheck('91350100M000100Y4')).toBe('3');
  });

  it('made-up numbers have valid check digits, a valid date and no assigned area', () => {
    fc.assert(
      fc.property(fc.nat(), (holder) => {
        const draws = () => new RandomStream(1, Purpose.documents, holder);
        const citizen = documentNumber('id-card', draws());
        expect(citizen).toMatch(/^99\d{15}[\dX]$/);
        expect(citizenCheck(citizen.slice(0, 17))).toBe(citizen[17]);
        const date = `${citizen.slice(6, 10)}-${citizen.slice(10, 12)}-${citizen.slice(12, 14)}`;
        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
        expect(documentNumber('social-security-card', draws())).toBe(citizen);
        const credit = documentNumber('credit-code', draws());
        expect(credit).toMatch(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
        expect(creditCheck(credit.slice(0, 17))).toBe(credit[17]);
      }),
      { numRuns: 300 },
    );
  });

  it('a misread citizen number differs in one place, and its check digit tells', () => {
    const errors = new RandomStream(3, Purpose.idReader);
    let told = 0;
    const tries = 500;
    for (let k = 0; k < tries; k++) {
      const number = documentNumber('id-card', new RandomStream(1, Purpose.documents, k));
      const read = readNumber(number, 1, errors);
      expect(Array.from(read).filter((char, i) => char !== number[i])).toHaveLength(1);
      if (citizenCheck(read.slice(0, 17)) !== read[17]) told++;
    }
    console.log(`misread citizen numbers found by the check digit: ${told} of ${tries}`);
    // MOD 11-2 finds every single wrong character.
    expect(told).toBe(tries);
  });
});
