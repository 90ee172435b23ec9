/** Tables of the bench for people. */
import type { MissionLine, Paired, PairedSuccess } from '../../sil/suite/tally';
import { table } from '../experiments/print';

function figure(value: number, places: number): string {
  return Number.isFinite(value) ? value.toFixed(places) : '-';
}

export function suiteTable(lines: readonly MissionLine[]): string {
  const head = [
    'mission',
    'passed',
    'time s',
    'SPL',
    'STL',
    'caused',
    'least gap m',
    '<0.5 m',
    'freeze s',
    'jerk',
    "people's delay s",
  ];
  const rows = lines.map((line) => [
    `${line.ok ? ' ' : '!'} ${line.mission}`,
    `${line.passed}/${line.seeds}`,
    figure(line.timeS, 1),
    figure(line.spl, 2),
    figure(line.stl, 2),
    figure(line.caused, 2),
    figure(line.personGapMinM, 2),
    Number.isFinite(line.intrusion) ? `${(100 * line.intrusion).toFixed(0)}%` : '-',
    figure(line.freezeLongestS, 1),
    figure(line.jerkAvgMps3, 1),
    figure(line.disturbanceS, 2),
  ]);
  return table([head, ...rows]);
}

/** Why the missions that did not pass did not. */
export function missList(lines: readonly MissionLine[]): string {
  return lines
    .filter((line) => line.misses.length > 0)
    .map((line) => {
      const misses = line.misses.map(({ text, seeds }) => {
        const shown = seeds.length > 6 ? `${seeds.slice(0, 6).join(' ')} ...` : seeds.join(' ');
        return `    ${seeds.length}x ${text} (seed ${shown})`;
      });
      return `  ${line.mission}: ${line.passed} of ${line.seeds}\n${misses.join('\n')}`;
    })
    .join('\n');
}

export function pairedTable(success: PairedSuccess, figures: readonly Paired[]): string {
  const rows = figures.map((row) => [
    row.figure,
    String(row.n),
    figure(row.first, 3),
    figure(row.second, 3),
    row.n === 0 ? '-' : `${row.difference >= 0 ? '+' : ''}${figure(row.difference, 3)}`,
    row.n < 2 ? '-' : `${figure(row.low, 3)} .. ${figure(row.high, 3)}`,
    row.n === 0 ? '-' : row.verdict,
  ]);
  return [
    `missions passed, pairs: ${success.n}; both ${success.both}, only A ${success.onlyFirst}, only B ${success.onlySecond}, neither ${success.neither}; McNemar exact p = ${success.p.toPrecision(3)}`,
    '',
    table([['figure', 'pairs', 'A', 'B', 'B - A', '95% interval', 'B is'], ...rows]),
  ].join('\n');
}
