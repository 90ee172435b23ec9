/** Tables for people: columns lined up, numbers with as many digits as they are known to. */
import type { Interval } from '../../experiment/interval';

/** Width on screen: Chinese characters take two columns. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) as number) > 0x2e7f ? 2 : 1;
  return columns;
}

/** First column to the left, the others to the right; two spaces between. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, width(cell));
    });
  return rows
    .map((row) => {
      const cells = row.map((cell, i) => {
        const fill = ' '.repeat((widths[i] as number) - width(cell));
        return i === 0 ? cell + fill : fill + cell;
      });
      return `${indent}${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}

/** Digits behind the point so that `scale` shows three figures. */
function digits(scale: number): number {
  if (!(scale > 0) || !Number.isFinite(scale)) return 2;
  return Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(scale))));
}

export function number(value: number, scale = Math.abs(value)): string {
  return Number.isNaN(value) ? 'none' : value.toFixed(digits(scale));
}

export function withInterval({ mean, halfWidth }: Interval): string {
  if (Number.isNaN(mean)) return 'none';
  const places = digits(Math.max(Math.abs(mean), Number.isFinite(halfWidth) ? halfWidth : 0));
  return `${mean.toFixed(places)} +- ${Number.isFinite(halfWidth) ? halfWidth.toFixed(places) : '?'}`;
}

export function signedInterval(found: Interval): string {
  const text = withInterval(found);
  return found.mean > 0 ? `+${text}` : text;
}
