/** An experiment as text: one design in full, several as a table, differences with verdicts, warnings. */
import type { Interval } from '../../experiment/interval';
import type { ExperimentFacts } from './experimentFiles';
import { number, signedInterval, table, withInterval } from './print';

/** Designs in one table; more are left to the CSV. */
const ROWS_MAX = 60;
const COLUMNS_MAX = 5;

export function experimentReport(facts: ExperimentFacts): string {
  const { results, kpis, confidence } = facts;
  const counts = [...new Set(results.map((result) => result.days.length))].sort((a, b) => a - b);
  const runs = counts.length === 1 ? `${counts[0]}` : `${counts[0]} to ${counts[counts.length - 1]}`;
  const lines = [
    `${facts.scenario}: ${results.length === 1 ? '' : `${results.length} designs, `}${runs} replications (${facts.resolution}), seeds from ${facts.baseSeed}; mean +- half-width of the ${percent(confidence)} interval`,
  ];
  if (facts.interrupted)
    lines.push('interrupted: these are the replications that were finished; the same command goes on from here');
  if (results.length === 1) {
    const rows = (results[0]?.estimates ?? []).map((e) => [e.kpi, withInterval(e), e.unit]);
    lines.push(table(rows, '  '));
    const perVisitor = (results[0]?.perVisitor ?? []).map((e) => [e.kpi, rangeOf(e), e.unit]);
    if (perVisitor.length > 0) {
      lines.push(
        '',
        `over all ${results[0]?.perVisitor[0]?.visitors} visitors of these days, busy days counting for more`,
      );
      lines.push(table(perVisitor, '  '));
    }
  } else {
    for (let from = 0; from < kpis.length; from += COLUMNS_MAX) {
      const part = kpis.slice(from, from + COLUMNS_MAX);
      const head = ['', ...part.map((kpi) => `${kpi.id} ${kpi.unit}`)];
      const rows = results
        .slice(0, ROWS_MAX)
        .map((result) => [result.design.label, ...part.map((_, k) => withInterval(result.estimates[from + k]!))]);
      lines.push('', table([head, ...rows], '  '));
    }
    if (results.length > ROWS_MAX)
      lines.push(`  ... ${results.length - ROWS_MAX} more designs: see designs.csv (--out)`);
    lines.push('', `difference to ${results[0]?.design.label}, same seeds (common random numbers)`);
    for (const result of results.slice(1, ROWS_MAX)) {
      lines.push(`  ${result.design.label}`);
      const rows = result.differences.map((d) => [
        d.kpi,
        signedInterval(d),
        d.unit,
        verdictText(d.verdict, d.n, d.replicationsToDecide),
      ]);
      lines.push(
        table(
          rows.map(([kpi = '', value = '', unit = '', verdict = '']) => [kpi, value, unit, '  '.concat(verdict)]),
          '    ',
        ),
      );
    }
  }
  if (results.length > 1 && results.some((result) => result.perVisitor.length > 0)) {
    lines.push('', 'over all visitors of these days, busy days counting for more');
    for (const result of results.slice(0, ROWS_MAX)) {
      const rows = result.perVisitor.map((e) => {
        const change = result.perVisitorDifferences.find((found) => found.kpi === e.kpi);
        return [e.kpi, rangeOf(e), e.unit, change ? `  ${signedInterval(change)}  ${change.verdict}` : ''];
      });
      lines.push(`  ${result.design.label}`, table(rows, '    '));
    }
  }
  const warned = results.filter((result) => result.warnings.length > 0);
  if (warned.length > 0) lines.push('');
  for (const result of warned.slice(0, ROWS_MAX)) {
    for (const warning of result.warnings) {
      lines.push(`warning${results.length === 1 ? '' : ` (${result.design.label})`}: ${warning.message}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Percentiles have lopsided intervals: both ends are shown. */
function rangeOf(found: Interval): string {
  return `${number(found.mean)} (${number(Math.max(0, found.low))} to ${number(found.high)})`;
}

export function verdictText(verdict: string, n: number, needed: number | null): string {
  if (verdict !== 'undecided') return verdict;
  if (needed === null) return `undecided at ${n} replications`;
  return `undecided at ${n} replications; about ${needed} would decide`;
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}
