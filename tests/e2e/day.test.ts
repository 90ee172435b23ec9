/** The story of the day in Chromium: a citizen asks in Chinese, is led to the right window, the robot returns and charges. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventKind } from '../../src/kernel/events';
import { type Bench, colours, shots, startBench } from './harness';
import { hallTimeS, picture, ready, robotNow, untilRobot, windTo } from './page';

const NURSE_AT_S = 9 * 3600 + 120;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

describe('the day on the page', () => {
  it('draws a hall with people in it, and runs', async () => {
    const { page, complaints } = await bench.open('at=11:15&speed=10');
    await ready(page);
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.hall-view')?.dataset.pictures) > 2);
    const from = await hallTimeS(page);
    await page.waitForFunction(
      (time) => Number(document.querySelector<HTMLElement>('[data-testid=clock]')?.dataset.timeS) > time + 20,
      from,
    );
    expect(colours(await picture(page, `${shots}/hall-at-work.png`))).toBeGreaterThan(80);
    expect(Number(await page.locator('.hall-view').getAttribute('data-people'))).toBeGreaterThan(3);
    expect(Number(await page.locator('.hall-view').getAttribute('data-draw-calls'))).toBeLessThanOrEqual(40);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a nurse asks in Chinese, is led to B01 or B10, and the robot goes back to its post', async () => {
    const { page, complaints } = await bench.open('lang=zh&play=0&camera=follow');
    await ready(page);
    await windTo(page, NURSE_AT_S - 2);
    await page.getByRole('button', { name: '播放' }).click();
    await page.waitForFunction(
      (base) => window.hallTwin?.figures.getState().feed.some((line) => line.kind === 13 && line.citizen === base),
      1_000_000_000,
      { timeout: 120_000 },
    );
    await untilRobot(page, 'leading');
    await page.waitForTimeout(1500);
    await picture(page, `${shots}/nurse-is-led.png`);
    await untilRobot(page, 'returning');
    await picture(page, `${shots}/robot-returns.png`);
    await untilRobot(page, 'at-post');
    const { feed, windows } = await page.evaluate(() => {
      const { feed, drawing } = (window.hallTwin as NonNullable<typeof window.hallTwin>).figures.getState();
      return { feed, windows: drawing?.layout.windows.map((plan) => plan.id) ?? [] };
    });
    const nurse = feed.filter((line) => line.citizen === 1_000_000_000);
    const said = nurse.filter((line) => line.kind === EventKind.spoke).map((line) => line.text ?? '');
    expect(said[0]).toContain('护士执业证书重新注册在哪办');
    expect(said.join()).toMatch(/请到B01、B10窗口办理.*请跟我来/s);
    const arrived = nurse.find((line) => line.kind === EventKind.leadArrived);
    expect(['B01', 'B10']).toContain(windows[arrived?.b ?? -1]);
    await page.getByRole('tab', { name: '事件' }).click();
    await expect.poll(() => page.locator('.feed').textContent()).toContain('护士李女士');
    await page.screenshot({ path: `${shots}/events.png` });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the robot drives to its dock by itself when low, and charges', async () => {
    const { page, complaints } = await bench.open('lang=en&play=0&speed=10');
    await ready(page);
    await windTo(page, 10 * 3600 + 13 * 60);
    await page.getByRole('button', { name: 'Play' }).click();
    await untilRobot(page, 'to-dock');
    await untilRobot(page, 'charging');
    const before = (await robotNow(page))?.chargeRatio ?? 1;
    expect(before).toBeLessThan(0.21);
    await page.getByRole('tab', { name: 'Robots' }).click();
    await page.waitForTimeout(500);
    await picture(page, `${shots}/robot-charges.png`);
    await windTo(page, 10 * 3600 + 40 * 60);
    expect((await robotNow(page))?.chargeRatio).toBeGreaterThan(before + 0.05);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
