/** Ages and their speeds, strollers, companions with bodies, children who look at the robot. */
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { Pause } from '../../../../src/kernel/people/pause';
import { AGE_SPEEDS } from '../../../../src/kernel/people/spec';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance, type PhaseProbe } from '../../../../src/kernel/tick';
import { runHall } from '../../../../src/runtime/run';
import { peopleHall } from '../../../worlds/peopleHall';
import { hallOf, specOf } from '../../../worlds/shipped';

const AGES = 'ages: { 20: 0.15, 30: 0.2, 40: 0.2, 50: 0.2, 60: 0.15, 70: 0.1 }';
const CHILDREN = 'companionShare: 0.4, childShare: 1, curiousShare: 1';
const COMPANY = 'companionShare: 0.4, childShare: 0.5';

/** Looks at the hall once a second. */
const everySecond =
  (hall: Hall, see: () => void): PhaseProbe =>
  (phase) => {
    if (phase === 'brains' && hall.tick % 20 === 0) see();
  };

describe('ages', () => {
  it('each walks at the speed of the age, means fall with age, shares are those asked for (RiMEA 7 after Weidmann)', async () => {
    const hall = await peopleHall(AGES, { resolution: 'meso' });
    const speeds = new Map<number, number[]>();
    const known = new Set<number>();
    runHall(hall, { untilS: hall.startS });
    while (!hall.finished) {
      advance(hall, hall.nowS + 60);
      for (let row = 0; row < hall.citizens.rows; row++) {
        const number = hall.citizens.number[row] as number;
        if (hall.citizens.phase[row] === Phase.absent || known.has(number)) continue;
        known.add(number);
        const build = hall.citizens.build[row];
        if (build === 4) continue; // wheelchair users keep their own speed
        const years = hall.people?.years[row] as number;
        speeds.set(years, [...(speeds.get(years) ?? []), hall.citizens.speedMps[row] as number]);
        expect(build === 3).toBe(years >= 65);
      }
    }
    let last = Number.POSITIVE_INFINITY;
    for (const years of [...speeds.keys()].sort((a, b) => a - b)) {
      const list = speeds.get(years) as number[];
      const [low, high] = AGE_SPEEDS[years] as readonly [number, number];
      const mean = list.reduce((sum, v) => sum + v, 0) / list.length;
      console.log(`${years} years: ${list.length} people, mean ${mean.toFixed(3)} m/s, table ${low} to ${high}`);
      for (const v of list) {
        expect(v).toBeGreaterThanOrEqual(low);
        expect(v).toBeLessThanOrEqual(high);
      }
      expect(mean).toBeLessThan(last);
      last = mean;
    }
    expect((speeds.get(70)?.length ?? 0) / known.size).toBeGreaterThan(0.06);
    expect((speeds.get(70)?.length ?? 0) / known.size).toBeLessThan(0.14);
  });

  it('a rule with nothing switched on changes nothing that happens', async () => {
    const hall = await peopleHall('');
    const plain = hallOf(await specOf('guided-hall', { withoutRobots: true }));
    const untilS = hall.startS + 3600;
    runHall(hall, { untilS });
    runHall(plain, { untilS });
    expect(hall.log.length).toBe(plain.log.length);
    expect([...hall.log.timeS.subarray(0, hall.log.length)]).toEqual([
      ...plain.log.timeS.subarray(0, plain.log.length),
    ]);
  });

  it('strollers are wide and slow', async () => {
    const hall = await peopleHall('strollerShare: 1', { resolution: 'micro' });
    runHall(hall, { untilS: hall.startS + 600 });
    let seen = 0;
    for (let row = 0; row < hall.citizens.rows; row++) {
      if (hall.citizens.phase[row] === Phase.absent || hall.people?.stroller[row] !== 1) continue;
      seen++;
      expect(hall.people.radiusM[row]).toBeCloseTo(0.38, 6);
    }
    expect(seen).toBeGreaterThan(0);
  });
});

describe('companions with bodies', () => {
  it('come, keep together, sit, and leave; the books stay those of the citizens', async () => {
    const hall = await peopleHall(COMPANY);
    const gaps: number[] = [];
    const companions = new Set<number>();
    let sat = 0;
    const probe = everySecond(hall, () => {
      const { citizens, crowd, people } = hall;
      for (let row = 0; row < citizens.rows; row++) {
        if (citizens.phase[row] !== Phase.accompanying || !crowd || !people) continue;
        companions.add(citizens.number[row] as number);
        const leader = people.leader[row] as number;
        if (leader < 0) continue;
        const gap = Math.hypot(crowd.xM[row]! - crowd.xM[leader]!, crowd.yM[row]! - crowd.yM[leader]!);
        if (citizens.moving[leader] === 1) gaps.push(gap);
        else if (citizens.phase[leader] === Phase.seated && citizens.moving[row] === 0) sat++;
      }
    });
    runHall(hall, { probe });
    gaps.sort((a, b) => a - b);
    const at = (p: number): number => gaps[Math.floor(p * (gaps.length - 1))] as number;
    console.log(
      `${companions.size} companions; gap while walking: median ${at(0.5).toFixed(2)} m, 90% ${at(0.9).toFixed(2)} m`,
    );
    expect(hall.finished).toBe(true);
    expect(hall.citizens.inside).toBe(0);
    expect(hall.problems).toEqual([]);
    expect(hall.counts.arrived).toBe(hall.counts.served + hall.counts.leftUnserved);
    let left = 0;
    for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === EventKind.left) left++;
    expect(left).toBe(hall.counts.arrived);
    expect(companions.size).toBeGreaterThan(0.3 * hall.counts.arrived);
    expect(at(0.5)).toBeLessThan(1.2);
    expect(at(0.9)).toBeLessThan(2.5);
    expect(sat).toBeGreaterThan(0);
  });

  it('saved and restored in the middle, the future is the same; children look at the robot', async () => {
    const options = { withoutRobots: false };
    const hall = await peopleHall(CHILDREN, options);
    let looked = 0;
    const probe = everySecond(hall, () => {
      for (let row = 0; row < hall.citizens.rows; row++) if (hall.people?.pause[row] === Pause.looking) looked++;
    });
    runHall(hall, { untilS: hall.startS + 1200, probe });
    console.log(`children stood and looked for ${looked} person-seconds in the first 20 minutes`);
    expect(looked).toBeGreaterThan(0);
    const state = structuredClone(saveHall(hall));
    advance(hall, hall.nowS + 300);
    const copy = await peopleHall(CHILDREN, options);
    restoreHall(copy, state);
    advance(copy, hall.nowS);
    expect(hashHall(copy)).toBe(hashHall(hall));
  });
});

describe('wrong input', () => {
  it('ages that do not sum to 1 are refused with their path', async () => {
    await expect(peopleHall('ages: { 20: 0.5, 70: 0.4 }')).rejects.toThrow(/rules\.people\.ages.*sum to 0\.9/);
  });
});
