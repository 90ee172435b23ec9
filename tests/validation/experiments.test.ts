/** The experiment engine against exact results: the terminating day by replications, and what common random numbers save. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runExperiment } from '../../src/experiment/experiment';
import { difference, ratioInterval } from '../../src/experiment/interval';
import { utilization } from '../../src/experiment/kpi/kpi';
import { parseKpi } from '../../src/experiment/kpi/parse';
import { Laboratory, type ResultStore } from '../../src/experiment/laboratory';
import { type Design, designsOf, parseVary } from '../../src/experiment/vary';
import type { DayEvidence } from '../../src/metrics/evidence';
import { createNodePool } from '../../src/runtime/nodePool';
import { FileResultStore } from '../../src/runtime/resultStore';
import { EvidenceRunner } from '../../src/runtime/runEvidence';
import { sourceOf } from '../worlds/shipped';
import { theoryDay } from '../worlds/theoryDay';

const runner = new EvidenceRunner();
const here = { width: 1, runEvidence: (job: Parameters<EvidenceRunner['run']>[0]) => runner.run(job) };
const options = { resolution: 'meso' } as const;

function laboratory(store: ResultStore | null = null): Laboratory {
  return new Laboratory({ runner: here, store, options, baseSeed: 1 });
}

const wait = parseKpi('mean(wait)');

/** Mean wait over all customers of all days, minutes: sum of waits over number of waits. */
function waitOverCustomers(days: readonly DayEvidence[]) {
  const sums = days.map((day) => Object.values(day.waits).reduce((sum, list) => sum + list.sumS, 0) / 60);
  const counts = days.map((day) => Object.values(day.waits).reduce((sum, list) => sum + list.deltas.length, 0));
  return ratioInterval(sums, counts, 0.99);
}

describe('the terminating day by replications (planner.md section 5)', () => {
  const days = 1000;
  it.each([
    [16, 7.4955],
    [18, 3.0072],
    [20, 1.0829],
    [22, 0.3698],
  ])('%i windows: %f min mean wait', async (windows, exact) => {
    const [design] = designsOf(theoryDay(), [parseVary(`staffing[0].count=${windows}`)]) as [Design];
    const list = await laboratory().run(design.source, days);
    const found = waitOverCustomers(list);
    const hours =
      list.reduce((sum, day) => sum + day.windows.reduce((part, window) => part + window.openS, 0), 0) / 3600 / days;
    console.log(
      `${windows} windows: ${found.mean.toFixed(4)} +- ${found.halfWidth.toFixed(4)} min (99%, ${days} replications), exact ${exact}; staff hours ${hours.toFixed(2)}`,
    );
    expect(Math.abs(found.mean - exact)).toBeLessThan(found.halfWidth);
    expect(found.halfWidth / exact).toBeLessThan(0.2);
    expect(utilization(list[0] as DayEvidence)).toBeGreaterThan(0.5);
  });

  it('lognormal service with CV 0.75, 18 windows: 2.87 min', async () => {
    const [design] = designsOf(theoryDay('lognormal'), [parseVary('staffing[0].count=18')]) as [Design];
    const found = waitOverCustomers(await laboratory().run(design.source, days));
    console.log(
      `lognormal: ${found.mean.toFixed(4)} +- ${found.halfWidth.toFixed(4)} min (99%, ${days} replications), reference 2.87`,
    );
    // The reference is itself a simulation of 2000 days, +- 0.08.
    expect(Math.abs(found.mean - 2.87)).toBeLessThan(Math.hypot(found.halfWidth, 0.08));
  });

  it('common random numbers: the variance of 19 against 18 windows is at least 8 times smaller than of independent runs', async () => {
    const designs = designsOf(theoryDay(), [parseVary('staffing[0].count=18,19')]);
    const n = 400;
    const lab = laboratory();
    const [a, b] = (await lab.gather(designs.map(({ source }) => ({ source, count: n })))) as [
      DayEvidence[],
      DayEvidence[],
    ];
    const paired = difference(a.map(wait.of), b.map(wait.of), wait);
    const other = await lab.run((designs[1] as Design).source, n, n);
    const apart = difference(a.map(wait.of), other.map(wait.of), wait);
    const ratio = apart.sd ** 2 / paired.sd ** 2;
    console.log(
      `18 -> 19 windows: ${paired.mean.toFixed(3)} +- ${paired.halfWidth.toFixed(3)} min (${n} pairs), sd ${paired.sd.toFixed(3)}; independent sd ${apart.sd.toFixed(3)}, variance ratio ${ratio.toFixed(1)}, by the formula ${paired.varianceRatio?.toFixed(1)}`,
    );
    expect(ratio).toBeGreaterThan(8);
    expect(paired.varianceRatio).toBeGreaterThan(8);
    expect(paired.verdict).toBe('better');
  });
});

describe('an experiment does not depend on who runs it or how often it was killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hall-twin-exp-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const plan = (designs: readonly Design[]) => ({
    designs,
    kpis: [wait, parseKpi('p90(wait)'), parseKpi('staffHours')],
    replications: 6,
    untilHalfWidth: null,
    mostReplications: 6,
    confidence: 0.95,
  });
  const vary = () => designsOf(sourceOf('shiwan-day'), [parseVary('staffing[0].count=9..11')]);

  it('one worker, two workers and no worker give the same bytes', async () => {
    const results = [JSON.stringify(await runExperiment(plan(vary()), laboratory()))];
    for (const workers of [1, 2]) {
      const pool = createNodePool(workers);
      try {
        const lab = new Laboratory({ runner: pool, store: null, options, baseSeed: 1 });
        results.push(JSON.stringify(await runExperiment(plan(vary()), lab)));
      } finally {
        await pool.close();
      }
    }
    expect(results[1]).toBe(results[0]);
    expect(results[2]).toBe(results[0]);
    expect((results[0] as string).length).toBeGreaterThan(10_000);
  }, 600_000);

  it('killed in the middle, with a line cut short, it goes on and gives the same bytes; a second time nothing is run', async () => {
    const whole = JSON.stringify(await runExperiment(plan(vary()), laboratory()));
    const stop = new AbortController();
    let finished = 0;
    const killed = new Laboratory({
      runner: here,
      store: new FileResultStore(folder, 'test'),
      options,
      baseSeed: 1,
      signal: stop.signal,
      onProgress: ({ run }) => {
        finished = run;
        if (run >= 7) stop.abort();
      },
    });
    const part = await runExperiment(plan(vary()), killed);
    expect(finished).toBeGreaterThanOrEqual(7);
    expect(finished).toBeLessThan(18);
    expect(part.reduce((sum, result) => sum + result.days.length, 0)).toBeLessThan(18);
    // The crash came in the middle of a line.
    const file = join(folder, readdirSync(folder).sort()[0] as string);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, -100));

    const store = new FileResultStore(folder, 'test');
    const again = laboratory(store);
    expect(JSON.stringify(await runExperiment(plan(vary()), again))).toBe(whole);
    expect(store.broken).toBe(1);
    expect(again.counts.stored).toBe(finished - 1);
    expect(again.counts.run).toBe(18 - finished + 1);

    const third = laboratory(new FileResultStore(folder, 'test'));
    expect(JSON.stringify(await runExperiment(plan(vary()), third))).toBe(whole);
    expect(third.counts).toEqual({ run: 0, stored: 18 });

    // Another engine does not take these days for its own.
    const other = new FileResultStore(folder, 'other');
    expect(other.load((vary()[0] as Design).source, options).size).toBe(0);
  }, 600_000);
});
