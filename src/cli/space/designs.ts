/**
 * Space measures of an experiment: those of the replications of each design, measured while they were run (measuring.ts), averaged,
 * written, and compared with the first design, map by map and figure by figure.
 */
import { join } from 'node:path';
import type { DesignResult } from '../../experiment/experiment';
import { interval, verdictOf } from '../../experiment/interval';
import type { HallLayout } from '../../kernel/layout';
import { csv } from '../../metrics/csv';
import { meanOfDays } from '../../metrics/space/accumulate';
import { LOS_SCHEMES } from '../../metrics/space/los';
import type { MapChoice } from '../../metrics/space/maps';
import { spaceJson } from '../../metrics/space/report';
import { minutesAt, type SpaceResult } from '../../metrics/space/result';
import { signedInterval, table, withInterval } from '../experiments/print';
import type { Session } from '../experiments/session';
import { writeOut } from '../files';
import { writeDifferences, writeSpace } from './files';
import type { SpaceRequest } from './options';

/** A figure of a day's space that is compared between designs. */
type Figure = { readonly id: string; readonly unit: string; readonly of: (day: SpaceResult) => number };

function figuresOf({ scheme, letter }: MapChoice): Figure[] {
  const top = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, value), 0);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return [
    { id: 'peakPersons', unit: 'persons', of: (day) => day.peakPersons },
    { id: 'densityMax', unit: '/m2', of: (day) => top(day.densityMax) },
    { id: `longest ${scheme} ${letter}`, unit: 'min', of: (day) => top(minutesAt(day, scheme, letter)) },
    {
      id: `area-minutes ${scheme} ${letter}`,
      unit: 'm2 min',
      of: (day) =>
        minutesAt(day, scheme, letter).reduce((total, minutes) => total + minutes, 0) * day.grid.cellM * day.grid.cellM,
    },
    { id: 'meanWay', unit: 'm', of: (day) => day.walks.wayM / Math.max(1, day.walks.walks) },
    { id: 'wayOverStraight', unit: '', of: (day) => day.walks.wayM / Math.max(1e-9, day.walks.straightM) },
    { id: 'contactsPeople', unit: 'encounters', of: (day) => sum(day.contacts.people) },
    { id: 'contactsRobots', unit: 'encounters', of: (day) => sum(day.contacts.robots) },
  ];
}

type Measured = { readonly layout: HallLayout; readonly days: readonly SpaceResult[]; readonly mean: SpaceResult };

async function measure(session: Session, result: DesignResult): Promise<Measured | null> {
  const { source } = result.design;
  const layout = await session.days.layoutOf(source, session.options);
  const seeds = result.days.map((day) => day.seed);
  const days: (SpaceResult | undefined)[] = seeds.map(() => undefined);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < seeds.length && !session.interrupted()) {
      const k = next++;
      days[k] = await session.days.spaceOf(source, session.options, seeds[k] as number);
    }
  };
  await Promise.all(Array.from({ length: session.workers }, worker));
  const done = days.filter((day) => day !== undefined);
  return done.length < seeds.length || done.length === 0 ? null : { layout, days: done, mean: meanOfDays(done) };
}

export async function measureDesigns(session: Session, results: readonly DesignResult[], request: SpaceRequest) {
  const figures = figuresOf(request.choice);
  const json: unknown[] = [];
  const rows: (string | number)[][] = [];
  const lines: string[] = [
    '',
    `space, ${LOS_SCHEMES[request.choice.scheme].nameEn}, level ${request.choice.letter} or worse`,
  ];
  let first: Measured | null = null;
  for (const [k, result] of results.entries()) {
    const measured = await measure(session, result);
    if (!measured) break;
    const reference = first;
    const estimates = figures.map((figure) => interval(measured.days.map(figure.of), session.confidence));
    const differences = figures.map((figure) =>
      reference
        ? interval(
            measured.days.flatMap((day, r) => {
              const other = reference.days[r];
              return other ? [figure.of(day) - figure.of(other)] : [];
            }),
            session.confidence,
          )
        : null,
    );
    lines.push(
      `  ${result.design.label}`,
      table(
        figures.map((figure, i) => {
          const change = differences[i];
          return [
            figure.id,
            withInterval(estimates[i]!),
            figure.unit,
            change ? `  ${signedInterval(change)}  ${verdictOf(change, null)}` : '',
          ];
        }),
        '    ',
      ),
    );
    figures.forEach((figure, i) => {
      const e = estimates[i]!;
      const d = differences[i];
      rows.push([
        result.design.label,
        figure.id,
        figure.unit,
        e.n,
        e.mean,
        e.low,
        e.high,
        d?.mean ?? Number.NaN,
        d?.low ?? Number.NaN,
        d?.high ?? Number.NaN,
        d ? verdictOf(d, null) : '',
      ]);
    });
    json.push({
      label: result.design.label,
      figures: Object.fromEntries(figures.map((figure, i) => [figure.id, { unit: figure.unit, ...estimates[i] }])),
      differences: Object.fromEntries(
        figures.flatMap((figure, i) => {
          const change = differences[i];
          return change ? [[figure.id, { ...change, verdict: verdictOf(change, null) }]] : [];
        }),
      ),
      ...spaceJson(measured.mean, measured.layout, request.choice),
    });
    if (session.out !== undefined)
      writeDesign(session.out, k, result.design.label, measured, reference, request.choice);
    first ??= measured;
  }
  if (session.out !== undefined) {
    const header = 'design,figure,unit,replications,mean,low,high,difference,difference_low,difference_high,verdict';
    writeOut(session.out, 'space-figures.csv', csv([header.split(','), ...rows]));
    process.stderr.write(`wrote space-figures.csv and the maps of each design to ${join(session.out, 'space')}\n`);
  }
  if (session.days.again > 0)
    process.stderr.write(`${session.days.again} days were known from earlier and run again for their space\n`);
  return { json, report: `${lines.join('\n')}\n` };
}

function writeDesign(
  out: string,
  k: number,
  label: string,
  measured: Measured,
  reference: Measured | null,
  choice: MapChoice,
): void {
  const folder = join(out, 'space', `design-${k + 1}`);
  const subtitle = `${label.slice(0, 60)}, ${measured.mean.days} days`;
  writeSpace(folder, measured.layout, measured.mean, choice, subtitle);
  if (!reference) return;
  if (
    reference.mean.grid.columns !== measured.mean.grid.columns ||
    reference.mean.grid.rows !== measured.mean.grid.rows
  ) {
    process.stderr.write(`design ${k + 1} has another floor than design 1: no difference maps\n`);
    return;
  }
  writeDifferences(folder, measured.layout, reference.mean, measured.mean, choice, `${subtitle} minus design 1`);
}
