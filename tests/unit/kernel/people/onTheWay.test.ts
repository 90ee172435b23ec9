/** On the way: groups of several, elderly who rest, wheels that turn slowly, people who make way, look at a robot or step before it. */
import { describe, expect, it } from 'vitest';
import { createCrowd } from '../../../../src/kernel/crowd/create';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind, type EventLog } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { rest, walkToPoint } from '../../../../src/kernel/mover';
import { createRouter } from '../../../../src/kernel/routing/router';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { BUILDS } from '../../../../src/kernel/spec';
import { advance, type PhaseProbe, stepTick } from '../../../../src/kernel/tick';
import { peopleFigures } from '../../../../src/metrics/people';
import { runHall } from '../../../../src/runtime/run';
import { makeHall, span } from '../../../worlds/halls';
import { peopleHall, times } from '../../../worlds/peopleHall';

const everySecond =
  (hall: Hall, see: () => void): PhaseProbe =>
  (phase) => {
    if (phase === 'brains' && hall.tick % 20 === 0) see();
  };
const count = (log: EventLog, kind: number): number => {
  let n = 0;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === kind) n++;
  return n;
};
const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;

describe('groups of two to five', () => {
  it('walk together, sit together, wait together and leave together', async () => {
    const hall = await peopleHall('companionShare: 0.5, childShare: 0.4, groupShares: { 3: 0.3, 4: 0.2, 5: 0.2 }');
    const sizes = new Map<number, number>();
    const spread: number[] = [];
    const seatGaps: number[] = [];
    let kept = 0;
    let members = 0;
    const probe = everySecond(hall, () => {
      const { citizens, crowd, people } = hall;
      if (!crowd || !people) return;
      for (let leader = 0; leader < citizens.rows; leader++) {
        if (citizens.phase[leader] === Phase.absent || people.companion[leader]! < 0) continue;
        sizes.set(citizens.number[leader]!, people.size[leader]!);
        for (let row = people.companion[leader]!; row >= 0; row = people.next[row]!) {
          const gap = Math.hypot(crowd.xM[row]! - crowd.xM[leader]!, crowd.yM[row]! - crowd.yM[leader]!);
          if (citizens.moving[leader] === 1 && citizens.moving[row] === 1) spread.push(gap);
          if (citizens.phase[leader] === Phase.seated && citizens.moving[row] === 0) {
            members++;
            if (people.kept[row]! >= 0) {
              kept++;
              seatGaps.push(gap);
            }
          }
        }
      }
    });
    runHall(hall, { probe });
    const of = (n: number): number => [...sizes.values()].filter((size) => size === n).length;
    const p90 = [...spread].sort((a, b) => a - b)[Math.floor(0.9 * spread.length)] as number;
    console.log(
      `groups of 2/3/4/5: ${[2, 3, 4, 5].map(of).join('/')}; to the leader while walking ${median(spread).toFixed(2)} m in the median, ${p90.toFixed(2)} m in 90%; seated: ${kept} of ${members} person-seconds on a kept seat, ${median(seatGaps).toFixed(2)} m from him; ${count(hall.log, EventKind.jamReleased)} jams released`,
    );
    expect(hall.problems).toEqual([]);
    expect(hall.citizens.inside).toBe(0);
    expect([...hall.placeTaken].reduce((sum, taken) => sum + taken, 0)).toBe(0);
    for (const n of [2, 3, 4, 5]) expect(of(n)).toBeGreaterThan(10);
    expect(median(spread)).toBeLessThan(1.5);
    expect(p90).toBeLessThan(3);
    expect(kept / members).toBeGreaterThan(0.95);
    expect(median(seatGaps)).toBeLessThan(1.3);
    expect(count(hall.log, EventKind.jamReleased)).toBeLessThanOrEqual(3);
    expect(hall.counts.arrived).toBe(hall.counts.served + hall.counts.leftUnserved);
  });
});

describe('elderly who rest', () => {
  const AGES = 'ages: { 40: 0.5, 70: 0.5 }';
  it.each([
    'micro',
    'meso',
  ] as const)('%s: it shows in the time from call to service, and nowhere else', async (resolution) => {
    const rests = `${AGES}, restShare: 1, restAfterM: 8, restTime: { dist: constant, meanS: 30 }`;
    const hall = await peopleHall(rests, { resolution });
    const plain = await peopleHall(AGES, { resolution });
    runHall(hall);
    runHall(plain);
    const found = peopleFigures(hall.log);
    const before = peopleFigures(plain.log);
    console.log(
      `${resolution}: ${found.rests} rests (${found.restsSeated} seated), ${found.restedOnCall} on the way to a window: call to service ${found.callToServiceRestedS.toFixed(1)} s, others ${found.callToServiceS.toFixed(1)} s; without the rule ${before.callToServiceS.toFixed(1)} s`,
    );
    expect(hall.problems).toEqual([]);
    expect(hall.citizens.inside).toBe(0);
    expect([...hall.placeTaken].reduce((sum, taken) => sum + taken, 0)).toBe(0);
    expect(before.rests).toBe(0);
    expect(found.rests).toBeGreaterThan(50);
    if (resolution === 'micro') expect(found.restsSeated).toBeGreaterThan(10);
    expect(found.restedOnCall).toBeGreaterThan(10);
    expect(found.callToServiceRestedS - found.callToServiceS).toBeGreaterThan(30);
    // Over all calls: longer by the rests, no more and no less.
    const calls = found.calls + found.restedOnCall;
    const meanS = (found.calls * found.callToServiceS + found.restedOnCall * found.callToServiceRestedS) / calls;
    const due = (30 * found.restedOnCall) / calls;
    console.log(`all calls ${(meanS - before.callToServiceS).toFixed(1)} s longer, rests alone ${due.toFixed(1)} s`);
    expect(meanS - before.callToServiceS).toBeGreaterThan(0.9 * due);
    expect(meanS - before.callToServiceS).toBeLessThan(1.6 * due);
  });
});

/** An aisle of 2.2 m between two blocks of seats, somebody with wheels from one end to the other, and others who stand in it. */
async function throughAisle(
  rule: string,
  standing: boolean,
  phase: Phase = Phase.standing,
): Promise<{ seconds: number; asides: number; back: number }> {
  const hall = await peopleHall(rule);
  const { citizens, crowd, people } = hall;
  if (!crowd || !people) throw new Error('no bodies');
  const add = (number: number, xM: number, yM: number, kind: (typeof BUILDS)[number], phase: number): number => {
    const row = citizens.add(number);
    people.reset(row);
    hall.rules?.reset(row);
    citizens.build[row] = BUILDS.indexOf(kind);
    citizens.phase[row] = phase;
    citizens.speedMps[row] = 0.9;
    people.makesWay[row] = people.spec.makeWayShare;
    rest(hall, row, xM, yM, 0);
    return row;
  };
  const wheels = add(1, 13, 9.5, 'wheelchair', Phase.leaving);
  crowd.setWheels(wheels, people.spec.wheelchairTurnRps, people.spec.wheelsM);
  const stands: number[] = [];
  if (standing) {
    for (let k = 0; k < 5; k++) {
      for (const dx of k % 2 === 0 ? [-0.35, 0.35] : [0]) {
        stands.push(add(10 + stands.length, 13 + dx, 12.4 + k, 'average', phase));
      }
    }
  }
  const home = stands.map((row) => [crowd.xM[row]!, crowd.yM[row]!] as const);
  const north = hall.spec.layout.windows.findIndex((window) => window.id === 'B03');
  const target = hall.spec.layout.places[hall.spec.layout.windows[north]!.place]!.target;
  walkToPoint(hall, wheels, target, 13, 18.6);
  let seconds = 0;
  while (citizens.moving[wheels] === 1 && seconds < 120) {
    stepTick(hall);
    seconds += 0.05;
  }
  for (let i = 0; i < 200; i++) stepTick(hall);
  const back = stands.filter(
    (row, k) => Math.hypot(crowd.xM[row]! - home[k]![0], crowd.yM[row]! - home[k]![1]) < 0.35,
  ).length;
  return { seconds, asides: count(hall.log, EventKind.madeWay), back };
}

describe('wheels', () => {
  it('people who stand in an aisle make way and come back: the way through is nearly that of an empty aisle', async () => {
    const empty = await throughAisle('makeWayShare: 1', false);
    const before = await throughAisle('makeWayShare: 0', true);
    const after = await throughAisle('makeWayShare: 1', true);
    console.log(
      `wheelchair through 9 m of aisle: empty ${empty.seconds.toFixed(1)} s; 8 people stand in it: ${before.seconds.toFixed(1)} s, when they make way ${after.seconds.toFixed(1)} s (${after.asides} stepped aside, ${after.back} of 8 back)`,
    );
    const line = await throughAisle('makeWayShare: 1', true, Phase.inLine);
    console.log(`the same 8 people standing in a line: ${line.seconds.toFixed(1)} s, ${line.back} of 8 back`);
    expect(line.seconds).toBeLessThan(2 * empty.seconds);
    expect(line.back).toBe(8);
    expect(before.asides).toBe(0);
    expect(after.asides).toBeGreaterThan(3);
    expect(after.back).toBe(8);
    expect(after.seconds).toBeLessThan(0.6 * before.seconds);
    expect(after.seconds).toBeLessThan(2 * empty.seconds);
  });

  it('take the wide aisle where people on foot take the narrow one, and the narrow one where nothing else leads', () => {
    // A wall across the room with a gap of 0.6 m on the straight way and one of 1.4 m at its end, which may be shut.
    const room = (shut: boolean) =>
      makeHall({
        widthM: 14,
        heightM: 10,
        solids: [span(0, 4.9, 4.7, 5.1), span(5.3, 4.9, shut ? 14 : 10.6, 5.1), span(12, 4.9, 14, 5.1)],
        targets: [[5, 9]],
      });
    const way = (shut: boolean, radiusM: number, wheelsM: number): { atX: number; seconds: number } => {
      const layout = room(shut);
      const crowd = createCrowd(layout, createRouter(layout), 1);
      crowd.reserve(1);
      crowd.park(0, 5, 1, Math.PI / 2, radiusM);
      crowd.setWheels(0, wheelsM > 0 ? Math.PI / 2 : 0, wheelsM);
      crowd.walk(0, 0, 5, 9, 0.9);
      let atX = Number.NaN;
      let seconds = 0;
      while (crowd.walkers > 0 && seconds < 120) {
        const before = crowd.yM[0]!;
        crowd.step(0.05);
        seconds += 0.05;
        if (before < 5 && crowd.yM[0]! >= 5) atX = crowd.xM[0]!;
      }
      return { atX, seconds };
    };
    const foot = way(false, 0.2, 0);
    const chair = way(false, 0.35, 0.45);
    const only = way(true, 0.28, 0.45);
    console.log(
      `through the wall at x: on foot ${foot.atX.toFixed(1)} (${foot.seconds.toFixed(1)} s), on wheels ${chair.atX.toFixed(1)} (${chair.seconds.toFixed(1)} s); only the narrow gap: ${only.atX.toFixed(1)} (${only.seconds.toFixed(1)} s)`,
    );
    expect(foot.atX).toBeCloseTo(5, 0);
    expect(chair.atX).toBeGreaterThan(10.6);
    expect(only.atX).toBeCloseTo(5, 0);
    expect(Math.max(foot.seconds, chair.seconds, only.seconds)).toBeLessThan(60);
  });

  it('a wheelchair turns as fast as it can and no faster', async () => {
    const hall = await peopleHall('wheelchairTurnDps: 60');
    const { citizens, crowd, people } = hall;
    if (!crowd || !people) throw new Error('no bodies');
    const row = citizens.add(1);
    people.reset(row);
    hall.rules?.reset(row);
    citizens.build[row] = BUILDS.indexOf('wheelchair');
    citizens.phase[row] = Phase.leaving;
    citizens.speedMps[row] = 0.9;
    rest(hall, row, 20, 9, Math.PI / 2);
    crowd.setWheels(row, people.spec.wheelchairTurnRps, people.spec.wheelsM);
    const place = hall.spec.layout.places[hall.derived.exits[0]!]!;
    walkToPoint(hall, row, place.target, place.xM, place.yM);
    let most = 0;
    let turned = 0;
    let hx = crowd.headingX[row]!;
    let hy = crowd.headingY[row]!;
    while (citizens.moving[row] === 1 && citizens.number[row] === 1 && turned < 4000) {
      stepTick(hall);
      const nx = crowd.headingX[row]!;
      const ny = crowd.headingY[row]!;
      if (nx !== 0 || ny !== 0) most = Math.max(most, Math.abs(Math.atan2(hx * ny - hy * nx, hx * nx + hy * ny)));
      hx = nx;
      hy = ny;
      turned++;
    }
    const dps = (most * 180) / Math.PI / 0.05;
    console.log(
      `fastest turn ${dps.toFixed(1)} degrees/s of 60 allowed, at the door after ${(turned * 0.05).toFixed(1)} s`,
    );
    expect(dps).toBeLessThan(60.5);
    expect(dps).toBeGreaterThan(55);
    expect(turned).toBeLessThan(1500);
  });
});

/** The robot drives to and fro across the hall, all the time; returns the seconds of each leg. */
function driveToAndFro(hall: Hall, minutes: number): number[] {
  const ends = [
    { xM: 31, yM: 9, yawRad: 1.57 },
    { xM: 5.5, yM: 9.6, yawRad: 1.57 },
  ];
  const legs: number[] = [];
  let at = 0;
  let sinceS = hall.nowS;
  const order = (): void => {
    hall.commands.push({ kind: 'robot-request', robot: 0, request: { kind: 'go-to', pose: ends[at % 2]! } });
    sinceS = hall.nowS;
  };
  order();
  const untilS = hall.nowS + 60 * minutes;
  while (hall.nowS < untilS) {
    advance(hall, hall.nowS + 1);
    const goal = ends[at % 2]!;
    if (Math.hypot(hall.robots!.xM[0]! - goal.xM, hall.robots!.yM[0]! - goal.yM) > 0.6) continue;
    legs.push(hall.nowS - sinceS);
    at++;
    order();
  }
  return legs;
}

describe('people and robot', () => {
  it('who looks at the robot and who steps before it costs it time; nobody is trapped, nobody is touched', async () => {
    const drive = async (rule: string) => {
      const hall = await peopleHall(rule, { withoutRobots: false }, times(5));
      runHall(hall, { untilS: hall.startS + 1500 });
      const legs = driveToAndFro(hall, 15);
      const found = peopleFigures(hall.log);
      const touched = count(hall.log, EventKind.robotContact);
      const mean = legs.reduce((sum, v) => sum + v, 0) / legs.length;
      console.log(
        `{ ${rule} }: ${found.looks} looked, ${found.blocks} stepped in its way; ${legs.length} legs of 26 m, ${mean.toFixed(1)} s in the mean, longest ${Math.max(...legs).toFixed(0)} s; ${touched} contacts, ${count(hall.log, EventKind.jamReleased)} jams released, ${hall.counts.served} served`,
      );
      expect(hall.problems).toEqual([]);
      return { ...found, mean, touched, jams: count(hall.log, EventKind.jamReleased) };
    };
    const none = await drive('curiousM: 4');
    const blocks = await drive('curiousM: 4, lookShare: 0.3, blockShare: 0.3');
    expect(none.looks + none.blocks).toBe(0);
    expect(blocks.looks).toBeGreaterThan(5);
    expect(blocks.blocks).toBeGreaterThan(3);
    expect(blocks.mean).toBeGreaterThan(none.mean);
    for (const day of [none, blocks]) {
      expect(day.touched).toBe(0);
      expect(day.jams).toBeLessThanOrEqual(none.jams + 3);
    }
  }, 300_000);
});

describe('a run is a value', () => {
  it('saved and restored in the middle of it all, the future is the same', async () => {
    const rule =
      'ages: { 40: 0.5, 70: 0.5 }, restShare: 1, restAfterM: 6, strollerShare: 0.1, strollerTurnDps: 90, wheelsM: 0.45, makeWayShare: 1, companionShare: 0.4, groupShares: { 3: 0.3, 4: 0.2, 5: 0.1 }, lookShare: 0.5, blockShare: 0.3';
    const options = { withoutRobots: false };
    const hall = await peopleHall(rule, options);
    runHall(hall, { untilS: hall.startS + 1500 });
    const state = structuredClone(saveHall(hall));
    advance(hall, hall.nowS + 200);
    const copy = await peopleHall(rule, options);
    restoreHall(copy, state);
    advance(copy, hall.nowS);
    expect(hashHall(copy)).toBe(hashHall(hall));
  });
});

describe('wrong input', () => {
  it('groups of more than everybody are refused with their path', async () => {
    await expect(peopleHall('groupShares: { 3: 0.7, 4: 0.5 }')).rejects.toThrow(
      /rules\.people\.groupShares.*sum to 1\.2/,
    );
  });
});
