/** Runs of the suite -> docs/sil-results.md. */
import type { MissionRun } from '../../../src/sil/mission/result';
import type { Mission } from '../../../src/sil/mission/schema';
import { pair, tally } from '../../../src/sil/suite/tally';

export type Results = {
  readonly missions: readonly Mission[];
  readonly ours: readonly MissionRun[];
  readonly baselines: readonly { readonly name: string; readonly runs: readonly MissionRun[] }[];
  readonly rush: readonly MissionRun[];
};

const cell = (value: number, places: number): string => (Number.isFinite(value) ? value.toFixed(places) : '-');

export function resultsPage({ missions, ours, baselines, rush }: Results): string {
  const lines = missions
    .map((mission) =>
      tally(
        mission,
        ours.filter((run) => run.mission === mission.id),
      ),
    )
    .filter((line) => line.seeds > 0);
  const passed = lines.filter((line) => line.ok).length;
  const minutes = ours.reduce((sum, run) => sum + (Number.isFinite(run.timeS) ? run.timeS : 0), 0) / 60;
  const rows = lines.map(
    (line) =>
      `| ${line.ok ? '' : '**miss** '}${line.mission} | ${line.passed}/${line.seeds} | ${cell(line.timeS, 1)} | ${cell(line.spl, 2)} | ${cell(line.stl, 2)} | ${cell(line.caused, 2)} | ${cell(line.personGapMinM, 2)} | ${cell(100 * line.intrusion, 0)} | ${cell(line.freezeLongestS, 1)} | ${cell(line.jerkAvgMps3, 1)} | ${cell(line.disturbanceS, 2)}${line.disturbedPeople > 0 && line.disturbedPeople < line.seeds ? ` (${line.disturbedPeople} only)` : ''} |`,
  );
  const missed = lines
    .filter((line) => line.misses.length > 0)
    .map(
      (line) =>
        `- **${line.mission}** ${line.passed} of ${line.seeds}: ${line.misses.map(({ text, seeds }) => `${text} (${seeds.length} seeds)`).join('; ')}`,
    );
  return `# Results of the mission suite

Written by \`npm run sil:suite\`; what the columns mean is in [sil.md](sil.md). Rapier bodies, realistic sensors in the small worlds,
the default day's sensors in the full hall. Means over the seeds; least gap and longest freeze over all of them.

**${passed} of ${lines.length} missions pass** at their share (95% unless the file says otherwise), ${Math.max(0, ...lines.map((line) => line.seeds))} seeds each (issue's target: 20),
${ours.length} runs, ${minutes.toFixed(0)} simulated minutes. Run it again after every change of the brain: this page is a state, not a promise.

| mission | passed | time s | SPL | STL | caused collisions | least gap m | % of time within 0.5 m | longest freeze s | jerk m/s3 | people's delay s |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

## Misses

${missed.length > 0 ? missed.join('\n') : 'None.'}

## Rush hour

${rushText(ours, rush)}

## Against the baselines

The missions that only ask to drive somewhere, same seeds. B - A with its 95% interval (Student t over pairs); time, clearance, jerk,
irregularity, energy and people's delay only where both arrived.

${baselines.map(({ name, runs }) => comparison(name, runs, ours)).join('\n')}
`;
}

function rushText(ours: readonly MissionRun[], more: readonly MissionRun[]): string {
  const hours = [...ours.filter((run) => run.mission.startsWith('rush-hour') && run.outcome === 'done'), ...more];
  const of = (pick: (run: MissionRun) => number): number => hours.reduce((sum, run) => sum + pick(run), 0);
  const minutes = of((run) => run.timeS) / 60;
  const caused = of((run) => run.figures?.causedCollisions ?? 0);
  const all = of((run) => run.figures?.personCollisions ?? 0);
  const longest = hours.reduce((most, run) => Math.max(most, run.figures?.freezeLongestS ?? 0), 0);
  const leads = {
    started: of((run) => run.leads.started),
    arrived: of((run) => run.leads.arrived),
    lost: of((run) => run.leads.lost),
  };
  return `${minutes.toFixed(0)} simulated minutes of the busy hour (target 10,000): **${caused} collisions caused by the robot**, ${all} contacts with people in all,
longest freeze ${longest.toFixed(1)} s; ${leads.started} leads began, ${leads.arrived} arrived (those begun before the runs included), ${leads.lost} were lost.`;
}

function comparison(name: string, runs: readonly MissionRun[], ours: readonly MissionRun[]): string {
  if (runs.length === 0) return `### ${name}\n\nNot run.\n`;
  const { success, figures } = pair(runs, ours);
  const rows = figures.map(
    (row) =>
      `| ${row.figure} | ${row.n} | ${cell(row.first, 3)} | ${cell(row.second, 3)} | ${cell(row.difference, 3)} | ${cell(row.low, 3)} .. ${cell(row.high, 3)} | ${row.n === 0 ? '-' : row.verdict} |`,
  );
  return `### A = ${name}, B = guide-robot

${success.n} pairs: both passed ${success.both}, only A ${success.onlyFirst}, only B ${success.onlySecond}, neither ${success.neither}; McNemar exact p = ${success.p.toPrecision(2)}.

| figure | pairs | A | B | B - A | 95% interval | B is |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
