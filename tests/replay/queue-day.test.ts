/** A theory day as a value: saved, restored, run beside another, repeated. The full hall has its own test in this folder. */
import { describe, expect, it } from 'vitest';
import { Hall } from '../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../src/kernel/save';
import { advance } from '../../src/kernel/tick';
import { visitsOf } from '../../src/metrics/visits';
import { queueSpec } from '../worlds/queueSpec';

const closeS = 8 * 3600;
const spec = (seed: number, windows = 6) =>
  queueSpec({
    windows,
    closeS,
    seed,
    services: [
      { kind: 'lognormal', meanS: 500, cv: 0.465 },
      { kind: 'empirical', valuesS: [100, 200, 300] },
    ],
    groups: 2,
    groupOfItem: [0, 1],
    arrivals: [
      {
        kind: 'rate',
        intervals: [
          { fromS: 0, toS: 4 * 3600, perHour: 50 },
          { fromS: 4 * 3600, toS: closeS, perHour: 30 },
        ],
        items: [
          { item: 0, weight: 2 },
          { item: 1, weight: 1 },
        ],
      },
    ],
  });

const through = (seed: number): string => {
  const hall = new Hall(spec(seed), null);
  advance(hall, 1e6);
  return hashHall(hall);
};

describe('a day is a value', () => {
  it('same seed, same hash; another seed, another hash', () => {
    expect(through(1)).toBe(through(1));
    expect(through(1)).not.toBe(through(2));
  });

  it('saved at noon, put into a fresh hall and run on, it ends with the same hash', () => {
    const first = new Hall(spec(4), null);
    advance(first, 4 * 3600);
    const state = structuredClone(saveHall(first));
    const second = new Hall(spec(4), null);
    restoreHall(second, state);
    expect(hashHall(second)).toBe(hashHall(first));
    advance(second, 1e6);
    expect(hashHall(second)).toBe(through(4));
  });

  it('the way it is advanced does not matter: at once, hour by hour, or in odd pieces', () => {
    const pieces = new Hall(spec(5), null);
    for (let t = 0; t < 1e6 && !pieces.finished; t += 1234.5) advance(pieces, t);
    expect(hashHall(pieces)).toBe(through(5));
  });

  it('two halls running by turns in one process never notice each other', () => {
    const a = new Hall(spec(6), null);
    const b = new Hall(spec(7), null);
    for (let t = 0; t < 1e6 && !(a.finished && b.finished); t += 600) {
      advance(a, t);
      advance(b, t);
    }
    expect(hashHall(a)).toBe(through(6));
    expect(hashHall(b)).toBe(through(7));
  });

  it('a state of another run is refused and nothing changes', () => {
    const hall = new Hall(spec(8), null);
    advance(hall, 3600);
    const before = hashHall(hall);
    expect(() => restoreHall(hall, saveHall(new Hall(spec(9), null)))).toThrow(/belongs to/);
    expect(hashHall(hall)).toBe(before);
  });

  it('common random numbers: with more windows the same people come with the same needs', () => {
    const needs = (windows: number) => {
      const hall = new Hall(spec(10, windows), null);
      advance(hall, 1e6);
      return visitsOf(hall.log).map((visit) => [
        visit.citizen,
        visit.item,
        visit.arrivedS,
        visit.endedS - visit.startedS,
      ]);
    };
    const few = needs(6);
    const many = needs(9);
    expect(many.length).toBe(few.length);
    many.forEach((visit, i) => {
      const other = few[i] as number[];
      expect(visit.slice(0, 3)).toEqual(other.slice(0, 3));
      expect(visit[3]).toBeCloseTo(other[3] as number, 6);
    });
  });
});
