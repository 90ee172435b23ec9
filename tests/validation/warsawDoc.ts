/** docs/calibration-warsaw.md from the results. */
import { type HoldOut, PREDICTOR_TEXT, PREDICTORS } from '../../src/experiment/calibration/check/holdout';
import { holdOutTable } from '../../src/experiment/calibration/write/holdOutTable';

export function warsawDoc(
  offices: readonly { readonly result: HoldOut; readonly windows: number }[],
  runs: number,
): string {
  const results = offices.map((office) => office.result);
  const wins = (of: (score: HoldOut['scores'][number]) => number) =>
    PREDICTORS.map((predictor) => {
      const won = results.filter((result) => {
        const own = result.scores.find((score) => score.predictor === predictor);
        return own !== undefined && result.scores.every((score) => !(of(score) < of(own)));
      }).length;
      return `${predictor} ${won}`;
    }).join(', ');
  const against = (other: string, of: (score: HoldOut['scores'][number]) => number): number =>
    results.filter((result) => {
      const twin = result.scores.find((score) => score.predictor === 'twin');
      const simple = result.scores.find((score) => score.predictor === other);
      return twin !== undefined && simple !== undefined && of(twin) < of(simple);
    }).length;
  const rows = ['fitMean', 'sameWeekday', 'yesterday', 'erlangC'].map(
    (other) =>
      `| ${other} | ${against(other, (s) => s.waitKs)} | ${against(other, (s) => s.waitWassersteinMin)} | ${against(other, (s) => s.queueRmse)} |`,
  );
  const tickets = results.reduce((sum, result) => sum + result.observed.tickets, 0);
  const overloaded = results.reduce((sum, result) => sum + result.erlangOverloaded, 0);
  const hours = results.reduce((sum, result) => sum + result.erlangHours, 0);
  const overestimates = results.filter((result) => {
    const twin = result.scores.find((score) => score.predictor === 'twin');
    return (twin?.meanWaitMin ?? 0) > result.observed.meanWaitMin;
  }).length;
  return `# Ten Warsaw offices: fitted on some days, predicted on others

Generated from the data by \`tests/validation/warsaw.test.ts\` (\`UPDATE_DOCS=1 npx vitest run --project node tests/validation/warsaw\`).
Source of the records: queue boards of the City of Warsaw (open data), collected every five minutes by HaZdula/kolejkeR (MIT).

- Fitted: ${results[0]?.fitDays.join(', ')}. Monday the 13th has longer hours and is left out.
- Predicted: ${results[0]?.predictDays.join(', ')}; ${tickets} called tickets in the ten offices.
- A board shows neither tickets nor services. Tickets taken = called number + waiting; waits = distance of the two curves,
  first come first served. Mean service times are those that explain the mean wait of the days fitted; the spread (CV 0.465) is assumed.
- The twin is the written scenario in its made hall, ${runs} random days (fitted day and interval factors), looked at every
  five minutes like the board.

Predictors:

${PREDICTORS.map((name) => `- **${name}**: ${PREDICTOR_TEXT[name]}`).join('\n')}

Wait KS: largest gap of the distribution functions of all waits. Wait W1: Wasserstein distance, minutes. Queue RMSE: error of the
mean number waiting in the office, by hour and day, persons. Bold: best of the office.

${holdOutTable(results, true).join('\n')}

## In short

Offices in which the twin is nearer to the truth than the simple predictor, of ${results.length}:

| against | wait KS | wait W1 | queue RMSE |
| --- | --- | --- | --- |
${rows.join('\n')}

Best of all five, offices: wait KS ${wins((s) => s.waitKs)}; wait W1 ${wins((s) => s.waitWassersteinMin)}; queue RMSE ${wins((s) => s.queueRmse)}.

## Misses, and why

- For the next ordinary day an average of recorded days is hard to beat, and yesterday harder. The twin is not made for that:
  it answers what no record holds (other windows, other demand), and the table says how far its starting point is off.
- The twin waits longer than the days predicted in ${overestimates} of ${results.length} offices. The days fitted were busier (fitMean waits longer too), and random
  days of a strained queue have a long tail: its mean lies above the seven days it was fitted to.
- Toward closing the real queues melt faster than the model's: tickets of people who left are skipped in seconds, clerks
  hurry, counters are turned to where people wait. The calendar adds counters where the calls say so (at most two); the rest stays.
- Counters are shared between queues; the board shows them under each. Windows and services are effective values of separate queues.
- Erlang C has no answer in ${overloaded} of ${hours} queue hours (load 1 or more; computed at 0.98): a real day lives in those hours.
- Queues of one letter with one number series are told apart by their readings; numbers called between two looks go to the
  queue that shows the next one.
`;
}
