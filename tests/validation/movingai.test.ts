/**
 * The brain's grid search on the MovingAI benchmark (Sturtevant 2012, movingai.com): the published optimal octile length on
 * every row of every scenario file. Times are printed, never asserted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GridSearch } from '../../agents/guide-robot/plan/search';
import { sharedData } from './sharedData';

const folder = sharedData('movingai');

function readMap(file: string): { columns: number; rows: number; cost: Float32Array } {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const rows = Number(lines[1]?.split(' ')[1]);
  const columns = Number(lines[2]?.split(' ')[1]);
  const cost = new Float32Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) if ('.GS'.includes(lines[4 + r]?.[c] ?? '@')) cost[r * columns + c] = 1;
  }
  return { columns, rows, cost };
}

describe.skipIf(folder === null)('MovingAI', () => {
  it('gives the optimal octile length on every row of every scenario', () => {
    let rowsAsked = 0;
    let files = 0;
    const wrong: string[] = [];
    for (const name of readdirSync(folder as string).filter((file) => file.endsWith('.scen'))) {
      files++;
      const map = name.replace(/-random-\d+\.scen$/, '.map');
      const { columns, rows, cost } = readMap(join(folder as string, map));
      const search = new GridSearch(columns, rows);
      const times: number[] = [];
      let expanded = 0;
      for (const line of readFileSync(join(folder as string, name), 'utf8')
        .split(/\r?\n/)
        .slice(1)) {
        const [, , , , sx, sy, gx, gy, length] = line.split('\t');
        if (length === undefined) continue;
        const started = performance.now();
        const path = search.find(cost, Number(sy) * columns + Number(sx), [Number(gy) * columns + Number(gx)]);
        times.push(performance.now() - started);
        expanded += search.expanded;
        const off = path ? search.cost - Number(length) : Number.POSITIVE_INFINITY;
        // The files give 8 decimals.
        if (!(Math.abs(off) < 1e-6)) wrong.push(`${name}: ${line} got ${path ? search.cost : 'no path'}`);
      }
      rowsAsked += times.length;
      times.sort((a, b) => a - b);
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      console.log(
        `${name}: ${times.length} rows, mean ${mean.toFixed(3)} ms, p95 ${times[Math.floor(0.95 * times.length)]?.toFixed(3)} ms, ` +
          `${Math.round(expanded / times.length)} cells expanded a query`,
      );
    }
    console.log(`MovingAI: ${rowsAsked - wrong.length} of ${rowsAsked} rows optimal, ${files} files`);
    expect(files).toBeGreaterThanOrEqual(7);
    expect(rowsAsked).toBeGreaterThan(5000);
    expect(wrong).toEqual([]);
  });
});
