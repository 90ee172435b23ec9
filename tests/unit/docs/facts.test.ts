/** docs/facts.md: every row of both reports is there, and every key, figure, command and file that it names exists. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../src/kernel/events';
import type { RunSummary } from '../../../src/metrics/summary';
import { runHall, summaryOf } from '../../../src/runtime/run';
import { type SchemaNode, scenarioJsonSchema } from '../../../src/scenario/schema/json-schema';
import { hallOf, specOf } from '../../worlds/shipped';

const root = resolve(import.meta.dirname, '../../..');
const text = readFileSync(resolve(root, 'docs/facts.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| [AB]\d+ \|/.test(line));
const tokens = [...new Set([...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string))];

/** Walks a path such as rules.channels[].kind down a JSON Schema. */
function inSchema(node: SchemaNode, path: string): boolean {
  const parts = path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));
  let here: SchemaNode | undefined = node;
  for (const part of parts) {
    if (!here) return false;
    const { properties, items } = here as { properties?: Record<string, SchemaNode>; items?: SchemaNode };
    here = part === '[]' ? items : properties?.[part];
  }
  return here !== undefined;
}

/** Walks summary.robots[].charges down a summary. */
function inSummary(summary: unknown, path: string): boolean {
  let here: unknown = summary;
  for (const part of path.split('.').slice(1)) {
    const key = part.replace('[]', '');
    if (here === null || typeof here !== 'object' || !(key in here)) return false;
    here = (here as Record<string, unknown>)[key];
    if (part.endsWith('[]')) here = (here as unknown[])[0];
  }
  return true;
}

async function summary(id: string): Promise<RunSummary> {
  const hall = hallOf(await specOf(id, { resolution: 'meso' }));
  return summaryOf(hall, runHall(hall));
}

describe('the reports in the twin', () => {
  it('names every row once', () => {
    const ids = rows.map((row) => row.split('|')[1]?.trim());
    const wanted = [
      ...Array.from({ length: 23 }, (_, i) => `A${i + 1}`),
      ...Array.from({ length: 19 }, (_, i) => `B${i + 1}`),
    ];
    expect(ids).toEqual(wanted);
    for (const row of rows) expect(row.split('|')).toHaveLength(8);
  });

  it('names keys, figures, commands and files that exist', async () => {
    const schema = scenarioJsonSchema();
    const usage = readFileSync(resolve(root, 'src/cli/main.ts'), 'utf8');
    const guided = await summary('guided-hall');
    const ruled = await summary('shiwan-xiaozheng');
    const counts = { keys: 0, figures: 0, files: 0, commands: 0 };
    const wrong: string[] = [];
    for (const token of tokens) {
      if (token.startsWith('hall-twin')) {
        counts.commands++;
        const [, command = '', option] = token.split(' ');
        if (!new RegExp(`^ {2}'?${command}'?: async`, 'm').test(usage)) wrong.push(token);
        else if (option?.startsWith('--') && !usage.includes(option)) wrong.push(token);
      } else if (token.includes('/')) {
        counts.files++;
        if (!existsSync(resolve(root, token))) wrong.push(token);
      } else if (token.startsWith('summary.')) {
        counts.figures++;
        if (!inSummary(token.includes('robots') ? guided : ruled, token)) wrong.push(token);
      } else {
        counts.keys++;
        if (!inSchema(schema, token)) wrong.push(token);
      }
    }
    console.log(`docs/facts.md: ${rows.length} rows; ${JSON.stringify(counts)}`);
    expect(wrong).toEqual([]);
    expect(counts.keys).toBeGreaterThan(50);
    expect(counts.figures).toBeGreaterThan(25);
  }, 300_000);

  it('residence permit at the service robot: how many within 10 minutes (fact B3)', async () => {
    const visitsS: number[] = [];
    for (let seed = 1; seed <= 5; seed++) {
      const hall = hallOf(await specOf('shiwan-xiaozheng', { resolution: 'meso', seed }));
      runHall(hall);
      const { log, spec } = hall;
      const item = spec.items.findIndex(({ id }) => id === 'residence-permit');
      const robot = spec.layout.windows.findIndex(({ id }) => id === 'K01');
      const mine = new Set<number>();
      const startS = new Map<number, number>();
      for (let i = 0; i < log.length; i++) {
        const citizen = log.citizen[i] as number;
        if (log.kind[i] === EventKind.arrived && log.a[i] === item) mine.add(citizen);
        if (!mine.has(citizen) || log.a[i] !== robot) continue;
        if (log.kind[i] === EventKind.serviceStarted) startS.set(citizen, log.timeS[i] as number);
        if (log.kind[i] === EventKind.serviceEnded)
          visitsS.push((log.timeS[i] as number) - (startS.get(citizen) as number));
      }
    }
    const within = visitsS.filter((timeS) => timeS <= 600).length / visitsS.length;
    const meanMin = visitsS.reduce((sum, timeS) => sum + timeS, 0) / visitsS.length / 60;
    console.log(
      `residence permit at the service robot: mean ${meanMin.toFixed(1)} min (report: under 10), ${(100 * within).toFixed(0)}% within 10 min, n = ${visitsS.length}`,
    );
    expect(visitsS.length).toBeGreaterThan(20);
    expect(meanMin).toBeLessThan(10);
    expect(within).toBeGreaterThan(0.6);
  }, 300_000);
});
