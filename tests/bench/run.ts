/** `npm run bench`: all benchmarks in one process, one table. Give names to run only some: npm run bench -- meso crowd */
import { benchMeso } from './meso';
import { type BenchRow, printTable } from './table';

const BENCHES: Readonly<Record<string, () => BenchRow[] | Promise<BenchRow[]>>> = { meso: benchMeso };

const wanted = process.argv.slice(2);
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  rows.push(...(await bench()));
}
printTable(rows);
