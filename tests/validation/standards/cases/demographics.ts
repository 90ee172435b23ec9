/** People walk at the speeds they were given, whatever the distribution. */
import { defineCase, type Lab } from '../case';
import { falling, least, list, mean, most, sd } from '../figures';
import { corridor, eastward } from '../plan';

/** 25 lanes of 1.5 m, 100 m between the lines: everybody walks free. */
const LANES = 25;
const FIELD = corridor(110, 1.5 * LANES, { start: eastward(5), end: eastward(105) });

/** Speeds between x = 5 and 105 m of people with these free speeds, each in a lane of its own, m/s. */
function walkedMps(lab: Lab, speeds: readonly number[]): number[] {
  const walked: number[] = [];
  for (let from = 0; from < speeds.length; from += LANES) {
    const world = lab.world(FIELD);
    const rows = world.add(
      speeds.slice(from, from + LANES).map((speedMps, lane) => ({ xM: 1, yM: 1.5 * (lane + 0.5), speedMps })),
    );
    world.run(400);
    const first = world.line('start');
    const second = world.line('end');
    for (const row of rows) walked.push(100 / (second.timeOf(row) - first.timeOf(row)));
  }
  return walked;
}

/** Age, number of people, range of speeds: RiMEA's table after Weidmann (1992). */
const AGES = [
  [20, 10, 1.6, 1.64],
  [30, 10, 1.52, 1.56],
  [40, 10, 1.46, 1.5],
  [50, 10, 1.39, 1.43],
  [60, 5, 1.27, 1.27],
  [70, 5, 1.07, 1.07],
] as const;

export const rimea7 = defineCase({
  of: [{ standard: 'RiMEA', number: '7' }],
  title: 'Speeds by age',
  means: 'A population given by ages walks like that population.',
  setUp:
    '50 adults of 20 to 70 years (10, 10, 10, 10, 5, 5), speeds drawn within the range of the age, 100 m each, nobody in the way.',
  target: 'each within 0.03 m/s of the range of its age; means fall with age',
  seeds: { check: 1, full: 5 },
  run(lab) {
    const speeds = AGES.flatMap(([, count, low, high]) =>
      Array.from({ length: count }, () => lab.random.uniformBetween(low, high)),
    );
    const walked = walkedMps(lab, speeds);
    let next = 0;
    return AGES.map(([, count, low, high]) => {
      const own = walked.slice(next, next + count);
      next += count;
      return { mean: mean(own), off: Math.max(low - least(own), most(own) - high) };
    });
  },
  judge: (runs) => {
    const means = AGES.map((_, age) => mean(runs.map((run) => (run[age] as { mean: number }).mean)));
    const off = Math.max(...runs.flat().map((age) => age.off));
    return {
      figure: `${list(means, 3)} m/s by age; at most ${Math.max(0, off).toFixed(3)} m/s outside`,
      pass: off <= 0.03 && falling(means),
    };
  },
});

export const assignedSpeeds = defineCase({
  of: [
    { standard: 'NIST', number: '2.4' },
    { standard: 'ISO', number: '5' },
  ],
  title: 'Assigned distribution of speeds',
  means: 'Mean and spread of the walked speeds are those asked for.',
  setUp: '100 people, free speeds N(1.2, 0.2) m/s, 100 m each, nobody in the way; all runs pooled.',
  target: 'mean within 0.05 of 1.2 m/s, standard deviation within 0.05 of 0.2 m/s',
  seeds: { check: 1, full: 5 },
  run: (lab) =>
    walkedMps(
      lab,
      Array.from({ length: 100 }, () => lab.random.normal(1.2, 0.2)),
    ),
  judge: (runs) => {
    const all = runs.flat();
    const m = mean(all);
    const s = sd(all);
    return {
      figure: `mean ${m.toFixed(3)}, sd ${s.toFixed(3)} m/s (${all.length} people)`,
      pass: Math.abs(m - 1.2) < 0.05 && Math.abs(s - 0.2) < 0.05,
    };
  },
});
