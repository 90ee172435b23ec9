/** The planner's tab: a change, the same days, a verdict; the numbers are those of the command line's engine. */
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExperiment } from '../../src/experiment/experiment';
import { parseKpi } from '../../src/experiment/kpi/parse';
import { Laboratory } from '../../src/experiment/laboratory';
import { designsOf, parseVary } from '../../src/experiment/vary';
import { EvidenceRunner } from '../../src/runtime/runEvidence';
import { sourceOf } from '../worlds/shipped';
import { type Bench, startBench } from './harness';
import { ready } from './page';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const DAYS = 4;
const VARY = 'staffing[0].count=9..10:1';

async function sameInNode(): Promise<string[]> {
  const source = sourceOf('shiwan-day');
  const runner = new EvidenceRunner();
  const laboratory = new Laboratory({
    runner: { width: 1, runEvidence: (job) => runner.run(job) },
    store: null,
    options: { resolution: 'meso' },
    baseSeed: 417,
  });
  const results = await runExperiment(
    {
      designs: [...designsOf(source, []), ...designsOf(source, [parseVary(VARY)])],
      kpis: [parseKpi('mean(wait)')],
      replications: DAYS,
      untilHalfWidth: null,
      mostReplications: DAYS,
      confidence: 0.95,
    },
    laboratory,
  );
  return results.map(({ estimates }) => String(estimates[0]?.mean));
}

describe('what if', () => {
  it('asks for 9 and 10 windows, gives the engine’s numbers and a verdict, and shows a design in the hall', async () => {
    const { page, complaints } = await bench.open('scenario=shiwan-day&lang=en&play=0&view=table');
    await ready(page);
    await page.getByRole('tab', { name: 'What if' }).click();
    const panel = page.getByTestId('what-if');
    await panel.getByLabel('To', { exact: true }).fill('10');
    await panel.getByLabel('Days each').fill(String(DAYS));
    await page.getByTestId('what-if-run').click();
    await page.getByTestId('what-if-answer').waitFor({ timeout: 90_000 });
    const rows = page.getByTestId('what-if-row');
    expect(await rows.count()).toBe(3);
    const expected = await sameInNode();
    const { download, text } = await csvOf();
    expect(download).toBe('shiwan-day-what-if.csv');
    const means = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[2]);
    expect(means).toEqual(expected);
    expect(await rows.nth(1).getAttribute('data-verdict')).toBe('worse');
    const { violations } = await new AxeBuilder({ page }).include('.side-panel').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await rows.nth(1).getByRole('button', { name: 'Show' }).click();
    await page.waitForFunction(() => window.hallTwin?.session.getState().scenarioId?.startsWith('what-if:staffing'));
    expect(complaints).toEqual([]);
    await page.context().close();

    async function csvOf(): Promise<{ download: string; text: string }> {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download CSV' }).click(),
      ]);
      const stream = await file.createReadStream();
      let text = '';
      for await (const part of stream) text += part;
      return { download: file.suggestedFilename(), text };
    }
  });

  it('says what is wrong with a path, and stops when asked', async () => {
    const { page } = await bench.open('scenario=shiwan-day&lang=zh&play=0&view=table');
    await ready(page);
    await page.getByRole('tab', { name: '试算' }).click();
    await page.evaluate(async () => {
      const twin = window.hallTwin as NonNullable<typeof window.hallTwin>;
      const entry = twin.session.getState().catalogue.find(({ id }) => id === 'shiwan-day');
      if (!entry) throw new Error('no shiwan-day');
      await twin.whatIf.ask(await entry.read(), {
        vary: 'staffing[77].count=3',
        figure: 'mean(wait)',
        replications: 2,
      });
    });
    expect(await page.getByTestId('what-if').getByRole('alert').innerText()).toContain('staffing[77]');
    await page.getByTestId('what-if').getByLabel('重复天数').fill('2000');
    await page.getByTestId('what-if-run').click();
    await page.waitForFunction(() => (window.hallTwin?.whatIf.store.getState().done ?? 0) > 20, undefined, {
      timeout: 60_000,
    });
    await page.getByTestId('what-if-cancel').click();
    await page.getByText('已停止；下面是已完成的部分。').waitFor({ timeout: 20_000 });
    await page.context().close();
  });
});
