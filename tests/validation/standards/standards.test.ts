/**
 * RiMEA-, NIST- and ISO-style acceptance of the walking crowd: each case of `index.ts` with few seeds, its figure beside the
 * target. A target that is missed today is declared in the case with a guard that must hold. The page with all seeds is
 * docs/crowd-validation.md (`npm run validate:crowd`); its list must be the suite's.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameOf } from './case';
import { CASES } from './index';
import { crowdSource, PAGE } from './page';
import { rowHead } from './report';

/** What the acceptance has to cover. */
const REQUIRED = [
  ...['1', '4', '5', '6', '7', '8', '9', '10', '11', '12a', '12b', '12c', '12d', '15', '16'].map((n) => `RiMEA ${n}`),
  ...['1.1', '2.1', '2.3', '2.4', '2.8', '2.9', '2.10', '3.1', '3.3', '4.1', '5.1', '5.2'].map((n) => `NIST ${n}`),
  ...['1', '2', '4', '5', '6', '7', '8', '9', '10', '11', '13', '14', '16', '17'].map((n) => `ISO ${n}`),
];

describe('acceptance of the walking crowd', () => {
  it('has a case for every test that a hall of one storey can be put to', () => {
    const covered = CASES.flatMap((acceptance) => acceptance.of.map(nameOf));
    expect([...covered].sort()).toEqual([...REQUIRED].sort());
  });

  it.each(CASES.map((acceptance) => [acceptance.of.map(nameOf).join(' = '), acceptance] as const))(
    '%s',
    (name, acceptance) => {
      const { figure, pass, guarded, n, health } = acceptance.evaluate('check');
      const verdict = pass ? 'pass' : `MISS, held to: ${acceptance.miss?.guard ?? 'nothing'}`;
      console.log(`${name}: ${figure}\n  target ${acceptance.target} (n = ${n}): ${verdict}`);
      expect(health.inWall).toBe(0);
      expect(health.put).toBeGreaterThan(0);
      expect(pass || (acceptance.miss !== null && guarded), `${name}: ${figure}; target ${acceptance.target}`).toBe(
        true,
      );
    },
    600_000,
  );

  it('the page lists the cases of the suite, and no miss that a case does not declare', () => {
    const page = readFileSync(PAGE, 'utf8');
    if (!page.includes(`source ${crowdSource()}`)) {
      console.warn(
        'docs/crowd-validation.md shows an earlier walking model: npm run validate:crowd writes it anew (some minutes)',
      );
    }
    const rows = page.split('\n').filter((line) => /^\| (RiMEA|NIST|ISO) /.test(line));
    expect(rows.length).toBe(CASES.length);
    CASES.forEach((acceptance, i) => {
      const row = rows[i] as string;
      expect(row.startsWith(rowHead(acceptance)), row).toBe(true);
      expect(/\| (pass|\*\*miss\*\*) \| \d+ \|$/.test(row), row).toBe(true);
      if (acceptance.miss === null) expect(row, 'run npm run validate:crowd').toContain('| pass |');
    });
  });
});
