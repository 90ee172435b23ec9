/**
 * Named, counter-based random streams: Threefry-2x32-13 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3", SC11; 13 rounds pass BigCrush).
 *
 * A stream is (seed, purpose, entity); its n-th number is a pure function of these and n. So a stream needs no stored
 * state beyond its counter, entities never share draws, and changing the staffing leaves the citizens as they were
 * (common random numbers).
 */
import { cos, exp, log, sin, TWO_PI } from './detmath';

/** Every purpose that draws random numbers. The number is part of the stream's key: append, never renumber. */
export const Purpose = {
  arrivalTimes: 1,
  citizenMarks: 2,
  kioskTime: 3,
  robotLidar: 4,
  robotOdometry: 5,
  robotHearing: 6,
  robotSlip: 7,
  brain: 8,
  crowd: 9,
  dialogue: 10,
  dayFactor: 11,
  dock: 12,
  detector: 13,
  robotImu: 30,
  robotLink: 31,
  detectorFalseAlarms: 32,
  detectorPosture: 33,
  recognition: 34,
  idReader: 35,
  lidarFault: 36,
  robotTouch: 37,
  markerMiss: 38,
  documents: 39,
  mission: 60,
  test: 99,
} as const;
export type Purpose = (typeof Purpose)[keyof typeof Purpose];

const ROTATIONS = new Uint8Array([13, 15, 26, 6, 17, 29, 16, 24]);
const PARITY = 0x1bd11bda;
const INV_2_32 = 2.3283064365386963e-10;
const INV_2_53 = 1.1102230246251565e-16;

/** Second output word of the last `threefry` call. */
let secondWord = 0;

function threefry(key0: number, key1: number, counter0: number, counter1: number): number {
  const key2 = PARITY ^ key0 ^ key1;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let round = 0; round < 13; round++) {
    const r = ROTATIONS[round & 7] as number;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      const step = injection % 3;
      x0 = (x0 + (step === 0 ? key0 : step === 1 ? key1 : key2)) | 0;
      x1 = (x1 + (step === 0 ? key1 : step === 1 ? key2 : key0) + injection) | 0;
    }
  }
  secondWord = x1;
  return x0;
}

/** The bare generator, for checking against published vectors: two output words for a key and a counter. */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const first = threefry(key0, key1, counter0, counter1) >>> 0;
  return [first, secondWord >>> 0];
}

/** A random stream. `counter` is its whole mutable state: save it, set it back, and the stream goes on unchanged. */
export class RandomStream {
  counter = 0;
  private readonly key0: number;
  private readonly key1: number;
  private entity: number;

  /**
   * @param seed run seed, integer in [0, 2^53)
   * @param purpose what the numbers are for
   * @param entity whose they are: citizen number, robot index, ... (int32)
   */
  constructor(seed: number, purpose: Purpose, entity = 0) {
    this.key0 = (seed >>> 0) ^ Math.imul(purpose, 0x9e3779b9);
    this.key1 = Math.floor(seed / 4294967296) ^ Math.imul(purpose + 1, 0x85ebca6b);
    this.entity = entity | 0;
  }

  /** Turns this object into another entity's stream at draw number `counter`: saves an allocation per citizen. */
  rekey(entity: number, counter: number): this {
    this.entity = entity | 0;
    this.counter = counter;
    return this;
  }

  /** Uniform integer in [0, 2^32). */
  uint32(): number {
    return threefry(this.key0, this.key1, this.counter++, this.entity) >>> 0;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = threefry(this.key0, this.key1, this.counter++, this.entity) >>> 5;
    return (high * 67108864 + (secondWord >>> 6)) * INV_2_53;
  }

  /** Uniform in (0, 1]: safe under a logarithm. */
  uniformPositive(): number {
    return 1 - this.uniform();
  }

  uniformBetween(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform integer in [0, n); n >= 1. */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Exponential with the given mean (same unit). */
  exponential(mean: number): number {
    return -mean * log(this.uniformPositive());
  }

  /** Normal by Box-Muller, one value a call (the second is thrown away so that a draw is always one counter step). */
  normal(mean = 0, sd = 1): number {
    const first = threefry(this.key0, this.key1, this.counter++, this.entity) >>> 0;
    const radius = Math.sqrt(-2 * log((first + 0.5) * INV_2_32));
    return mean + sd * radius * cos(TWO_PI * (secondWord >>> 0) * INV_2_32);
  }

  /** Two independent standard normals from one draw, handed to `use`. */
  normalPair(use: (first: number, second: number) => void): void {
    const first = threefry(this.key0, this.key1, this.counter++, this.entity) >>> 0;
    const angle = TWO_PI * (secondWord >>> 0) * INV_2_32;
    const radius = Math.sqrt(-2 * log((first + 0.5) * INV_2_32));
    use(radius * cos(angle), radius * sin(angle));
  }

  /** Normal redrawn until it lies in [low, high]; falls back to the nearer bound after 64 tries. */
  normalBetween(mean: number, sd: number, low: number, high: number): number {
    for (let i = 0; i < 64; i++) {
      const value = this.normal(mean, sd);
      if (value >= low && value <= high) return value;
    }
    return mean < low ? low : mean > high ? high : mean;
  }

  /** Log-normal with the given mean and coefficient of variation (sd / mean). */
  lognormal(mean: number, cv: number): number {
    const sigmaSquared = log(1 + cv * cv);
    return mean * exp(Math.sqrt(sigmaSquared) * this.normal() - 0.5 * sigmaSquared);
  }
}
