/** A whole day measured: the day itself is unchanged, and the measures agree with the event log and with each other. */
import { beforeAll, describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { hashHall } from '../../../../src/kernel/save';
import { doorLines } from '../../../../src/metrics/space/doorLines';
import { minutesAt, type SpaceResult } from '../../../../src/metrics/space/result';
import { runHall } from '../../../../src/runtime/run';
import { SpaceFeed } from '../../../../src/runtime/spaceFeed';
import { hallOf, specOf } from '../../../worlds/shipped';

const UNTIL_S = 10.75 * 3600;

describe('a measured morning of the default hall, with its robot', () => {
  let hall: Hall;
  let feed: SpaceFeed;
  let result: SpaceResult;
  let plainHash: string;

  beforeAll(async () => {
    const spec = await specOf('guided-hall', { bodies: 'kinematic' });
    const plain = hallOf(spec);
    runHall(plain, { untilS: UNTIL_S });
    plainHash = hashHall(plain);
    hall = hallOf(spec);
    feed = new SpaceFeed(hall, { lines: doorLines(spec.layout), binS: 900, voronoiEveryS: 60, trackFps: 2 });
    runHall(hall, { untilS: UNTIL_S, probe: feed.probe });
    result = feed.result();
  }, 600_000);

  const inside = (): { at: number; by: number }[] => {
    const changes: { at: number; by: number }[] = [];
    const { log } = hall;
    for (let i = 0; i < log.length; i++) {
      const at = log.timeS[i] as number;
      if (log.kind[i] === EventKind.arrived) changes.push({ at, by: 1 });
      if (log.kind[i] === EventKind.left) changes.push({ at, by: -1 });
    }
    return changes;
  };

  it('is the same day: equal hash', () => {
    expect(hashHall(hall)).toBe(plainHash);
  });

  it('integral of the mean density = person-hours of the event log, within 0.5 s a visitor and the wait at the door', () => {
    const { grid } = result;
    const persons = result.densityMean.reduce((sum, d) => sum + d * grid.cellM * grid.cellM, 0);
    let area = 0;
    for (const { at, by } of inside()) area -= by * (at - UNTIL_S);
    const mean = area / (UNTIL_S - result.fromS);
    console.log(`mean persons inside: map ${persons.toFixed(3)}, event log ${mean.toFixed(3)}`);
    expect(Math.abs(persons - mean)).toBeLessThan(0.02 * mean);
  });

  it('door lines count everybody who came and left', () => {
    const changes = inside();
    const came = changes.filter(({ by }) => by > 0).length;
    const left = changes.length - came;
    const total = (of: (line: SpaceResult['lines'][number]) => number): number =>
      result.lines.reduce((sum, line) => sum + of(line), 0);
    console.log(`doors: in ${total((l) => l.inward)} of ${came}, out ${total((l) => l.outward)} of ${left}`);
    expect(Math.abs(total((l) => l.inward) - came)).toBeLessThanOrEqual(1);
    expect(Math.abs(total((l) => l.outward) - left)).toBeLessThanOrEqual(1);
    for (const line of result.lines) {
      expect(line.bins.reduce((sum, [i]) => sum + i, 0)).toBe(line.inward);
      expect(line.bins.reduce((sum, [, o]) => sum + o, 0)).toBe(line.outward);
    }
  });

  it("seats: sittings are the log's", () => {
    let sat = 0;
    const { log } = hall;
    for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.waiting && log.b[i] === 1) sat++;
    expect(result.seats.reduce((sum, seat) => sum + seat.sittings, 0)).toBe(sat);
    expect(sat).toBeGreaterThan(0);
    for (const seat of result.seats) expect(seat.usedShare).toBeLessThanOrEqual(1);
  });

  it('every cell is accounted for at every moment, and minutes fall from letter to letter', () => {
    const a = minutesAt(result, 'fruin-walkway', 'A');
    const c = minutesAt(result, 'fruin-walkway', 'C');
    const d = minutesAt(result, 'fruin-walkway', 'D');
    const all = (result.toS - result.fromS) / 60;
    for (let i = 0; i < a.length; i++) {
      expect(a[i]).toBeCloseTo(all, 2);
      expect(c[i] as number).toBeGreaterThanOrEqual(d[i] as number);
      expect(result.densityMax[i] as number).toBeGreaterThanOrEqual(result.densityMean[i] as number);
    }
    expect(Math.max(...c)).toBeGreaterThan(0);
  });

  it('people keep off each other and off the robot: encounters exist, touching is rare', () => {
    const [touch, , near] = result.contacts.people as [number, number, number];
    console.log(
      `encounters person-person ${result.contacts.people.join(' ')}, person-robot ${result.contacts.robots.join(' ')}`,
    );
    expect(near).toBeGreaterThan(touch);
    expect(result.contacts.robots.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  });

  it('walks: way >= straight, speed believable', () => {
    const { walks, wayM, straightM, timeS } = result.walks;
    expect(walks).toBeGreaterThan(60);
    expect(wayM).toBeGreaterThan(straightM);
    console.log(`walking speed ${(wayM / timeS).toFixed(3)} m/s; free speed of the scenario's people 1.27 on average`);
    expect(wayM / timeS).toBeGreaterThan(1);
    expect(wayM / timeS).toBeLessThan(1.35);
  });

  it('tracks: header of PedPy and JPSvis, whole frames without gaps, inside the hall', () => {
    const lines = [...(feed.meter.tracks?.text('guided-hall', 1, result.fromS) ?? [])].join('').split('\n');
    const header = lines.filter((line) => line.startsWith('#'));
    // PedPy takes the first number of a header line with "framerate", and metres from "x/m".
    expect(header.find((line) => line.includes('framerate'))).toBe('# framerate: 2.00');
    expect(header.at(-1)).toBe('# id frame x/m y/m z/m');
    // JPSvis wants exactly one colon in the line of the frame rate, and "#geometry:" at the start.
    expect(header.some((line) => line.startsWith('#geometry: '))).toBe(true);
    const frames = new Map<number, number>();
    let rows = 0;
    for (const line of lines) {
      if (line.startsWith('#') || line === '') continue;
      const cells = line.split(/\s+/).map(Number);
      expect(cells.length).toBe(5);
      const [id, frame, x, y] = cells as [number, number, number, number];
      const last = frames.get(id);
      if (last !== undefined) expect(frame).toBe(last + 1);
      frames.set(id, frame);
      if (!(x >= 0 && x <= 36 && y >= 0 && y <= 24)) throw new Error(`outside: ${line}`);
      rows++;
    }
    expect(rows).toBe(feed.meter.tracks?.length);
    expect(frames.size).toBeGreaterThan(30);
    // Two frames a second for everybody: rows / 2 = person-seconds of the map.
    const persons = result.densityMean.reduce((sum, d) => sum + d * 0.25, 0) * (result.toS - result.fromS);
    expect(Math.abs(rows / 2 - persons)).toBeLessThan(0.01 * persons);
  });
});
