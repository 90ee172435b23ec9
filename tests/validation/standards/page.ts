/** Where docs/crowd-validation.md is and its two parts: the cases, and the days. Each is written by its own script. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export const PAGE = join(root, 'docs/crowd-validation.md');
export const DAYS_HEADING = '## Whole days of every scenario';

/** The part on days, from its heading to the end; a note if it was never written. */
export function daysPart(page: string): string {
  const at = page.indexOf(DAYS_HEADING);
  return at < 0 ? `${DAYS_HEADING}\n\nNot run yet: \`npm run validate:days\`.\n` : page.slice(at);
}

/** The page with another part on days. */
export function withDays(page: string, days: string): string {
  const at = page.indexOf(DAYS_HEADING);
  return (at < 0 ? `${page.trimEnd()}\n\n` : page.slice(0, at)) + days;
}

/** First 8 hex digits of a hash over the sources that decide how people walk: says whether the page shows this model. */
export function crowdSource(): string {
  const hash = createHash('sha256');
  for (const folder of ['src/kernel/crowd', 'src/kernel/routing', 'src/kernel/geometry']) {
    for (const name of (readdirSync(join(root, folder), { recursive: true }) as string[]).sort()) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 8);
}
