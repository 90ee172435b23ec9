/** The bottleneck report as JSON, CSV and text. Keys in docs/experiments.md. */
import type { Interval } from '../../experiment/interval';
import type { Report } from '../../experiment/report/report';
import type { Step } from '../../metrics/steps';
import { csv } from '../tables';
import { percent, verdictText } from './experimentReport';
import { number, signedInterval, table, withInterval } from './print';
import { jsonHead, type Session } from './session';

export type ReportFacts = { readonly scenario: string; readonly session: Session; readonly report: Report };

const STEP_TEXT: Readonly<Record<Step, string>> = {
  enter: 'from the door to the first stop',
  robotLine: 'in the line for the robot',
  robot: 'talking to the robot',
  led: 'led by the robot',
  deskLine: 'in the line for the enquiry desk',
  desk: 'at the enquiry desk',
  walkToKiosk: 'to the ticket machine',
  kioskLine: 'in the line for the ticket machine',
  kiosk: 'at the ticket machine',
  toSeat: 'with the ticket to a seat',
  waitForCall: 'waiting for the call',
  walkToWindow: 'to the window',
  service: 'at the window',
  leave: 'out of the door',
};

export function reportJson({ scenario, session, report }: ReportFacts) {
  const numbers = ({ mean, halfWidth, low, high, sd, n }: Interval) => ({ mean, halfWidth, low, high, sd, n });
  return {
    ...jsonHead('report', scenario, session, session.confidence),
    replications: report.replications,
    figures: Object.fromEntries(
      report.figures.map((figure) => [figure.kpi, { unit: figure.unit, ...numbers(figure) }]),
    ),
    steps: report.steps.map(({ step, mean, whoTookItMin, shareOfVisits, shareOfTime }) => ({
      step,
      meanMin: numbers(mean),
      whoTookItMin,
      shareOfVisits,
      shareOfTime,
    })),
    resources: report.resources,
    binding: report.resources[0]?.what ?? null,
    oneMore: report.oneMore.map(({ what, note, buys }) => ({
      what,
      note,
      buys:
        buys === null
          ? null
          : Object.fromEntries(
              buys.map((found) => [
                found.kpi,
                {
                  unit: found.unit,
                  ...numbers(found),
                  verdict: found.verdict,
                  replicationsToDecide: found.replicationsToDecide,
                },
              ]),
            ),
    })),
    curve: report.curve.map((point) => ({
      factor: point.factor,
      arrived: point.arrived,
      'mean(wait)': numbers(point.wait),
      'p90(wait)': numbers(point.p90),
      utilization: numbers(point.utilization),
    })),
    knee: report.knee,
    curveNote: report.curveNote,
    warnings: report.warnings,
  };
}

export function reportFiles({ report }: ReportFacts): Readonly<Record<string, string>> {
  return {
    'steps.csv': csv([
      ['step', 'mean_min', 'low', 'high', 'who_took_it_min', 'share_of_visits', 'share_of_time'],
      ...report.steps.map((row) => [
        row.step,
        row.mean.mean,
        row.mean.low,
        row.mean.high,
        row.whoTookItMin,
        row.shareOfVisits,
        row.shareOfTime,
      ]),
    ]),
    'one-more.csv': csv([
      ['what', 'note', 'figure', 'unit', 'difference', 'low', 'high', 'verdict'],
      ...report.oneMore.flatMap(({ what, note, buys }) =>
        (buys ?? []).map((found) => [
          what,
          note,
          found.kpi,
          found.unit,
          found.mean,
          found.low,
          found.high,
          found.verdict,
        ]),
      ),
    ]),
    'curve.csv': csv([
      ['demand_factor', 'arrived', 'wait_mean_min', 'low', 'high', 'wait_p90_min', 'utilization_percent'],
      ...report.curve.map((point) => [
        point.factor,
        point.arrived,
        point.wait.mean,
        point.wait.low,
        point.wait.high,
        point.p90.mean,
        point.utilization.mean,
      ]),
    ]),
  };
}

export function reportText({ scenario, session, report }: ReportFacts): string {
  const lines = [
    `${scenario}: ${report.replications} days (${session.options.resolution}), seeds from ${session.baseSeed}; mean +- half-width of the ${percent(session.confidence)} interval`,
    table(
      report.figures.map((figure) => [figure.kpi, withInterval(figure), figure.unit]),
      '  ',
    ),
    '',
    "where a visitor's day goes",
    table(
      [
        ['', 'min', 'of the time', 'who take it', 'min for them'],
        ...report.steps.map((row) => [
          STEP_TEXT[row.step],
          withInterval(row.mean),
          share(row.shareOfTime),
          share(row.shareOfVisits),
          number(row.whoTookItMin),
        ]),
      ],
      '  ',
    ),
    '',
    'what visitors wait for',
    table(
      [
        ['', 'servers', 'occupied', 'min waited', 'of all waiting'],
        ...report.resources
          .slice(0, 12)
          .map((row) => [
            row.what,
            String(Number(row.servers.toFixed(1))),
            share(row.occupancy),
            number(row.waitMin),
            share(row.shareOfWaiting),
          ]),
      ],
      '  ',
    ),
  ];
  const binding = report.resources[0];
  if (binding) lines.push(`  binding: ${binding.what} (${share(binding.shareOfWaiting)} of all waiting)`);
  lines.push('', 'what one more would buy (same days, paired)');
  for (const { what, note, buys } of report.oneMore) {
    if (buys === null) lines.push(`  +1 ${what}: ${note}`);
    else {
      lines.push(`  +1 ${what} (${note})`);
      for (const found of buys.slice(0, 3)) {
        const verdict = verdictText(found.verdict, found.n, found.replicationsToDecide);
        lines.push(`     ${found.kpi.padEnd(20)} ${signedInterval(found)} ${found.unit}  ${verdict}`);
      }
    }
  }
  lines.push('', 'capacity curve');
  if (report.curve.length === 0) lines.push(`  none: ${report.curveNote}`);
  else lines.push(curveText(report));
  for (const warning of report.warnings) lines.push('', `warning: ${warning.message}`);
  return `${lines.join('\n')}\n`;
}

function curveText({ curve, knee }: Report): string {
  const longest = Math.max(...curve.map((point) => point.wait.mean));
  const rows = curve.map((point) => [
    `${percent(point.factor)}${point.factor === 1 ? ' now' : ''}${point.factor === knee ? ' knee' : ''}`,
    number(point.arrived),
    `${withInterval(point.wait)} min`,
    `${number(point.p90.mean)} min`,
    `${number(point.utilization.mean)}%`,
    `|${'#'.repeat(Math.round((40 * point.wait.mean) / Math.max(longest, 1e-9))).padEnd(40)}`,
  ]);
  const text = table([['demand', 'visitors', 'mean(wait)', 'p90(wait)', 'utilization', ''], ...rows], '  ');
  const from = curve[0]?.factor ?? 0;
  const to = curve[curve.length - 1]?.factor ?? 0;
  const range = `between ${percent(from)} and ${percent(to)} of today's demand`;
  if (knee === null) return `${text}\n  no knee ${range}`;
  const side =
    knee > 1
      ? `${percent(knee - 1)} more visitors reach it`
      : knee < 1
        ? 'the hall is already past it'
        : 'the hall is at it';
  return `${text}\n  knee (farthest below the chord) at ${percent(knee)}, ${range}; ${side}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
