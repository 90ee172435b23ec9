/** Where Chromium or Chrome is: CHROMIUM_PATH, else the usual places. */
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The executable's path; undefined if there is none. */
export function findChromium() {
  return PLACES.find((path) => path && existsSync(path));
}
