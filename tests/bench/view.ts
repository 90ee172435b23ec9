/**
 * The picture's cost in the browser: script time of a frame and draw calls at 500 and 2,000 people, from the view lab built
 * for production, in headless Chromium. "Update" is the work of our own code on people, robots, boards and camera; "all
 * script" adds three's draw commands. Chromium without a graphics card draws in software inside those commands, so here
 * "all script" measures the machine more than us, and pictures a second say nothing.
 */
import type { Page } from 'playwright-core';
import { benchInChromium } from './chromium';
import { type BenchRow, type BenchSize, spread } from './table';

/** Small, because here the processor fills the pixels; script time does not depend on them. */
const SIZE = { width: 480, height: 270 };

/** A round ends after so many pictures or so much time. */
const PLANS = {
  full: { people: [500, 2000], pictures: 12, rounds: 3, budgetMs: 30_000 },
  tiny: { people: [20], pictures: 2, rounds: 1, budgetMs: 30_000 },
} as const;

export function benchView(size: BenchSize): Promise<BenchRow[]> {
  return benchInChromium({ name: 'view', folder: 'tests/e2e/view-lab' }, async (browser, url) => {
    const plan = PLANS[size];
    const rows: BenchRow[] = [];
    for (const people of plan.people) {
      const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 1 });
      await page.goto(`${url}?people=${people}&quality=high&camera=orbit`);
      rows.push(...(await measure(page, people, plan)));
      await page.close();
    }
    return rows;
  });
}

type Picture = {
  readonly updateMs: number;
  readonly jsMs: number;
  readonly drawCalls: number;
  readonly triangles: number;
};

async function measure(
  page: Page,
  people: number,
  plan: { readonly pictures: number; readonly rounds: number; readonly budgetMs: number },
): Promise<BenchRow[]> {
  // The first pictures load textures and compile shaders.
  await page.waitForFunction(
    (pictures) => {
      const view = document.querySelector<HTMLElement>('[data-pictures]');
      return Number(view?.dataset.pictures) >= pictures;
    },
    3,
    { timeout: 180_000 },
  );
  const update: number[] = [];
  const script: number[] = [];
  let last: Picture | undefined;
  for (let round = 0; round < plan.rounds; round++) {
    const pictures = await page.evaluate(collectPictures, { wanted: plan.pictures, budgetMs: plan.budgetMs });
    last = pictures[pictures.length - 1];
    update.push(pictures.reduce((sum, picture) => sum + picture.updateMs, 0) / pictures.length);
    script.push(pictures.reduce((sum, picture) => sum + picture.jsMs, 0) / pictures.length);
  }
  const updateMs = spread(update, (ms) => ms.toFixed(2));
  const scriptMs = spread(script, (ms) => ms.toFixed(2));
  const check = `${last?.drawCalls} draw calls, ${Math.round((last?.triangles ?? 0) / 1000)} k triangles, ${update.length} rounds of up to ${plan.pictures} pictures`;
  return [
    { what: `view, ${people} people, update of a frame`, value: `${updateMs.median} ms`, range: updateMs.range, check },
    {
      what: '- all script of a frame, draw commands in software',
      value: `${scriptMs.median} ms`,
      range: scriptMs.range,
      check: 'no graphics card: the draw commands do the drawing',
    },
  ];
}

/** Runs in the page: the figures of the next pictures, as the view writes them to its element. */
function collectPictures({ wanted, budgetMs }: { wanted: number; budgetMs: number }): Promise<Picture[]> {
  return new Promise((done) => {
    const view = document.querySelector<HTMLElement>('[data-pictures]') as HTMLElement;
    const pictures: Picture[] = [];
    const untilMs = performance.now() + budgetMs;
    const observer = new MutationObserver(() => {
      const { lastUpdateMs, lastJsMs, drawCalls, triangles } = view.dataset;
      pictures.push({
        updateMs: Number(lastUpdateMs),
        jsMs: Number(lastJsMs),
        drawCalls: Number(drawCalls),
        triangles: Number(triangles),
      });
      if (pictures.length < wanted && performance.now() < untilMs) return;
      observer.disconnect();
      done(pictures);
    });
    observer.observe(view, { attributes: true, attributeFilter: ['data-pictures'] });
  });
}
