/** Who is told to go later goes later: pre-movement times of several distributions, and the start that is observed. */
import { exp, log, pow } from '../../../../src/kernel/base/detmath';
import { drawGamma, logGamma } from '../../../../src/kernel/base/gamma';
import type { RandomStream } from '../../../../src/kernel/base/random';
import { defineCase, type Lab } from '../case';
import { ksPValue, least, most, normalCdf } from '../figures';
import { doorInX, type Plan } from '../plan';
import { places } from '../world';

const door = doorInX(2, 3, 0, 0.2, -1);
const ROOM: Plan = { free: [[0, 0, 8, 5], ...door.free], exits: [door.exit] };
const PEOPLE = 10;

type Distribution = {
  readonly name: string;
  readonly draw: (random: RandomStream) => number;
  readonly cdf: (x: number) => number;
};

const uniform: Distribution = {
  name: 'U(10, 100)',
  draw: (random) => random.uniformBetween(10, 100),
  cdf: (x) => Math.min(1, Math.max(0, (x - 10) / 90)),
};
const lognormal: Distribution = {
  name: 'LogN(4.586, 0.967)',
  draw: (random) => exp(random.normal(4.586, 0.967)),
  cdf: (x) => (x <= 0 ? 0 : normalCdf((log(x) - 4.586) / 0.967)),
};
const normal: Distribution = {
  name: 'N(60, 20)',
  draw: (random) => Math.max(0, random.normal(60, 20)),
  cdf: (x) => normalCdf((x - 60) / 20),
};
const gamma: Distribution = {
  name: 'Gamma(1.291, 103.9)',
  draw: (random) => 103.9 * drawGamma(1.291, random),
  cdf: (x) => gammaCdf(1.291, x / 103.9),
};
const weibull: Distribution = {
  name: 'Weibull(139.285, 1.195)',
  draw: (random) => 139.285 * pow(-log(random.uniformPositive()), 1 / 1.195),
  cdf: (x) => (x <= 0 ? 0 : 1 - Math.exp(-((x / 139.285) ** 1.195))),
};

/** Regularized lower incomplete gamma function by its power series (fine for the x met here, below 30). */
function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0;
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < 500 && term > 1e-15 * sum; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return Math.min(1, sum * Math.exp(-x + shape * Math.log(x) - logGamma(shape)));
}

/** The start times given and seen, s. */
function starts(lab: Lab, { draw }: Distribution): { given: number[]; seen: number[] } {
  const world = lab.world(ROOM);
  const given = Array.from({ length: PEOPLE }, () => draw(lab.random));
  world.add(
    places([4.5, 0.3, 7.7, 4.7], PEOPLE, lab.random).map((place, i) => ({
      ...place,
      speedMps: 1.2,
      startS: given[i] as number,
    })),
  );
  world.run(20_000);
  return { given, seen: world.movedS };
}

export const rimea5 = defineCase({
  of: [{ standard: 'RiMEA', number: '5' }],
  title: 'Pre-movement times',
  means: 'Who is at rest stays at rest until told, and then goes at once.',
  setUp:
    'Room 8 x 5 m, 1 m exit, 10 people, start times U(10, 100) s drawn by the suite; a start is seen after 0.05 m.',
  target: 'each within 0.5 s of its time; all between 9.9 and 101 s',
  seeds: { check: 2, full: 20 },
  run(lab) {
    const { given, seen } = starts(lab, uniform);
    return { late: most(seen.map((s, i) => Math.abs(s - (given[i] as number)))), first: least(seen), last: most(seen) };
  },
  judge: (runs) => {
    const late = most(runs.map((run) => run.late));
    const first = least(runs.map((run) => run.first));
    const last = most(runs.map((run) => run.last));
    return {
      figure: `at most ${late.toFixed(2)} s off; ${first.toFixed(1)} to ${last.toFixed(1)} s`,
      pass: late <= 0.5 && first >= 9.9 && last <= 101,
    };
  },
});

function distributionsCase(
  standard: 'NIST' | 'ISO',
  number: string,
  distributions: readonly Distribution[],
  seeds: number,
) {
  return defineCase({
    of: [{ standard, number }],
    title: 'Distribution of pre-movement times',
    means: 'Start times follow the distribution asked for, whichever it is.',
    setUp: `The same room; ${distributions.map((one) => one.name).join(', ')}; starts of all runs pooled. Drawn by the suite: the hall has no pre-movement of its own.`,
    target: 'Kolmogorov-Smirnov p > 0.05 for each',
    seeds: { check: seeds, full: seeds === 1 ? 20 : seeds },
    run: (lab: Lab) => distributions.map((distribution) => starts(lab, distribution).seen),
    judge: (runs) => {
      const p = distributions.map(({ cdf }, which) =>
        ksPValue(
          runs.flatMap((run) => run[which] as number[]),
          cdf,
        ),
      );
      return { figure: `p = ${p.map((value) => value.toFixed(2)).join(', ')}`, pass: p.every((value) => value > 0.05) };
    },
  });
}

export const nist11 = distributionsCase('NIST', '1.1', [uniform, gamma, lognormal, weibull], 1);
export const iso1 = distributionsCase('ISO', '1', [uniform, normal, lognormal], 6);
