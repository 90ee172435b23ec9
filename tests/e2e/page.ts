/** What tests read off the page and its handle. */
import type { Page } from 'playwright-core';
import type { Frame } from '../../src/runtime/frame';

/** Hall time on the page's clock, seconds since midnight. */
export async function hallTimeS(page: Page): Promise<number> {
  return Number(await page.getByTestId('clock').getAttribute('data-time-s'));
}

/** Resolves when a hall is on the page and the simulation has sent its first frame. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => window.hallTwin?.figures.getState().frame !== null && window.hallTwin !== undefined);
  await page.waitForFunction(() => !window.hallTwin?.session.getState().loading);
}

/** Winds the hall through the page's own slider code and waits until it is there. */
export async function windTo(page: Page, timeS: number): Promise<void> {
  await page.evaluate(async (target) => {
    await window.hallTwin?.client.seek(target);
  }, timeS);
}

export const hashOf = (page: Page): Promise<string> =>
  page.evaluate(() => (window.hallTwin as NonNullable<typeof window.hallTwin>).client.hash());

/** The newest frame, without its columns. */
export const robotNow = (page: Page): Promise<Frame['robots'][number] | undefined> =>
  page.evaluate(() => window.hallTwin?.figures.getState().frame?.robots[0]);

/** Waits until the robot does this; at most `seconds` of wall time. */
export async function untilRobot(page: Page, activity: string, seconds = 90): Promise<void> {
  await page.waitForFunction(
    (wanted) => window.hallTwin?.figures.getState().frame?.robots[0]?.activity === wanted,
    activity,
    { timeout: seconds * 1000, polling: 50 },
  );
}

/**
 * A fine picture of this moment: the hall is paused and drawn once at high quality, which a software renderer cannot do
 * while it runs.
 */
export async function picture(page: Page, path: string): Promise<Buffer> {
  const wasPlaying = await page.evaluate(async () => {
    const twin = window.hallTwin as NonNullable<typeof window.hallTwin>;
    const { playing } = twin.session.getState();
    await twin.client.pause();
    twin.session.setState({ quality: 'high' });
    return playing;
  });
  await page.waitForFunction(() => {
    const view = document.querySelector<HTMLElement>('.hall-view');
    return view?.dataset.quality === 'high' && Number(view.dataset.pictures) >= 2;
  });
  await page.waitForTimeout(600);
  const png = await page.screenshot({ path });
  await page.evaluate(async (playing) => {
    const twin = window.hallTwin as NonNullable<typeof window.hallTwin>;
    twin.session.setState({ quality: 'auto' });
    if (playing) await twin.client.play(twin.session.getState().speed);
  }, wasPlaying);
  return png;
}
