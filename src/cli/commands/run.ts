/** hall-twin run: one day, headless. */
import { Hall } from '../../kernel/hall';
import { spaceJson } from '../../metrics/space/report';
import type { SpaceResult } from '../../metrics/space/result';
import type { RunSummary } from '../../metrics/summary';
import { loadSpec } from '../../runtime/loadSpec';
import { runHall, summaryOf } from '../../runtime/run';
import { SpaceFeed } from '../../runtime/spaceFeed';
import { minuteOf } from '../../scenario/schema/units';
import { clockTime, oneOf, parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, prepareOut, readScenario, writeOut } from '../files';
import { ruleLines } from '../ruleLines';
import { writeSpace, writeTracks } from '../space/files';
import { SPACE_ARGUMENTS, type SpaceRequest, spaceOptions, spaceRequest } from '../space/options';
import { spaceReport } from '../space/text';
import { eventLines, visitTable, windowTable } from '../tables';

export async function runCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, {
    seed: { type: 'string' },
    resolution: { type: 'string' },
    until: { type: 'string' },
    out: { type: 'string' },
    bodies: { type: 'string' },
    'no-robots': { type: 'boolean' },
    json: { type: 'boolean' },
    'track-fps': { type: 'string' },
    ...SPACE_ARGUMENTS,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError(`takes exactly one scenario file, got ${positionals.length}`);
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const seed = text('seed');
  const resolution = text('resolution');
  const until = text('until');
  const bodies = text('bodies');
  const options = {
    ...(seed === undefined ? {} : { seed: wholeNumber('seed', seed) }),
    ...(resolution === undefined ? {} : { resolution: oneOf('resolution', resolution, ['meso', 'micro']) }),
    ...(bodies === undefined ? {} : { bodies: oneOf('bodies', bodies, ['rapier', 'kinematic']) }),
    withoutRobots: values['no-robots'] === true,
  };
  const space = readSpace(values);
  const untilS = until === undefined ? undefined : clockTime('until', until);

  const read = readScenario(file);
  if (!read.ok) return invalid(read.problems.map(formatProblem));
  const loaded = await loadSpec(read.source, options);
  if (!loaded.ok) return invalid(loaded.problems.map(formatProblem));
  for (const warning of loaded.warnings) process.stderr.write(`${formatProblem(warning)}\n`);

  const hall = new Hall(loaded.spec, null);
  if (untilS !== undefined && untilS <= hall.startS) {
    throw new UsageError(`--until must be after opening (${minuteOf(hall.startS)}), got ${until}`);
  }
  if (space && !hall.crowd) {
    throw new UsageError('--space needs walking people: add --resolution micro (theory scenarios have no bodies)');
  }
  const feed = space ? new SpaceFeed(hall, spaceOptions(space, hall.spec.layout)) : null;
  const out = text('out');
  if (out !== undefined) prepareOut(out);
  const wallS = runHall(hall, {
    ...(untilS === undefined ? {} : { untilS }),
    onProgress: (timeS) => progress(timeS, hall),
    ...(feed ? { probe: feed.probe } : {}),
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  const summary = summaryOf(hall, wallS);
  const measured = feed?.result();
  const measures = measured && space ? spaceJson(measured, hall.spec.layout, space.choice) : null;
  if (out !== undefined) {
    writeOut(out, 'summary.json', `${JSON.stringify(summary, null, 2)}\n`);
    writeOut(out, 'events.jsonl', eventLines(hall));
    writeOut(out, 'visits.csv', visitTable(hall));
    writeOut(out, 'windows.csv', windowTable(summary));
    const more = feed && measured && space ? writeMeasures(out, hall, feed, measured, space) : [];
    const names = ['summary.json', 'events.jsonl', 'visits.csv', 'windows.csv', ...more];
    process.stderr.write(`wrote ${names.join(', ')} to ${out}\n`);
  }
  const result = measures ? { ...summary, space: measures } : summary;
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify(result)}\n`
      : report(summary) + (measures && space ? `${spaceReport(measures, space.choice).join('\n')}\n` : ''),
  );
  return Exit.ok;
}

function readSpace(values: Readonly<Record<string, unknown>>): SpaceRequest | null {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const lines = Array.isArray(values.line) ? values.line.map(String) : [];
  if (values.space !== true) {
    const lone = ['los', 'los-letter', 'line', 'track-fps'].find((name) => values[name] !== undefined);
    if (lone !== undefined) throw new UsageError(`--${lone} belongs to --space, which was not given`);
    return null;
  }
  return spaceRequest({ los: text('los'), letter: text('los-letter'), lines, trackFps: text('track-fps') });
}

/** All files of the space measures into the folder; their names. */
function writeMeasures(out: string, hall: Hall, feed: SpaceFeed, measured: SpaceResult, space: SpaceRequest): string[] {
  const { spec } = hall;
  const subtitle = `${spec.id}, seed ${spec.seed}, ${minuteOf(measured.fromS)} - ${minuteOf(measured.toS)}`;
  const names = writeSpace(out, spec.layout, measured, space.choice, subtitle);
  const { tracks } = feed.meter;
  if (!tracks) return names;
  if (tracks.full)
    process.stderr.write('trajectories.txt is cut: the day has more rows than are kept; lower --track-fps\n');
  const run = { scenario: spec.id, seed: spec.seed, startS: measured.fromS };
  return [...names, ...writeTracks(out, spec.layout, tracks, run)];
}

function invalid(lines: readonly string[]): Exit {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.stderr.write(`${lines.length} problem${lines.length === 1 ? '' : 's'}; nothing was run\n`);
  return Exit.invalidInput;
}

/** A line that changes on a terminal; elsewhere (a log) one line an hour of hall time. */
function progress(timeS: number, hall: Hall): void {
  const { isTTY } = process.stderr;
  if (!isTTY && Math.round(timeS / 60) % 60 !== 0) return;
  const line = `${minuteOf(timeS)}  arrived ${hall.counts.arrived}  served ${hall.counts.served}  inside ${hall.citizens.inside}`;
  process.stderr.write(isTTY ? `\r${line}   ` : `${line}\n`);
}

/** The summary for a reader. */
function report(summary: RunSummary): string {
  const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;
  const { citizens, waitS } = summary;
  const lines = [
    `${summary.scenario}  seed ${summary.seed}  ${summary.resolution}  hash ${summary.hash}`,
    `${(summary.simulatedS / 3600).toFixed(2)} h of hall time in ${summary.wallS.toFixed(2)} s (${Math.round(summary.simulatedS / Math.max(summary.wallS, 1e-9))} x real time)`,
    `visitors   arrived ${citizens.arrived}, served ${citizens.served}, left unserved ${citizens.leftUnserved}, inside ${citizens.inside}`,
    `wait       mean ${minutes(waitS.mean)}, median ${minutes(waitS.p50)}, 90% ${minutes(waitS.p90)}, 95% ${minutes(waitS.p95)}, longest ${minutes(waitS.max)}`,
    `service    mean ${minutes(summary.serviceS.mean)};  time in hall  mean ${minutes(summary.timeInSystemS.mean)}, 90% ${minutes(summary.timeInSystemS.p90)}`,
    `windows    ${summary.windows.filter((w) => w.utilization > 0).length} used, mean utilization ${(100 * summary.utilizationMean).toFixed(1)}% (service time / staffed time)`,
  ];
  for (const robot of summary.robots) {
    lines.push(
      `robot ${robot.id}  asked ${robot.asked}, answered ${robot.answered}, led ${robot.ledArrived} of ${robot.ledStarted}, drove ${Math.round(robot.distanceM)} m, ` +
        `charge ${Math.round(100 * robot.chargeRatioMin)}% lowest, ${Math.round(100 * robot.chargeRatioEnd)}% at the end, charged ${robot.charges} times, contacts ${robot.collisions}`,
    );
  }
  if (summary.wayfinding) {
    const way = summary.wayfinding;
    lines.push(
      `way        ${way.calls} came to a window, ${way.sought} did not know the way: ${way.extraSoughtS.toFixed(1)} s beyond the straight walk, ${(100 * way.wrongShare).toFixed(0)}% of all with a wrong turn, ${way.wrongTurns.toFixed(2)} wrong turns a call`,
    );
  }
  if (summary.fetchHelp) {
    const { fetched, helped, led, nobody, left, brokenOff, untilHelpMeanS, untilHelpMaxS } = summary.fetchHelp;
    lines.push(
      `help       fetched for ${fetched} guests: a clerk helped ${helped} (after ${untilHelpMeanS.toFixed(0)} s, at most ${untilHelpMaxS.toFixed(0)} s), ${led} led to the desk, ${nobody} in vain, ${left} did not wait, ${brokenOff} broken off`,
    );
  }
  if (summary.people) {
    const { rests, restedOnCall, callToServiceRestedS, callToServiceS, looks, blocks, madeWay } = summary.people;
    lines.push(
      `people     ${rests} rests on the way, ${restedOnCall} of them after a call (call to service ${callToServiceRestedS.toFixed(1)} s, others ${callToServiceS.toFixed(1)} s); ${looks} looked at a robot, ${blocks} stepped into its way, ${madeWay} made way`,
    );
  }
  if (summary.rules) lines.push(...ruleLines(summary.rules));
  for (const problem of summary.problems) lines.push(`problem    ${problem}`);
  return `${lines.join('\n')}\n`;
}
