/** Whose fault a touch is: the one rule of mission bench and day bench, and the day bench's watch on a hall of our making. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import { faultOf } from '../../../../src/metrics/robot/meter';
import { ContactWatch } from '../../../bench/contactWatch';

/** What the watch reads of a hall: robots and people that do as they are told. */
function stage(robots: number) {
  const columns = () => new Float64Array(8);
  const events = { kind: [] as number[], a: [] as number[], b: [] as number[], citizen: [] as number[], length: 0 };
  const system = {
    count: robots,
    xM: columns(),
    yM: columns(),
    yawRad: columns(),
    linearMps: columns(),
    activity: new Uint8Array(8),
  };
  const crowd = { xM: columns(), yM: columns(), vxMps: columns(), vyMps: columns() };
  const hall = { nowS: 0, log: events, robots: system, crowd, citizens: { rows: 1, number: Int32Array.of(7) } };
  const watch = new ContactWatch(hall as unknown as Hall);
  const touch = (robot: number, citizen: number, other = -1): void => {
    events.kind.push(EventKind.robotContact);
    events.a.push(robot);
    events.b.push(other + 1);
    events.citizen.push(citizen);
    events.length++;
  };
  const tick = (dtS = 0.05): void => {
    hall.nowS += dtS;
    watch.probe('robots');
  };
  return { watch, robots: system, crowd, touch, tick };
}

describe('whose fault a touch is', () => {
  it('is the person where the robot stands, leaves or creeps, else the robot or both', () => {
    expect(faultOf(0, 0.5)).toBe('person');
    expect(faultOf(-0.3, 0)).toBe('person');
    expect(faultOf(0.05, 0.5)).toBe('person');
    expect(faultOf(0.06, 0.05)).toBe('robot');
    expect(faultOf(0.4, 1.2)).toBe('shared');
  });

  it('judges by the faster of the touch and the tick before: who brakes on touching has driven all the same', () => {
    const { watch, robots, crowd, touch, tick } = stage(1);
    crowd.xM[0] = 0.55;
    robots.linearMps[0] = 0.4;
    tick();
    robots.linearMps[0] = 0;
    touch(0, 7);
    tick();
    expect(watch.contacts[0]).toMatchObject({ fault: 'robot', with: { citizen: 7 }, first: true });
    expect(watch.counts()).toEqual({ contacts: 1, encounters: 1, caused: 1 });
  });

  it('counts a person who walks on against a standing robot as one encounter, caused by none', () => {
    const { watch, crowd, touch, tick } = stage(1);
    crowd.xM[0] = 0.5;
    crowd.vxMps[0] = -0.5;
    tick();
    for (let k = 0; k < 3; k++) {
      touch(0, 7);
      tick(1.5);
    }
    expect(watch.counts()).toEqual({ contacts: 3, encounters: 1, caused: 0 });
    touch(0, 7);
    tick(30);
    expect(watch.counts()).toEqual({ contacts: 4, encounters: 2, caused: 0 });
  });

  it('counts a touch of two robots once, caused if either drove; walls are always caused', () => {
    const { watch, robots, touch, tick } = stage(2);
    robots.xM[1] = 0.6;
    robots.yawRad[1] = Math.PI;
    robots.linearMps[1] = 0.3;
    tick();
    touch(0, -1, 1);
    touch(1, -1, 0);
    tick();
    touch(0, -1);
    tick();
    expect(watch.contacts).toHaveLength(2);
    expect(watch.contacts[0]).toMatchObject({ with: { robot: 1 }, fault: 'robot' });
    expect(watch.contacts[1]).toMatchObject({ with: 'solid', fault: 'robot' });
  });
});
