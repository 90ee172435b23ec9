/**
 * Particle filter over the pose: adaptive Monte Carlo localization (Thrun, Burgard, Fox, "Probabilistic Robotics", 2005,
 * tables 5.6, 6.3, 8.3; Fox 2003 for the sample size).
 *
 * Motion: odometry as turn, drive, turn, each with noise in proportion. Measurement: likelihood field, end points of some
 * beams; the sum is tempered, because neighbouring beams share their errors. Resampling draws until the Kullback-Leibler
 * bound is met, so that a settled filter is small. Map frame, m, rad. Every random number comes from the brain's own stream.
 */
import { atan2, cos, exp, sin, wrapAngle } from '../../contract/numerics/detmath';
import { Purpose, RandomStream } from '../../contract/numerics/random';
import type { DistanceField } from '../map/distanceField';
import type { ScanPoints } from '../perceive/scanPoints';
import type { Candidate } from './globalSearch';

export const MOST_PARTICLES = 2000;
const FEWEST_PARTICLES = 100;
const BEAMS = 30;
const SIGMA_HIT_M = 0.15;
/** Logarithmic weight of one beam that hits the map: 30 beams count as few, since neighbours share their errors. */
const BEAM_WEIGHT = 0.6;
/** Noise of the motion, as AMCL's alphas: rad/rad, rad/m, m/m, m/rad. */
const TURN_PER_TURN = 0.05;
const TURN_PER_M = 0.03;
const DRIVE_PER_M = 0.05;
const DRIVE_PER_TURN = 0.01;
/** Kullback-Leibler bound: error, upper normal quantile of 1 - delta, and the bins, m and rad. */
const KLD_ERROR = 0.05;
const KLD_Z = 2.33;
const BIN_M = 0.25;
const BIN_RAD = 0.17;
/** Particles nearer than this to the heaviest belong to its cluster, m and rad. */
const CLUSTER_M = 0.8;
const CLUSTER_RAD = 0.4;
const TRIAL_CENTRES = 12;

export type Cluster = { xM: number; yM: number; yawRad: number; share: number; sigmaM: number };
/** (n x 4) x, y, yaw, weight; the stream's seed and how many numbers it has given. */
export type ParticleState = { readonly columns: Float64Array; readonly seed: number; readonly counter: number };

export class Particles {
  count = 0;
  readonly xM = new Float64Array(MOST_PARTICLES);
  readonly yM = new Float64Array(MOST_PARTICLES);
  readonly yawRad = new Float64Array(MOST_PARTICLES);
  readonly weight = new Float64Array(MOST_PARTICLES);
  private readonly spare = new Float64Array(3 * MOST_PARTICLES);
  private readonly sum = new Float64Array(MOST_PARTICLES);
  private readonly bins = new Set<number>();

  private random: RandomStream;

  constructor(
    private readonly field: DistanceField,
    private seed: number,
  ) {
    this.random = streamOf(seed);
  }

  /** A cloud round one pose. */
  startAt(xM: number, yM: number, yawRad: number, sigmaM: number, sigmaRad: number): void {
    this.count = FEWEST_PARTICLES;
    for (let i = 0; i < this.count; i++) this.scatter(i, xM, yM, yawRad, sigmaM, sigmaRad);
    this.weight.fill(1 / this.count, 0, this.count);
  }

  /** Clouds round several candidates, in proportion to how well they explain the scan. */
  startFrom(candidates: readonly Candidate[]): void {
    this.count = 0;
    this.add(candidates, MOST_PARTICLES);
  }

  /** Takes candidates in beside the present particles; `most` particles at most for them. */
  add(candidates: readonly Candidate[], most: number): void {
    const worth = candidates.map(({ score }) => exp(6 * score));
    const whole = worth.reduce((sum, value) => sum + value, 0);
    const before = this.count;
    candidates.forEach(({ xM, yM, yawRad }, k) => {
      const share = Math.max(20, Math.round((most * (worth[k] as number)) / whole));
      for (let j = 0; j < share && this.count < MOST_PARTICLES; j++)
        this.scatter(this.count++, xM, yM, yawRad, 0.15, 0.06);
    });
    if (this.count === 0) return;
    const old = before / this.count;
    for (let i = 0; i < before; i++) this.weight[i] = (this.weight[i] as number) * old;
    this.weight.fill(1 / this.count, before, this.count);
  }

  private scatter(i: number, xM: number, yM: number, yawRad: number, sigmaM: number, sigmaRad: number): void {
    this.xM[i] = xM + sigmaM * this.random.normal();
    this.yM[i] = yM + sigmaM * this.random.normal();
    this.yawRad[i] = wrapAngle(yawRad + sigmaRad * this.random.normal());
  }

  /** Moves every particle by what the odometry reports: the motion in the robot's frame at its beginning. */
  move(forwardM: number, leftM: number, turnRad: number): void {
    const drive = Math.sqrt(forwardM * forwardM + leftM * leftM);
    const backwards = forwardM < 0;
    const first = drive < 0.01 ? 0 : backwards ? atan2(-leftM, -forwardM) : atan2(leftM, forwardM);
    const second = wrapAngle(turnRad - first);
    const signed = backwards ? -drive : drive;
    const turns = Math.abs(first) + Math.abs(second);
    const turnSigma1 = TURN_PER_TURN * Math.abs(first) + TURN_PER_M * drive;
    const turnSigma2 = TURN_PER_TURN * Math.abs(second) + TURN_PER_M * drive;
    const driveSigma = DRIVE_PER_M * drive + DRIVE_PER_TURN * turns;
    const { random } = this;
    for (let i = 0; i < this.count; i++) {
      const heading = (this.yawRad[i] as number) + first + turnSigma1 * random.normal();
      const d = signed + driveSigma * random.normal();
      this.xM[i] = (this.xM[i] as number) + d * cos(heading);
      this.yM[i] = (this.yM[i] as number) + d * sin(heading);
      this.yawRad[i] = wrapAngle(heading + second + turnSigma2 * random.normal());
    }
  }

  /** Weighs every particle by the scan, then resamples. */
  update(points: ScanPoints): void {
    if (this.count === 0 || points.count < BEAMS / 2) return;
    this.weigh(points);
    this.resample();
  }

  private weigh(points: ScanPoints): void {
    const { field, count } = this;
    const { columns, rows, originXM, originYM } = field;
    const likelihood = likelihoodField(field);
    const inverse = 1 / field.resolutionM;
    const stride = Math.max(1, Math.floor(points.count / BEAMS));
    let highest = Number.NEGATIVE_INFINITY;
    for (let p = 0; p < count; p++) {
      const c = cos(this.yawRad[p] as number);
      const s = sin(this.yawRad[p] as number);
      const x = (this.xM[p] as number) - originXM;
      const y = (this.yM[p] as number) - originYM;
      let sum = 0;
      for (let i = 0; i < points.count; i += stride) {
        const bx = points.xM[i] as number;
        const by = points.yM[i] as number;
        const column = Math.floor((x + c * bx - s * by) * inverse);
        const row = Math.floor((y + s * bx + c * by) * inverse);
        if (!(column >= 0 && column < columns && row >= 0 && row < rows)) continue;
        sum += likelihood[row * columns + column] as number;
      }
      const own = Math.floor(y * inverse) * columns + Math.floor(x * inverse);
      const inside = x >= 0 && y >= 0 && x * inverse < columns && y * inverse < rows;
      // Nobody stands inside a wall.
      if (!inside || (field.clearanceM[own] as number) < 0) sum = 0;
      this.sum[p] = sum;
      if (sum > highest) highest = sum;
    }
    let whole = 0;
    for (let p = 0; p < count; p++) {
      const w = (this.weight[p] as number) * exp(BEAM_WEIGHT * ((this.sum[p] as number) - highest));
      this.weight[p] = w;
      whole += w;
    }
    for (let p = 0; p < count; p++) this.weight[p] = (this.weight[p] as number) / whole;
  }

  private resample(): void {
    const { sum, spare, bins, random } = this;
    const before = this.count;
    let whole = 0;
    for (let p = 0; p < before; p++) {
      whole += this.weight[p] as number;
      sum[p] = whole;
    }
    bins.clear();
    let needed = FEWEST_PARTICLES;
    let n = 0;
    while (n < needed && n < MOST_PARTICLES) {
      const p = lowerBound(sum, before, random.uniform() * whole);
      const x = this.xM[p] as number;
      const y = this.yM[p] as number;
      const yaw = this.yawRad[p] as number;
      spare[3 * n] = x;
      spare[3 * n + 1] = y;
      spare[3 * n + 2] = yaw;
      n++;
      const bin = (Math.floor(x / BIN_M) * 8192 + Math.floor(y / BIN_M)) * 64 + Math.floor((yaw + 3.2) / BIN_RAD);
      if (!bins.has(bin)) {
        bins.add(bin);
        needed = Math.max(FEWEST_PARTICLES, sampleSize(bins.size));
      }
    }
    this.count = n;
    for (let i = 0; i < n; i++) {
      this.xM[i] = spare[3 * i] as number;
      this.yM[i] = spare[3 * i + 1] as number;
      this.yawRad[i] = spare[3 * i + 2] as number;
      this.weight[i] = 1 / n;
    }
  }

  /** The cluster round the place where most particles are: its mean, its share of all, its spread. */
  heaviest(out: Cluster): Cluster {
    const { count } = this;
    let bestShare = -1;
    let seed = 0;
    // A few trial centres suffice: a heavy cluster cannot hide from so many evenly picked particles.
    const stride = Math.max(1, Math.floor(count / TRIAL_CENTRES));
    for (let p = 0; p < count; p += stride) {
      let share = 0;
      for (let i = 0; i < count; i++) if (this.near(i, p)) share += this.weight[i] as number;
      if (share > bestShare) {
        bestShare = share;
        seed = p;
      }
    }
    let x = 0;
    let y = 0;
    let c = 0;
    let s = 0;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      if (!this.near(i, seed)) continue;
      const w = this.weight[i] as number;
      x += w * (this.xM[i] as number);
      y += w * (this.yM[i] as number);
      squares +=
        w * ((this.xM[i] as number) * (this.xM[i] as number) + (this.yM[i] as number) * (this.yM[i] as number));
      c += w * cos(this.yawRad[i] as number);
      s += w * sin(this.yawRad[i] as number);
    }
    out.share = Math.max(0, bestShare);
    out.xM = bestShare > 0 ? x / bestShare : 0;
    out.yM = bestShare > 0 ? y / bestShare : 0;
    out.yawRad = atan2(s, c);
    const variance = bestShare > 0 ? squares / bestShare - out.xM * out.xM - out.yM * out.yM : 0;
    out.sigmaM = Math.sqrt(Math.max(0, variance));
    return out;
  }

  private near(i: number, p: number): boolean {
    const dx = (this.xM[i] as number) - (this.xM[p] as number);
    const dy = (this.yM[i] as number) - (this.yM[p] as number);
    if (dx * dx + dy * dy > CLUSTER_M * CLUSTER_M) return false;
    return Math.abs(wrapAngle((this.yawRad[i] as number) - (this.yawRad[p] as number))) < CLUSTER_RAD;
  }

  save(): ParticleState {
    const columns = new Float64Array(4 * this.count);
    for (let i = 0; i < this.count; i++) {
      columns[4 * i] = this.xM[i] as number;
      columns[4 * i + 1] = this.yM[i] as number;
      columns[4 * i + 2] = this.yawRad[i] as number;
      columns[4 * i + 3] = this.weight[i] as number;
    }
    return { columns, seed: this.seed, counter: this.random.counter };
  }

  load(state: ParticleState): void {
    this.count = state.columns.length / 4;
    for (let i = 0; i < this.count; i++) {
      this.xM[i] = state.columns[4 * i] as number;
      this.yM[i] = state.columns[4 * i + 1] as number;
      this.yawRad[i] = state.columns[4 * i + 2] as number;
      this.weight[i] = state.columns[4 * i + 3] as number;
    }
    this.seed = state.seed;
    this.random = streamOf(state.seed);
    this.random.counter = state.counter;
  }
}

/** (rows x columns) 0..1: how likely an echo ends here. A pure function's memory, not state. */
const likelihoods = new WeakMap<DistanceField, Float32Array>();

function likelihoodField(field: DistanceField): Float32Array {
  let values = likelihoods.get(field);
  if (!values) {
    const scale = -0.5 / (SIGMA_HIT_M * SIGMA_HIT_M);
    values = field.surfaceM.map((d) => (d < 0.5 && d > -0.5 ? exp(scale * d * d) : 0));
    likelihoods.set(field, values);
  }
  return values;
}

/** The brain's stream number 1: particles. */
function streamOf(seed: number): RandomStream {
  return new RandomStream(seed, Purpose.brain, 1);
}

/** First index whose running sum reaches the value. */
function lowerBound(sum: Float64Array, n: number, value: number): number {
  let low = 0;
  let high = n - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sum[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Particles needed for k occupied bins (Fox 2003, equation 7). */
function sampleSize(k: number): number {
  if (k <= 1) return FEWEST_PARTICLES;
  const a = 2 / (9 * (k - 1));
  const b = 1 - a + Math.sqrt(a) * KLD_Z;
  return Math.ceil(((k - 1) / (2 * KLD_ERROR)) * b * b * b);
}
