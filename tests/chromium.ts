/** Headless Chromium as browser tests and benches start it: it draws in software, and asks the network for nothing. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../src/cli/chromium.mjs';

export const NO_CHROMIUM = 'Chromium was not found; install it or set CHROMIUM_PATH';

const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** @throws Error if there is no Chromium */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}
