/** The hold-out check as a table: for people on a terminal and, as Markdown, for the docs. */
import { type HoldOut, PREDICTORS } from '../check/holdout';

const HEAD = ['hall', 'predictor', 'mean wait min', 'wait KS', 'wait W1 min', 'queue RMSE'];

/** Best value of a column of a hall in bold (Markdown) or with a star. */
export function holdOutTable(results: readonly HoldOut[], markdown: boolean): string[] {
  const rows: string[][] = [];
  for (const result of results) {
    const best = (of: (score: HoldOut['scores'][number]) => number): number =>
      result.scores.reduce((least, score) => (of(score) < least ? of(score) : least), Number.POSITIVE_INFINITY);
    const least = [best((s) => s.waitKs), best((s) => s.waitWassersteinMin), best((s) => s.queueRmse)];
    rows.push([result.id, 'observed', result.observed.meanWaitMin.toFixed(1), '', '', '']);
    for (const predictor of PREDICTORS) {
      const score = result.scores.find((entry) => entry.predictor === predictor);
      if (!score) continue;
      const cell = (value: number, k: number, digits: number): string => {
        if (!Number.isFinite(value)) return '-';
        const text = value.toFixed(digits);
        if (value > (least[k] as number)) return text;
        return markdown ? `**${text}**` : `${text}*`;
      };
      const mean = Number.isFinite(score.meanWaitMin) ? score.meanWaitMin.toFixed(1) : '-';
      rows.push([
        '',
        predictor,
        mean,
        cell(score.waitKs, 0, 3),
        cell(score.waitWassersteinMin, 1, 2),
        cell(score.queueRmse, 2, 1),
      ]);
    }
  }
  if (markdown) return [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const widths = HEAD.map((title, i) =>
    rows.reduce((most, row) => Math.max(most, (row[i] as string).length), title.length),
  );
  return [HEAD, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd(),
  );
}
