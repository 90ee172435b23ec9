/** The lint rule that keeps the kernel and the minds engine-independent is in force: a planted offence is reported. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

function lint(...paths: string[]): { status: number | null; text: string } {
  const run = spawnSync(process.execPath, [biome, 'lint', ...paths], { cwd: root, encoding: 'utf8' });
  return { status: run.status, text: run.stdout + run.stderr };
}

describe('engine-independent numbers', () => {
  it.each([
    'src/kernel',
    'agents/guide-robot',
  ])('a raw Math.sin, Math.random or Date.now in %s fails the lint', (folder) => {
    const file = join(root, folder, 'planted-by-a-test.ts');
    writeFileSync(file, 'export const planted = Math.sin(1) + Math.random() + Date.now() + Math.sqrt(2);\n');
    try {
      const { status, text } = lint(file);
      expect(status).not.toBe(0);
      expect(text.match(/plugin/g)?.length).toBeGreaterThanOrEqual(3);
    } finally {
      rmSync(file);
    }
  });
});
