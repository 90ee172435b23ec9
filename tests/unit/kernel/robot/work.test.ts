/** Work in proportion: nothing is sensed or computed for a robot that stands, charges or waits. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { REALISTIC_SENSORS } from '../../../../src/kernel/robot/sensorPresets';
import { RobotRoom } from '../../../worlds/robotRoom';

const dock = { pose: { xM: 3, yM: 5, yawRad: 0 }, staging: { xM: 2, yM: 5, yawRad: 0 } };

describe('work', () => {
  it('a robot that waits or charges takes no scan, no look, and one step of its brain a second', () => {
    for (const at of [null, dock]) {
      const room = new RobotRoom({ decide: () => ({ idle: true }), dock: at, initialChargeRatio: 0.5 }).run(1);
      const before = room.robots.work(0);
      room.run(600);
      const after = room.robots.work(0);
      const did = [after.scans - before.scans, after.looks - before.looks, after.brainSteps - before.brainSteps];
      console.log(`${at ? 'charging' : 'waiting'} for 10 min: ${did[0]} scans, ${did[1]} looks, ${did[2]} brain steps`);
      expect(did).toEqual([0, 0, 600]);
      expect(room.robots.charging[0]).toBe(at ? 1 : 0);
    }
  });

  it('a robot at work senses at its rates', () => {
    const room = new RobotRoom({ decide: () => ({ v: 0.01 }) }).run(60);
    const { scans, looks, brainSteps } = room.robots.work(0);
    for (const count of [scans, looks, brainSteps]) expect(Math.abs(count - 600)).toBeLessThanOrEqual(2);
  });

  it('an idle robot asks to be woken once a second, and at once when it is spoken to', () => {
    const room = new RobotRoom({ decide: () => ({ idle: true }) }).run(2.2);
    expect(room.robots.nextWakeTick(room.tick) - room.tick).toBeGreaterThan(15);
    room.robots.hear(0, { text: '你好', language: 'zh' }, 4, 5);
    expect(room.robots.nextWakeTick(room.tick)).toBe(room.tick + 1);
  });

  it('an empty robot does nothing until it is charged', () => {
    const faults = [{ robot: 0, fromS: 3, toS: 3, kind: 'battery-low', chargeRatio: 0 }] as const;
    const room = new RobotRoom({ faults, decide: () => ({ v: 0.3 }) }).run(5);
    const steps = room.robots.work(0).brainSteps;
    room.run(60);
    expect(room.robots.work(0).brainSteps).toBe(steps);
    expect(room.robots.linearMps[0]).toBe(0);
    expect(room.robots.nextWakeTick(room.tick)).toBe(Infinity);
    expect(room.outputs.at(-1)).toMatchObject({ kind: 'activity', activity: 'stopped' });
    // One that stands on its dock wakes up by itself.
    const docked = new RobotRoom({ faults, dock, decide: () => ({ idle: true }) }).run(5);
    docked.run(600);
    expect(docked.robots.chargeRatio[0]).toBeGreaterThan(0.02);
    expect(docked.robots.work(0).brainSteps).toBeGreaterThan(100);
  });

  it('twenty robots among fifty people, all sensors on, are stepped and saved', () => {
    const draws = new RandomStream(3, Purpose.test);
    const starts = Array.from({ length: 20 }, (_, i) => ({ xM: 1 + (i % 10) * 2, yM: i < 10 ? 2 : 8, yawRad: i }));
    const people = Array.from({ length: 50 }, () => ({
      x: draws.uniformBetween(1, 19),
      y: draws.uniformBetween(3.5, 6.5),
      heading: draws.uniformBetween(-3, 3),
    }));
    const room = new RobotRoom({
      starts,
      people,
      body: REALISTIC_SENSORS,
      decide: ({ stampS }, robot) => ({ v: 0.4, w: Math.sin(stampS + robot) }),
    });
    const before = process.cpuUsage();
    room.run(10);
    const cpuS = process.cpuUsage(before).user / 1e6;
    console.log(`20 robots, 50 people, no brain: 10 s in ${cpuS.toFixed(2)} s of CPU (${(10 / cpuS).toFixed(0)} x)`);
    for (let i = 0; i < 20; i++) {
      expect(room.robots.work(i).scans).toBeGreaterThan(90);
      for (let k = 0; k < i; k++) {
        const { xM, yM } = room.robots;
        const apart = Math.hypot((xM[i] as number) - (xM[k] as number), (yM[i] as number) - (yM[k] as number));
        expect(apart).toBeGreaterThan(0.61);
      }
    }
    const again = new RobotRoom({ starts, people, body: REALISTIC_SENSORS });
    again.robots.load(structuredClone(room.robots.save()));
    expect(again.robots.save()).toEqual(room.robots.save());
  });
});
