/** Headless Chromium for benches: where it is, its flags, and a page of the bench built for production by vite and served to it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build, preview } from 'vite';
import type { BenchRow } from './table';

const root = resolve(import.meta.dirname, '../..');

const CHROMIUM_PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** As in tests/e2e/harness.ts. */
const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

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
  const executablePath = CHROMIUM_PLACES.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) {
    const check = 'Chromium was not found; install it or set CHROMIUM_PATH';
    process.stderr.write(`${name} skipped: ${check}\n`);
    return [{ what: name, value: 'skipped', range: '', check }];
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
    const browser = await chromium.launch({ executablePath, args: FLAGS, headless: true });
    try {
      return await rowsOf(browser, url);
    } finally {
      await browser.close();
    }
  } finally {
    await new Promise<void>((done) => server.httpServer.close(() => done()));
  }
}
