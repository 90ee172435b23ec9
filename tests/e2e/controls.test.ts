/** Buttons, keys, languages, files, address: as their users use them. Axe looks at each state of the page. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, shots, startBench } from './harness';
import { hallTimeS, hashOf, ready, windTo } from './page';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const playing = (page: Page): Promise<boolean | undefined> =>
  page.evaluate(() => window.hallTwin?.session.getState().playing);

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
}

describe('time controls', () => {
  it('keyboard alone: play, pause, step, speed, wind back and on', async () => {
    const { page, complaints } = await bench.open('play=0&at=09:30&view=table');
    await ready(page);
    await windTo(page, 9.5 * 3600);
    await page.keyboard.press('Space');
    await expect.poll(() => playing(page)).toBe(true);
    await expect.poll(() => hallTimeS(page)).toBeGreaterThan(9.5 * 3600);
    await page.keyboard.press('Space');
    await expect.poll(() => playing(page)).toBe(false);
    await page.waitForTimeout(400);
    const paused = await hallTimeS(page);
    await page.keyboard.press('.');
    await expect.poll(() => hallTimeS(page)).toBeCloseTo(paused + 0.05, 3);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => hallTimeS(page), { timeout: 20_000 }).toBeCloseTo(paused + 600.05, 1);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => hallTimeS(page), { timeout: 20_000 }).toBeCloseTo(paused + 0.05, 1);
    await page.keyboard.press('-');
    await expect.poll(() => page.evaluate(() => window.hallTwin?.session.getState().speed)).toBe(5);
    await page.keyboard.press('t');
    await expect.poll(() => page.getByTestId('table-twin').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the slider takes arrow keys and says the time', async () => {
    const { page } = await bench.open('lang=en&play=0&view=table');
    await ready(page);
    const slider = page.getByRole('slider', { name: 'Timeline' });
    await slider.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => hallTimeS(page), { timeout: 15_000 }).toBeCloseTo(9 * 3600 + 300, 0);
    expect(await slider.getAttribute('aria-valuetext')).toBe('09:05');
    await page.context().close();
  });

  it('a part of the hall closed by the operator: seen, written down, the same after winding back and on, open before', async () => {
    const { page, complaints } = await bench.open('play=0&view=table&lang=en');
    const closed = () => page.evaluate(() => window.hallTwin?.figures.getState().frame?.closedAreas[0]);
    await ready(page);
    await windTo(page, 9 * 3600 + 600);
    await page.getByRole('tab', { name: 'Windows' }).click();
    await page
      .getByRole('switch', { name: /^Close: / })
      .first()
      .click();
    await windTo(page, 9 * 3600 + 660);
    await expect.poll(closed).toBe(1);
    await expect.poll(() => page.locator('.areas li').first().textContent()).toContain('closed');
    expect(await violations(page)).toEqual([]);
    const hash = await hashOf(page);
    await windTo(page, 9 * 3600 + 300);
    await expect.poll(closed).toBe(0);
    await windTo(page, 9 * 3600 + 660);
    expect(await hashOf(page)).toBe(hash);
    await page.getByRole('tab', { name: 'Events' }).click();
    await expect.poll(() => page.locator('.feed').textContent()).toContain('The operator closes');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a visitor sent in by the operator belongs to the day: winding back and on gives the same hash', async () => {
    const { page } = await bench.open('lang=zh&play=0&view=table');
    await ready(page);
    await windTo(page, 9 * 3600 + 600);
    const before = await page.evaluate(() => window.hallTwin?.figures.getState().frame?.live.arrived ?? 0);
    await page.getByRole('button', { name: '来一位市民' }).click();
    await windTo(page, 9 * 3600 + 900);
    const changed = await hashOf(page);
    expect(await page.evaluate(() => window.hallTwin?.figures.getState().frame?.live.arrived ?? 0)).toBeGreaterThan(
      before,
    );
    await windTo(page, 9 * 3600 + 60);
    await windTo(page, 9 * 3600 + 900);
    expect(await hashOf(page)).toBe(changed);
    await page.context().close();
  });
});

describe('languages and access', () => {
  it('follows the browser, switches, and remembers', async () => {
    const { page } = await bench.open('play=0&view=table');
    await ready(page);
    expect(await page.title()).toBe('大厅孪生');
    await page.getByText('English', { exact: true }).click();
    await expect.poll(() => page.title()).toBe('Hall Twin');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(1);
    // What a scenario assumes is told in the page's language, too.
    await page.getByRole('tab', { name: 'Results', exact: true }).click();
    await page.getByText('The hall is open without a midday break.').waitFor();
    await page.getByText('中文', { exact: true }).click();
    await page.getByText('大厅中午不休息。').waitFor();
    expect(await page.getByText('The hall is open without a midday break.').count()).toBe(0);
    await page.getByText('English', { exact: true }).click();
    await page.reload();
    await ready(page);
    expect(await page.title()).toBe('Hall Twin');
    await page.context().close();
  });

  it.each(['zh', 'en'])('axe finds no violation on any panel (%s)', async (lang) => {
    const { page } = await bench.open(`lang=${lang}&at=10:20&play=0`);
    await ready(page);
    await page.waitForFunction(() => window.hallTwin?.session.getState().seekingS === null);
    const tabs = page.getByRole('tab');
    const found: string[] = [];
    for (let i = 0; i < (await tabs.count()); i++) {
      await tabs.nth(i).click();
      await page.waitForTimeout(350);
      for (const line of await violations(page)) found.push(`tab ${i}: ${line}`);
      await page.screenshot({ path: `${shots}/panel-${i}-${lang}.png` });
    }
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.hallTwin?.session.setState({ selected: { kind: 'window', window: 3 } }));
    await expect.poll(() => page.getByTestId('inspector').textContent()).toContain('B01');
    found.push(...(await violations(page)));
    await page.evaluate(() => window.hallTwin?.session.setState({ tableTwin: true }));
    await page.waitForTimeout(350);
    await page.screenshot({ path: `${shots}/table-${lang}.png` });
    found.push(...(await violations(page)));
    await page.keyboard.press('h');
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${shots}/help-${lang}.png` });
    found.push(...(await violations(page)));
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('the table says what the scene shows', async () => {
    const { page } = await bench.open('lang=en&at=10:20&play=0&view=table');
    await ready(page);
    await page.waitForFunction(() => window.hallTwin?.session.getState().seekingS === null);
    const inside = await page.evaluate(() => window.hallTwin?.figures.getState().frame?.people ?? -1);
    expect(inside).toBeGreaterThan(2);
    expect(await page.getByTestId('table-twin').locator('table').first().locator('tbody tr').count()).toBe(inside);
    await page.getByTestId('table-twin').locator('tbody tr button').first().click();
    await expect.poll(() => page.getByTestId('inspector').textContent()).toMatch(/Now:/);
    await page.context().close();
  });
});

describe('files and addresses that are wrong', () => {
  const open = (page: Page, name: string, text: string): Promise<void> =>
    page.getByTestId('files').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });

  it('a broken scenario is refused with file, line and path, and the hall goes on', async () => {
    const { page } = await bench.open('lang=en&play=0');
    await ready(page);
    await open(page, 'mine.scenario.yaml', 'version: 1\nid: mine\nscene: ../scenes/guided-hall.scene.yaml\nseed: -4\n');
    await expect.poll(() => page.getByTestId('problems').textContent()).toMatch(/mine\.scenario\.yaml, line 4, seed/);
    expect(await page.evaluate(() => window.hallTwin?.session.getState().scenarioId)).toBe('guided-hall');
    await page.screenshot({ path: `${shots}/problems.png` });
    expect(await violations(page)).toEqual([]);
    await open(page, 'notes.yaml', 'hello: world');
    await expect.poll(() => page.locator('.messages').textContent()).toContain('None of the chosen files');
    await page.context().close();
  });

  it('an address that cannot be is reported and left out', async () => {
    const { page } = await bench.open('lang=en&play=0&scenario=nowhere&seed=abc&at=25:99');
    await ready(page);
    const text = (await page.locator('.messages').textContent()) ?? '';
    for (const part of ['nowhere', 'seed="abc"', 'at="25:99"']) expect(text).toContain(part);
    expect(await page.evaluate(() => window.hallTwin?.session.getState().scenarioId)).toBe('guided-hall');
    await page.context().close();
  });

  it('every scenario of the list loads and plays', async () => {
    const { page, complaints } = await bench.open('lang=en&play=0');
    await ready(page);
    const ids = await page.evaluate(() => window.hallTwin?.session.getState().catalogue.map((entry) => entry.id) ?? []);
    expect(ids.length).toBeGreaterThanOrEqual(5);
    expect(ids[0]).toBe('guided-hall');
    for (const id of ids) {
      await page.goto(`${bench.url}?scenario=${id}&lang=en&at=10:00&speed=30`);
      await ready(page);
      await page.waitForFunction(
        () => (window.hallTwin?.figures.getState().frame?.timeS ?? 0) > 10 * 3600 + 20,
        undefined,
        { timeout: 60_000 },
      );
      await page.screenshot({ path: `${shots}/scenario-${id}.png` });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
