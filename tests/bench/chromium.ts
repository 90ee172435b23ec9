/** A page of a bench, built for production by vite and served to headless Chromium. */
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { findChromium } from '../../src/cli/chromium.mjs';
import { launchChromium, NO_CHROMIUM } from '../chromium';
import type { BenchRow } from './table';

const root = resolve(import.meta.dirname, '../..');

export type Lab = {
  /** Names the row when Chromium is missing, and the folder below `out` that the build goes to. */
  readonly name: string;
  /** Folder of its index.html, from the project's root. */
  readonly folder: string;
  /** Sent with every file. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Builds and serves the page and hands over a browser and the address; without Chromium one row that says so. */
export async function benchInChromium(
  { name, folder, headers = {} }: Lab,
  rowsOf: (browser: Browser, url: string) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  if (!findChromium()) {
    process.stderr.write(`${name} skipped: ${NO_CHROMIUM}\n`);
    return [{ what: name, value: 'skipped', range: '', check: NO_CHROMIUM }];
  }
  const lab = {
    root: join(root, folder),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(root, 'out', name), emptyOutDir: true },
  } as const;
  await build(lab);
  const server = await preview({ ...lab, preview: { port: 0, host: '127.0.0.1', headers } });
  try {
    const url = server.resolvedUrls?.local[0];
    if (!url) throw new Error('the preview server gave no address');
    const browser = await launchChromium();
    try {
      return await rowsOf(browser, url);
    } finally {
      await browser.close();
    }
  } finally {
    await new Promise<void>((done) => server.httpServer.close(() => done()));
  }
}
