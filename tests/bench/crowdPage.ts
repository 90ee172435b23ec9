/**
 * Walking in a browser tab: the comparison of `crowd.ts` (same scene, libraries, goals and windows) in a page that vite built for
 * production with the product's settings, in headless Chromium, whose V8 is newer than Node's. All libraries in one page, taking turns;
 * wall time instead of CPU time (pageClock.ts), so let the machine be quiet.
 *
 * Before anything else the page transfers an ArrayBuffer. As long as none was detached, V8 leaves out a check at each access to a
 * typed array; from the first one on it makes the check, in that page or worker for good. The product's worker transfers each frame it
 * sends, and memory of WASM that grows (robots' physics, recast's crowd in this comparison) detaches too: these are the figures of a
 * real hall. What the check costs is a row of its own: our crowd in two pages, with and without it, taking turns.
 *
 * Left out: the product steps its crowd in a worker, here it is the page's main thread; the engine is the same.
 */
import type { Browser, Page } from 'playwright-core';
import { benchInChromium } from './chromium';
import { comparisonRows, PLANS } from './crowdCompare';
import { type BenchRow, type BenchSize, middle, spread } from './table';

/** Cross-origin isolation: only then `performance.now` goes in steps of 5 µs. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** People in the two pages that tell what a detached buffer costs. */
const ALONE = { full: 500, tiny: 30 } as const;

export function benchCrowdPage(size: BenchSize): Promise<BenchRow[]> {
  return benchInChromium(
    { name: 'crowd-page', folder: 'tests/bench/crowd-page', headers: ISOLATED },
    async (browser, url) => {
      const page = await open(browser, url, true);
      const { stepUs, ownCostUs } = await page.evaluate(() => window.crowdPage.clock());
      const results = await page.evaluate((plan) => window.crowdPage.compare(plan), size);
      await page.close();
      return [
        ...comparisonRows('page', size, results),
        await detachRow(browser, url, size),
        {
          what: 'page, its clock',
          value: `${stepUs.toFixed(1)} µs a step of the clock`,
          range: '',
          check: `Chromium ${browser.version()}; the clock's own ${ownCostUs.toFixed(2)} µs are taken off each step of a crowd`,
        },
      ];
    },
  );
}

/** A context of its own is a process of its own: what is detached in one page leaves the others alone. */
async function open(browser: Browser, url: string, detached: boolean): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  if (complaints.length > 0) throw new Error(`the page: ${complaints.join('; ')}`);
  if (detached) await page.evaluate(() => window.crowdPage.detach());
  return page;
}

async function detachRow(browser: Browser, url: string, size: BenchSize): Promise<BenchRow> {
  const pages = [await open(browser, url, true), await open(browser, url, false)] as const;
  const count = ALONE[size];
  for (const page of pages) {
    await page.evaluate(([people, plan]) => window.crowdPage.prepareOurs(people, plan), [count, size] as const);
  }
  const windows: [number[], number[]] = [[], []];
  for (let window = 0; window < PLANS[size].windows; window++) {
    for (const which of [0, 1] as const) {
      windows[which].push(await pages[which].evaluate((plan) => globalThis.window.crowdPage.windowOfOurs(plan), size));
    }
  }
  for (const page of pages) await page.context().close();
  const [detached, whole] = windows;
  const { median, range } = spread(whole, (us) => us.toFixed(3));
  return {
    what: `page, ${count} walking: ours where no buffer was ever detached`,
    value: `${median} µs a person and step; detached ${middle(detached).toFixed(3)} (${(middle(detached) / middle(whole)).toFixed(2)} x)`,
    range,
    check: `${PLANS[size].windows} windows each, two pages taking turns`,
  };
}
