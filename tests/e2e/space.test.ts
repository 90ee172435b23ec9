/** The space tab: a map on the floor, its legend and figures, keyboard, files, both languages. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, shots, startBench } from './harness';
import { hashOf, picture, ready, windTo } from './page';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
}

describe('space tab', () => {
  it.each([
    ['zh', '空间', '从开门起测量', 'Fruin 步道服务水平'],
    ['en', 'Space', 'Measure from opening', 'Fruin walkway'],
  ])('%s: measures the day from opening, lays the map on the floor, names the scheme', async (lang, tab, button, scheme) => {
    const { page, complaints } = await bench.open(`lang=${lang}&play=0&at=09:50`, { width: 1440, height: 900 });
    await ready(page);
    await page.waitForFunction(() => window.hallTwin?.session.getState().seekingS === null);
    const before = await hashOf(page);
    await page.getByRole('tab', { name: tab }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: tab }).click();
    await page.getByTestId('heat-legend').waitFor();
    await page.getByRole('button', { name: button }).click();
    await expect.poll(() => page.getByTestId('heat-legend').textContent(), { timeout: 60_000 }).toMatch(/09:00–09:50/);
    expect(await page.getByTestId('heat-legend').textContent()).toContain(scheme);
    // Measuring changes nothing: wound to the opening and back, the hall is the same.
    expect(await hashOf(page)).toBe(before);
    const entered = await page.getByTestId('space').locator('tbody tr').first().locator('td').first().textContent();
    const arrived = await page.evaluate(() => window.hallTwin?.figures.getState().frame?.live.arrived ?? -1);
    expect(Math.abs(Number(entered) - arrived)).toBeLessThanOrEqual(1);
    await picture(page, `${shots}/space-mean-${lang}.png`);
    expect(await violations(page)).toEqual([]);
    const map = page.getByRole('combobox').filter({ visible: true });
    expect(await map.count()).toBeGreaterThan(2);
    await page.evaluate(() => window.hallTwin?.session.setState({ camera: 'plan' }));
    await page.getByLabel(lang === 'zh' ? '地图' : 'Map', { exact: true }).press('Enter');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('heat-legend').textContent())
      .toMatch(lang === 'zh' ? /足迹图|分钟/ : /Desire|Minutes/);
    await page.waitForTimeout(800);
    if (lang === 'en') await picture(page, `${shots}/space-paths-${lang}.png`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('saves CSV, PNG and trajectories', async () => {
    const { page } = await bench.open('lang=en&play=0&at=09:20&view=table');
    await ready(page);
    await page.waitForFunction(() => window.hallTwin?.session.getState().seekingS === null);
    await page.getByRole('tab', { name: 'Space' }).click();
    await page
      .getByTestId('space')
      .getByText(/Measured 09:20/)
      .waitFor();
    await windTo(page, 9.5 * 3600);
    for (const [button, ending] of [
      ['CSV', '-space-cells.csv'],
      ['PNG', '-space-mean.png'],
      ['Trajectories', '-trajectories.txt'],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toContain(ending);
      expect(await file.failure()).toBeNull();
    }
    await page.context().close();
  });

  it('says so where nobody walks', async () => {
    const { page } = await bench.open('lang=en&play=0&resolution=meso&view=table');
    await ready(page);
    await page.getByRole('tab', { name: 'Space' }).click();
    await page.getByText('In meso nobody walks').waitFor();
    await page.context().close();
  });
});
