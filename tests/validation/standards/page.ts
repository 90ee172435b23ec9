/** Where docs/crowd-validation.md is and its two parts: the cases, and the hundred days. Each is written by its own script. */
import { resolve } from 'node:path';

export const PAGE = resolve(import.meta.dirname, '../../../docs/crowd-validation.md');
export const DAYS_HEADING = '## A hundred days of every scenario';

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
