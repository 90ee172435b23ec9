/** One conformance suite for both bodies: the kinematic one and Rapier's. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../src/kernel/base/random';
import type { MakeRobotBodies, NearbyPeople } from '../../../src/kernel/robot/body';
import { sidesOf } from '../../../src/kernel/robot/bumper';
import { makeKinematicBodies } from '../../../src/kernel/robot/kinematicBodies';
import { makeSolidGap } from '../../../src/kernel/robot/solidGap';
import { loadRapierBodies } from '../../../src/physics/rapierBodies';
import { box, KETTY, room } from '../../worlds/room';

const DT = 0.05;
const rapier = await loadRapierBodies();
const layout = room(10, 6, [box('block', 8, 3, 0.5, 0.5, 0.3)]);

function nobody(): NearbyPeople {
  const f = (): Float64Array => new Float64Array(64);
  return {
    count: 0,
    row: new Int32Array(64),
    robot: new Int32Array(64),
    xM: f(),
    yM: f(),
    vxMps: f(),
    vyMps: f(),
    radiusM: f(),
  };
}

function somebody(xM: number, yM: number): NearbyPeople {
  const people = nobody();
  people.count = 1;
  people.row[0] = 17;
  people.xM[0] = xM;
  people.yM[0] = yM;
  people.radiusM[0] = 0.2;
  return people;
}

describe.each([
  ['kinematic', makeKinematicBodies],
  ['rapier', rapier],
] as [string, MakeRobotBodies][])('%s body', (_name, make) => {
  const fresh = (x = 2, y = 3, yaw = 0) => {
    const bodies = make(layout, [KETTY]);
    bodies.place(0, x, y, yaw);
    return bodies;
  };

  it('drives straight as far as it is told', () => {
    const bodies = fresh();
    for (let i = 0; i < 100; i++) {
      bodies.drive(0, 0.6, 0);
      bodies.step(DT, nobody());
    }
    expect(bodies.xM[0]).toBeCloseTo(5, 3);
    expect(bodies.yM[0]).toBeCloseTo(3, 3);
    expect(bodies.yawRad[0]).toBeCloseTo(0, 6);
  });

  it('drives a circle back to where it began', () => {
    const bodies = fresh(4, 2);
    const ticks = 240;
    for (let i = 0; i < ticks; i++) {
      bodies.drive(0, 0.5, (2 * Math.PI) / (ticks * DT));
      bodies.step(DT, nobody());
    }
    expect(Math.hypot((bodies.xM[0] as number) - 4, (bodies.yM[0] as number) - 2)).toBeLessThan(0.02);
    expect(Math.abs(bodies.yawRad[0] as number)).toBeLessThan(0.01);
  });

  it('counter-clockwise is positive', () => {
    const bodies = fresh();
    for (let i = 0; i < 20; i++) {
      bodies.drive(0, 0, 0.5);
      bodies.step(DT, nobody());
    }
    expect(bodies.yawRad[0]).toBeCloseTo(0.5, 3);
  });

  it('is stopped by a wall and by a turned box, and says so', () => {
    for (const [x, y, yaw, gap] of [
      [2, 3, Math.PI, (b: { xM: Float64Array }) => b.xM[0] as number],
      [2, 1, -Math.PI / 2, (b: { yM: Float64Array }) => b.yM[0] as number],
    ] as const) {
      const bodies = fresh(x, y, yaw);
      for (let i = 0; i < 200; i++) {
        bodies.drive(0, 0.5, 0);
        bodies.step(DT, nobody());
      }
      expect(gap(bodies as never)).toBeGreaterThan(0.29);
      expect(gap(bodies as never)).toBeLessThan(0.34);
      expect(bodies.touchesSolid[0]).toBe(1);
    }
    const bodies = fresh(5, 3, 0);
    for (let i = 0; i < 200; i++) {
      bodies.drive(0, 0.5, 0);
      bodies.step(DT, nobody());
    }
    // The rigid body may slide along the turned face; neither may enter it.
    expect(makeSolidGap(layout)(bodies.xM[0] as number, bodies.yM[0] as number, 0.31)).toBeGreaterThan(-0.01);
    expect(bodies.touchesSolid[0]).toBe(1);
  });

  it('says which segment of the bumper is pressed, whatever it drives against and whichever way it looks', () => {
    for (const [yaw, side] of [
      [0, 'rear'],
      [Math.PI / 3, 'rear-left'],
      [-Math.PI / 3, 'rear-right'],
      [Math.PI, 'front'],
      [(2 * Math.PI) / 3, 'front-left'],
      [(-2 * Math.PI) / 3, 'front-right'],
    ] as const) {
      // At the left wall, turned.
      const bodies = fresh(0.3105, 3, yaw);
      bodies.drive(0, 0, 0.001);
      bodies.step(DT, nobody());
      expect(bodies.touchesSolid[0]).toBe(1);
      expect(sidesOf(bodies.touchedSides[0] as number)).toEqual([side]);
    }
    const corner = fresh(0.3105, 0.3105, 0.2);
    corner.drive(0, 0, 0.001);
    corner.step(DT, nobody());
    expect(sidesOf(corner.touchedSides[0] as number)).toEqual(['rear', 'rear-right']);
    const person = fresh(2, 3, 0);
    for (let i = 0; i < 100; i++) {
      person.drive(0, 0.5, 0);
      person.step(DT, somebody(4, 3.3));
      if (person.touchesPerson[0] === 17) break;
    }
    expect(sidesOf(person.touchedSides[0] as number)).toEqual(['front-left']);
    const two = make(layout, [KETTY, KETTY]);
    two.place(0, 2, 3, 0);
    two.place(1, 2.6205, 3, (2 * Math.PI) / 3);
    two.drive(0, 0, 0.001);
    two.step(DT, nobody());
    expect([0, 1].map((i) => sidesOf(two.touchedSides[i] as number))).toEqual([['front'], ['front-left']]);
    for (let i = 0; i < 40; i++) {
      two.drive(0, -0.2, 0);
      two.step(DT, nobody());
    }
    expect([...two.touchedSides]).toEqual([0, 0]);
  });

  it('touches a person without passing through and names the row', () => {
    const bodies = fresh(2, 3, 0);
    let touched = -1;
    for (let i = 0; i < 100; i++) {
      bodies.drive(0, 0.5, 0);
      bodies.step(DT, somebody(4, 3));
      touched = Math.max(touched, bodies.touchesPerson[0] as number);
    }
    expect(touched).toBe(17);
    expect(bodies.xM[0]).toBeLessThan(4 - 0.31 - 0.2 + 0.03);
  });

  it('stays at rest when not driven', () => {
    const bodies = fresh(3.3, 2.2, 1);
    for (let i = 0; i < 50; i++) bodies.step(DT, nobody());
    expect([bodies.xM[0], bodies.yM[0]]).toEqual([expect.closeTo(3.3, 5), expect.closeTo(2.2, 5)]);
    expect(bodies.yawRad[0]).toBeCloseTo(1, 5);
    expect(bodies.linearMps[0]).toBe(0);
  });

  it('saved and loaded, it goes on with the same bits', () => {
    const first = fresh();
    const drive = (bodies: ReturnType<typeof fresh>, from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        bodies.drive(0, 0.5, Math.sin(i / 9));
        bodies.step(DT, somebody(3 + i * 0.01, 3.2));
      }
    };
    drive(first, 0, 60);
    const state = structuredClone(first.save());
    const second = fresh();
    second.load(state);
    drive(first, 60, 140);
    drive(second, 60, 140);
    expect([second.xM[0], second.yM[0], second.yawRad[0]]).toEqual([first.xM[0], first.yM[0], first.yawRad[0]]);
  });

  it('robots stop at each other, both say so, and one that stands is not pushed away', () => {
    const bodies = make(layout, [KETTY, KETTY]);
    bodies.place(0, 2, 3, 0);
    bodies.place(1, 4, 3, 0);
    for (let i = 0; i < 120; i++) {
      bodies.drive(0, 0.5, 0);
      bodies.step(DT, nobody());
    }
    expect(bodies.xM[1]).toBeCloseTo(4, 2);
    expect(bodies.yM[1]).toBeCloseTo(3, 2);
    expect((bodies.xM[1] as number) - (bodies.xM[0] as number)).toBeGreaterThan(0.62 - 0.02);
    expect((bodies.xM[1] as number) - (bodies.xM[0] as number)).toBeLessThan(0.62 + 0.02);
    expect([bodies.touchesRobot[0], bodies.touchesRobot[1]]).toEqual([1, 0]);
    for (let i = 0; i < 60; i++) {
      bodies.drive(0, -0.2, 0);
      bodies.step(DT, nobody());
    }
    expect([bodies.touchesRobot[0], bodies.touchesRobot[1]]).toEqual([-1, -1]);
  });

  it('somebody who leans against a standing robot does not move it, while another one drives', () => {
    const bodies = make(layout, [KETTY, KETTY]);
    bodies.place(0, 2, 1, 0);
    bodies.place(1, 4, 4, 0.5);
    const leaning = somebody(4.45, 4);
    leaning.robot[0] = 1;
    for (let i = 0; i < 60; i++) {
      bodies.drive(0, 0.4, 0);
      bodies.step(DT, leaning);
    }
    expect([bodies.xM[1], bodies.yM[1], bodies.yawRad[1]]).toEqual([
      expect.closeTo(4, 2),
      expect.closeTo(4, 2),
      expect.closeTo(0.5, 2),
    ]);
    expect(bodies.touchesPerson[1]).toBe(17);
    expect(bodies.touchesPerson[0]).toBe(-1);
  });

  it('a hole in the floor is no wall', () => {
    const stairs = { ...box('stairs', 4, 3, 0.5, 0.5), kind: 'drop' as const, heightM: 0 };
    const bodies = make(room(10, 6, [stairs]), [KETTY]);
    bodies.place(0, 2, 3, 0);
    for (let i = 0; i < 100; i++) {
      bodies.drive(0, 0.5, 0);
      bodies.step(DT, nobody());
    }
    expect(bodies.xM[0]).toBeCloseTo(4.5, 2);
    expect(bodies.touchesSolid[0]).toBe(0);
  });

  it('put down elsewhere, it is there at rest, and drives on from there', () => {
    const bodies = fresh();
    for (let i = 0; i < 20; i++) {
      bodies.drive(0, 0.5, 0.2);
      bodies.step(DT, nobody());
    }
    bodies.place(0, 5, 1.5, 1);
    expect([bodies.xM[0], bodies.yM[0], bodies.linearMps[0], bodies.angularRps[0]]).toEqual([5, 1.5, 0, 0]);
    for (let i = 0; i < 20; i++) {
      bodies.drive(0, 0.5, 0);
      bodies.step(DT, nobody());
    }
    expect(bodies.xM[0]).toBeCloseTo(5 + 0.5 * Math.cos(1), 2);
    expect(bodies.yM[0]).toBeCloseTo(1.5 + 0.5 * Math.sin(1), 2);
  });

  it('driven at random by three robots among people for ten minutes: nothing is entered, nobody flies off', () => {
    const bodies = make(layout, [KETTY, KETTY, KETTY]);
    bodies.place(0, 2, 1.5, 0);
    bodies.place(1, 2, 4.5, 1);
    bodies.place(2, 5, 3, 2);
    const gapOf = makeSolidGap(layout);
    const draws = new RandomStream(9, Purpose.test);
    const people = nobody();
    const at = [
      [4, 1],
      [6, 4.5],
    ] as const;
    for (let k = 0; k < 6; k++) {
      const [x, y] = at[k % 2] as readonly [number, number];
      people.row[k] = k % 2;
      people.robot[k] = k >> 1;
      people.xM[k] = x;
      people.yM[k] = y;
      people.radiusM[k] = 0.2;
    }
    people.count = 6;
    const wanted = [0, 0, 0].map(() => ({ v: 0, w: 0 }));
    let deepest = 0;
    let nearest = Infinity;
    let fastest = 0;
    const ticks = 12_000;
    for (let tick = 0; tick < ticks; tick++) {
      const before = [bodies.xM.slice(), bodies.yM.slice()] as const;
      for (let i = 0; i < 3; i++) {
        if (tick % 40 === 0) wanted[i] = { v: draws.uniformBetween(-0.2, 0.8), w: draws.uniformBetween(-1.2, 1.2) };
        bodies.drive(i, wanted[i]?.v ?? 0, wanted[i]?.w ?? 0);
      }
      bodies.step(DT, people);
      for (let i = 0; i < 3; i++) {
        const x = bodies.xM[i] as number;
        const y = bodies.yM[i] as number;
        deepest = Math.min(deepest, gapOf(x, y, 0.31));
        for (const [px, py] of at) nearest = Math.min(nearest, Math.hypot(px - x, py - y) - 0.51);
        for (let k = 0; k < i; k++) {
          nearest = Math.min(nearest, Math.hypot((bodies.xM[k] as number) - x, (bodies.yM[k] as number) - y) - 0.62);
        }
        const way = Math.hypot(x - (before[0][i] as number), y - (before[1][i] as number)) / DT;
        fastest = Math.max(fastest, way - Math.abs(wanted[i]?.v ?? 0));
      }
    }
    console.log(
      `${_name}: ${ticks} ticks, deepest in a wall ${(1000 * -deepest).toFixed(1)} mm, in a person or robot ${(1000 * Math.max(0, -nearest)).toFixed(1)} mm, over the wanted speed by ${fastest.toFixed(3)} m/s`,
    );
    expect(deepest).toBeGreaterThan(-0.02);
    expect(nearest).toBeGreaterThan(-0.02);
    // A robot of 38 kg may be pushed by another one, but no faster than that one drives.
    expect(fastest).toBeLessThan(0.8);
  });
});
