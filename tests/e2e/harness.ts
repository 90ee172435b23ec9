/** The built page in Chromium: serves `dist`, opens pages, collects what the page complains about. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { type PreviewServer, preview } from 'vite';
import { launchChromium } from '../chromium';

export const root = resolve(import.meta.dirname, '../..');
/** Screenshots are kept here for people to look at; git ignores the folder. */
export const shots = join(root, 'out/screenshots');

export type Bench = {
  readonly url: string;
  open(query: string, size?: { width: number; height: number }): Promise<{ page: Page; complaints: string[] }>;
  close(): Promise<void>;
};

export async function startBench(): Promise<Bench> {
  if (!existsSync(join(root, 'dist/index.html'))) {
    throw new Error('dist/index.html is missing: run "npm run build" first (npm test does it)');
  }
  mkdirSync(shots, { recursive: true });
  const server: PreviewServer = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the preview server gave no address');
  const browser = await launchChromium();
  return {
    url,
    async open(query, size = { width: 1280, height: 720 }) {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        reducedMotion: 'reduce',
        deviceScaleFactor: 1,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return;
        const text = message.text();
        // Known and harmless: three's own deprecation inside R3F 9, and the software renderer's notes on slow reads.
        if (/THREE\.Clock|GPU stall|GL Driver Message|swiftshader/i.test(text)) return;
        complaints.push(`${message.type()}: ${text}`);
      });
      await page.goto(`${url}?${query}`);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await new Promise<void>((done) => server.httpServer.close(() => done()));
    },
  };
}

/** Distinct colours (5 bits a channel) in a PNG: a blank picture has one or two. */
export function colours(png: Buffer): number {
  const { data } = PNG.sync.read(png);
  const seen = new Set<number>();
  for (let i = 0; i < data.length; i += 16) {
    seen.add(
      (((data[i] as number) >> 3) << 10) | (((data[i + 1] as number) >> 3) << 5) | ((data[i + 2] as number) >> 3),
    );
  }
  return seen.size;
}
