/** docs/tutorial.md, done as it stands there: every command, the edit, and what the page says about the results. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main';

const page = readFileSync('docs/tutorial.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'hall-twin-tutorial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that are commands; their output folder is moved away from the project. */
const commands = page.split('\n').filter((line) => line.startsWith('hall-twin '));

const moved = (text: string): string => text.replaceAll('out/tutorial', join(folder, 'tutorial'));
const path = (name: string): string => join(folder, 'tutorial', name);

async function type(line: string): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    const code = await main(moved(line).split(' ').slice(1));
    return { code, out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** A CSV without quotes that hold commas, as records by column. */
function table(name: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path(name), 'utf8').replace('\uFEFF', '').trim().split('\r\n');
  const titles = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [titles[i] ?? '', cell])));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('docs/tutorial.md', () => {
  it('has the commands that this test knows', () => {
    expect(commands.map((line) => line.split(' ')[1])).toEqual([
      'import-queue',
      'validate',
      'run',
      'experiment',
      'experiment',
      'run',
    ]);
    mkdirSync(join(folder, 'tutorial'));
  });

  it('1. imports the records, and 2. runs a day', async () => {
    const imported = await type(commands[0] as string);
    expect(imported.code).toBe(0);
    expect(imported.err).toContain('433 rows used, 3 left out (0.69%)');
    expect((await type(commands[1] as string)).code).toBe(0);
    expect((await type(commands[2] as string)).code).toBe(0);
    expect(table('day/visits.csv').length).toBeGreaterThan(150);
  }, 300_000);

  it('3. runs many days; the tables hold what the page says; again, nothing is run', async () => {
    const first = await type(commands[3] as string);
    expect(first.code).toBe(0);
    expect(first.out).toContain('difference to demand.factor=1, same seeds');
    const waits = table('demand/designs.csv').filter((row) => row.figure === 'mean(wait)');
    expect(waits.map((row) => row.design)).toEqual(['demand.factor=1', 'demand.factor=1.1', 'demand.factor=1.2']);
    expect(waits.slice(1).map((row) => row.verdict)).toEqual(['worse', 'worse']);
    for (const wait of waits) {
      const days = table('demand/runs.csv').filter((row) => row.design === wait.design);
      expect(days.length).toBe(40);
      expect(mean(days.map((row) => Number(row['mean(wait) (min)'])))).toBeCloseTo(Number(wait.mean), 9);
    }
    expect(table('demand/queue.csv').length).toBeGreaterThan(90);
    const again = await type(commands[3] as string);
    expect(again.err).toContain('0 days run');
    expect(again.out).toBe(first.out);
  }, 600_000);

  it('4. compares with the changed copy, and 5. reproduces a row by its seed', async () => {
    const text = readFileSync(path('hall.scenario.yaml'), 'utf8');
    const changed = text.replace(
      / {2}- \{ windows: \[A03\], letters: \[A\].*/,
      '  - { windows: [A03], letters: [A, B] }',
    );
    expect(changed).not.toBe(text);
    writeFileSync(path('shared.scenario.yaml'), changed);
    const compared = await type(commands[4] as string);
    expect(compared.code).toBe(0);
    const wait = table('compare/designs.csv').filter((row) => row.figure === 'mean(wait)');
    console.log(
      `window 3 for both letters: mean wait ${wait[0]?.mean} -> ${wait[1]?.mean} min, ${wait[1]?.verdict} at ${wait[1]?.replications} replications`,
    );
    expect(wait[1]?.verdict).toBe('better');
    const row = table('compare/runs.csv').find((day) => day.seed === '7');
    const run = await type(commands[5] as string);
    const summary = JSON.parse(run.out) as { hash: string; waitS: { mean: number } };
    expect(summary.hash).toBe(row?.hash);
    expect(summary.waitS.mean / 60).toBeCloseTo(Number(row?.['mean(wait) (min)']), 6);
  }, 600_000);
});
