/** Each fault of the library, and what it does to a robot that is otherwise well. */
import { describe, expect, it } from 'vitest';
import { type FaultEffect, type FaultKind, type FaultSpec, FaultTimeline } from '../../../../src/kernel/robot/faults';
import { fault as faultSchema } from '../../../../src/scenario/schema/robots';
import { mean, RobotRoom, type RobotRoomOptions } from '../../../worlds/robotRoom';

const FROM_S = 2;
const LASTS_S = 4;

/** The same room without and with the fault, each run for 8 s; the fault acts from 2 s to 6 s. */
function pair(effect: FaultEffect, options: RobotRoomOptions = {}): { well: RobotRoom; ill: RobotRoom } {
  const fault: FaultSpec = { robot: 0, fromS: FROM_S, toS: FROM_S + LASTS_S, ...effect };
  const people = options.people ?? [];
  const fresh = (): RobotRoomOptions => ({ ...options, people: people.map((person) => ({ ...person })) });
  return {
    well: new RobotRoom(fresh()).run(8),
    ill: new RobotRoom({ ...fresh(), faults: [fault] }).run(8),
  };
}

const DOCK = {
  pose: { xM: 3, yM: 5, yawRad: Math.PI },
  staging: { xM: 4, yM: 5, yawRad: Math.PI },
};

function during(room: RobotRoom) {
  return room.percepts.filter(({ stampS }) => stampS > FROM_S + 0.3 && stampS < FROM_S + LASTS_S);
}
function later(room: RobotRoom) {
  return room.percepts.filter(({ stampS }) => stampS > FROM_S + LASTS_S + 0.3);
}

const tested = new Set<FaultKind>();
function faultTest(kind: FaultKind, name: string, test: () => void): void {
  tested.add(kind);
  it(`${kind}: ${name}`, test);
}

describe('faults', () => {
  faultTest('lidar-dropout', 'the share of beams is lost, then all come back', () => {
    const { ill } = pair({ kind: 'lidar-dropout', share: 0.4 });
    const lost = (percepts: typeof ill.percepts): number =>
      mean(
        percepts.flatMap(({ scans }) =>
          scans.map(({ rangesM }) => rangesM.filter((range) => range === Infinity).length / rangesM.length),
        ),
      );
    // 0.5% of the sensor's own, and what is beyond 12 m.
    const usual = lost(later(ill));
    const now = lost(during(ill));
    console.log(`lidar-dropout 0.4: ${now.toFixed(3)} of the beams lost, ${usual.toFixed(3)} without`);
    expect((now - usual) / (1 - usual)).toBeCloseTo(0.4, 1);
  });

  faultTest('lidar-dead', 'no scan while it lasts', () => {
    const { ill, well } = pair({ kind: 'lidar-dead' });
    expect(during(ill).every(({ scans }) => scans.length === 0)).toBe(true);
    expect(later(ill).some(({ scans }) => scans.length === 1)).toBe(true);
    expect(during(well).some(({ scans }) => scans.length === 1)).toBe(true);
  });

  faultTest('lidar-stuck-sector', 'the sector repeats itself while the robot drives, the rest goes on', () => {
    const { ill } = pair(
      { kind: 'lidar-stuck-sector', fromRad: -0.5, toRad: 0.5 },
      { decide: () => ({ v: 0.5 }), starts: [{ xM: 3, yM: 5, yawRad: 0 }] },
    );
    const ahead = during(ill).flatMap(({ scans }) => scans.map((scan) => [scan.rangesM[180], scan.rangesM[90]]));
    expect(new Set(ahead.map(([front]) => front)).size).toBe(1);
    expect(new Set(ahead.map(([, side]) => side)).size).toBeGreaterThan(10);
  });

  faultTest('odometry-bias', 'distances and headings read too much', () => {
    const { ill, well } = pair(
      { kind: 'odometry-bias', distanceShare: 0.2, yawRadPerM: 0.1 },
      { decide: () => ({ v: 0.5 }) },
    );
    const extra = ill.percept.odometry.yawRad - well.percept.odometry.yawRad;
    console.log(`odometry-bias 0.1 rad/m over 2 m: heading off by ${extra.toFixed(3)} rad`);
    expect(extra).toBeCloseTo(0.2, 1);
    expect(ill.robots.xM[0]).toBeCloseTo(well.robots.xM[0] as number, 9);
    const way = (room: RobotRoom): number => Math.hypot(room.percept.odometry.xM, room.percept.odometry.yM);
    expect(way(ill) - way(well)).toBeGreaterThan(0.3);
  });

  faultTest('wheel-slip', 'the robot falls behind its wheels', () => {
    const { ill, well } = pair({ kind: 'wheel-slip', share: 0.5 }, { decide: () => ({ v: 0.5 }) });
    const driven = (room: RobotRoom): number => room.robots.distanceM[0] as number;
    expect(driven(well) - driven(ill)).toBeCloseTo(0.5 * 0.5 * LASTS_S, 1);
    expect(ill.percept.odometry.xM).toBeCloseTo(well.percept.odometry.xM, 1);
    expect(mean(during(ill).map(({ odometry }) => odometry.linearMps))).toBeCloseTo(0.5, 6);
  });

  faultTest('imu-bias', 'the yaw rate is off', () => {
    const imu = { yawRateSigmaRps: 0.001, biasSigmaRps: 0, biasWalkRps: 0, accelSigmaMps2: 0 };
    const { ill } = pair({ kind: 'imu-bias', yawRateRps: 0.2 }, { body: { imu } });
    expect(mean(during(ill).map((percept) => percept.imu?.yawRateRps ?? 0))).toBeCloseTo(0.2, 2);
    expect(mean(later(ill).map((percept) => percept.imu?.yawRateRps ?? 0))).toBeCloseTo(0, 2);
  });

  faultTest('camera-blind', 'nobody is seen', () => {
    const { ill, well } = pair({ kind: 'camera-blind' }, { people: [{ x: 5, y: 5 }] });
    expect(during(ill).flatMap(({ people }) => people)).toEqual([]);
    expect(during(well).flatMap(({ people }) => people).length).toBeGreaterThan(20);
  });

  faultTest('detector-false-alarms', 'people that are not there, at the rate', () => {
    const ids = new Set<number>();
    const room = new RobotRoom({
      faults: [{ robot: 0, fromS: 0, toS: 600, kind: 'detector-false-alarms', perMin: 30 }],
    }).run(600);
    for (const { people } of room.percepts) for (const person of people) ids.add(person.trackId);
    console.log(`false alarms: ${ids.size} in 10 min at 30 a minute`);
    expect(Math.abs(ids.size - 300)).toBeLessThan(4 * Math.sqrt(300));
  });

  faultTest('microphone-deaf', 'what is said is not heard', () => {
    const room = new RobotRoom({ faults: [{ robot: 0, fromS: 2, toS: 6, kind: 'microphone-deaf' }] });
    const sayAt = (seconds: number): number => {
      room.run(seconds - room.nowS);
      room.robots.hear(0, { text: '你好', language: 'zh' }, 4, 5);
      room.run(0.2);
      return room.percepts.slice(-3).flatMap(({ heard }) => heard).length;
    };
    expect([sayAt(1), sayAt(3), sayAt(7)]).toEqual([1, 0, 1]);
  });

  faultTest('bumper-stuck', 'says "touched" in free space', () => {
    const { ill } = pair({ kind: 'bumper-stuck', side: null });
    expect(during(ill).every(({ contacts }) => contacts.bumper && contacts.bumperSides?.length === 6)).toBe(true);
    const one = pair({ kind: 'bumper-stuck', side: 'front-left' });
    expect(during(one.ill).map(({ contacts }) => contacts.bumperSides)).toContainEqual(['front-left']);
    expect(during(one.ill).every(({ contacts }) => contacts.bumper && contacts.bumperSides?.length === 1)).toBe(true);
    expect(during(one.well).every(({ contacts }) => !contacts.bumper && contacts.bumperSides?.length === 0)).toBe(true);
    expect(later(ill).some(({ contacts }) => contacts.bumper)).toBe(false);
    expect(ill.outputs.filter(({ kind }) => kind === 'contact')).toEqual([]);
  });

  faultTest('dock-contact-gap', 'no charge at the dock pose, but deeper in', () => {
    const { ill, well } = pair({ kind: 'dock-contact-gap', gapM: 0.05 }, { dock: DOCK, starts: [DOCK.pose] });
    expect(during(well).every(({ battery }) => battery.charging)).toBe(true);
    expect(during(ill).some(({ battery }) => battery.charging)).toBe(false);
    expect(later(ill).every(({ battery }) => battery.charging)).toBe(true);
    const deeper = pair(
      { kind: 'dock-contact-gap', gapM: 0.05 },
      { dock: DOCK, starts: [{ ...DOCK.pose, xM: DOCK.pose.xM - 0.05 }] },
    );
    expect(during(deeper.ill).every(({ battery }) => battery.charging)).toBe(true);
  });

  faultTest('dock-marker-hidden', 'the marker is not seen', () => {
    const { ill, well } = pair({ kind: 'dock-marker-hidden' }, { dock: DOCK, starts: [DOCK.staging] });
    expect(during(well).every(({ dockMarker }) => dockMarker !== null)).toBe(true);
    expect(during(ill).every(({ dockMarker }) => dockMarker === null)).toBe(true);
  });

  faultTest('battery-sag', 'voltage and charge fall faster', () => {
    const { ill, well } = pair({ kind: 'battery-sag', resistanceOhm: 2 });
    const sag = mean(during(well).map((p) => p.battery.voltageV)) - mean(during(ill).map((p) => p.battery.voltageV));
    expect(sag).toBeCloseTo(2 * (50 / 25.6), 1);
    const used = (room: RobotRoom): number => 0.9 - room.percept.battery.chargeRatio;
    // Loss R I^2 = 2 x 1.95^2 = 7.6 W of 50 W, for half the time.
    expect(used(ill) / used(well)).toBeCloseTo(1 + 7.6 / 50 / 2, 2);
  });

  faultTest('battery-aged', 'the charge lasts shorter', () => {
    const { ill, well } = pair({ kind: 'battery-aged', capacityShare: 0.5 });
    const used = (room: RobotRoom): number => 0.9 - room.percept.battery.chargeRatio;
    expect(used(ill) / used(well)).toBeCloseTo(1.5, 1);
  });

  faultTest('battery-low', 'the charge falls at once, and goes on from there', () => {
    const { ill } = pair({ kind: 'battery-low', chargeRatio: 0.12 });
    expect(during(ill)[0]?.battery.chargeRatio).toBeCloseTo(0.12, 3);
    expect(ill.percept.battery.chargeRatio).toBeLessThan(0.12);
  });

  faultTest('command-delay', 'the robot obeys later and does not forget', () => {
    const go = (percept: { stampS: number }) => ({ v: percept.stampS >= 3 ? 0.5 : 0 });
    const { ill, well } = pair({ kind: 'command-delay', delayS: 0.5 }, { decide: go });
    const startS = (room: RobotRoom): number =>
      room.percepts.find(({ odometry }) => odometry.linearMps > 0)?.stampS ?? Number.NaN;
    expect(startS(ill) - startS(well)).toBeCloseTo(0.5, 5);
  });

  faultTest('command-loss', 'with every command lost the watchdog stops the robot', () => {
    const { ill } = pair({ kind: 'command-loss', share: 1 }, { decide: () => ({ v: 0.5 }) });
    expect(during(ill).at(-1)?.odometry.linearMps).toBe(0);
    expect(later(ill).at(-1)?.odometry.linearMps).toBeCloseTo(0.5, 6);
  });

  faultTest('percept-delay', 'what the brain gets is old, in order, and complete', () => {
    const room = new RobotRoom({ faults: [{ robot: 0, fromS: 2, toS: 6, kind: 'percept-delay', delayS: 0.4 }] });
    const ages: number[] = [];
    room.decide = (percept) => {
      if (percept.stampS > 2.5 && percept.stampS < 6) ages.push(room.nowS - percept.stampS);
      return {};
    };
    room.run(8);
    expect(Math.min(...ages)).toBeCloseTo(0.4, 6);
    const stamps = room.percepts.map(({ stampS }) => stampS);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(stamps.length).toBe(new RobotRoom().run(8).percepts.length);
  });

  faultTest('percept-loss', 'the share of percepts never arrives', () => {
    const room = new RobotRoom({ faults: [{ robot: 0, fromS: 0, toS: 200, kind: 'percept-loss', share: 0.3 }] });
    const got = room.run(200).percepts.length / new RobotRoom().run(200).percepts.length;
    console.log(`percept-loss 0.3: ${(1 - got).toFixed(3)} lost`);
    expect(1 - got).toBeCloseTo(0.3, 1);
  });

  faultTest('kidnapped', 'stands elsewhere at rest, and odometry has not noticed', () => {
    const pose = { xM: 15, yM: 2, yawRad: 1 };
    const { ill, well } = pair({ kind: 'kidnapped', pose }, { decide: () => ({ w: 0 }) });
    expect([ill.robots.xM[0], ill.robots.yM[0], ill.robots.yawRad[0]]).toEqual([15, 2, 1]);
    expect(ill.percept.odometry).toEqual(well.percept.odometry);
  });

  faultTest('emergency-stop', 'stands still whatever the brain says, and says why', () => {
    const { ill } = pair({ kind: 'emergency-stop' }, { decide: () => ({ v: 0.5, w: 0.3 }) });
    const held = during(ill).filter(({ stampS }) => stampS > FROM_S + 0.8);
    expect(held.every(({ odometry, contacts }) => odometry.linearMps === 0 && contacts.emergencyStop)).toBe(true);
    expect(later(ill).at(-1)?.odometry.linearMps).toBeGreaterThan(0.3);
  });

  it('every kind that a scenario may name is tested here', () => {
    const kinds = faultSchema.options.map((option) => option.shape.kind.value);
    expect([...tested].sort()).toEqual([...kinds].sort());
  });
});

describe('fault timeline', () => {
  it('acts from the tick of its time to the tick of its end, and wakes the hall there', () => {
    const faults: FaultSpec[] = [
      { robot: 0, fromS: 101, toS: 102, kind: 'camera-blind' },
      { robot: 0, fromS: 101.5, toS: Infinity, kind: 'command-delay', delayS: 0.2 },
      { robot: 0, fromS: 101.5, toS: Infinity, kind: 'command-delay', delayS: 0.3 },
      { robot: 0, fromS: 103, toS: 103, kind: 'battery-low', chargeRatio: 0.1 },
    ];
    const line = new FaultTimeline(faults, 100, 0.05);
    expect([19, 20, 39, 40].map((tick) => line.effectsAt(tick).cameraBlind)).toEqual([false, true, true, false]);
    expect(line.effectsAt(35).commandDelayS).toBeCloseTo(0.5, 12);
    expect([0, 20, 30, 40, 60].map((tick) => line.nextTick(tick))).toEqual([20, 30, 40, 60, Infinity]);
    expect(line.momentsAt(60)).toHaveLength(1);
    expect(line.effectsAt(31)).toBe(line.effectsAt(39));
  });

  it('saved in the middle of faults and put back, the robot goes on with the same bits', () => {
    const faults: FaultSpec[] = [
      { robot: 0, fromS: 1, toS: 9, kind: 'percept-delay', delayS: 0.3 },
      { robot: 0, fromS: 2, toS: 9, kind: 'lidar-stuck-sector', fromRad: -1, toRad: 1 },
      { robot: 0, fromS: 2, toS: 9, kind: 'wheel-slip', share: 0.2 },
      { robot: 0, fromS: 2, toS: 9, kind: 'battery-aged', capacityShare: 0.7 },
      { robot: 0, fromS: 6, toS: 6, kind: 'kidnapped', pose: { xM: 9, yM: 3, yawRad: 0.5 } },
    ];
    const options: RobotRoomOptions = { faults, decide: ({ stampS }) => ({ v: 0.4, w: Math.sin(stampS) }) };
    const first = new RobotRoom(options).run(5);
    const saved = structuredClone(first.robots.save());
    const second = new RobotRoom(options);
    second.robots.load(saved);
    second.tick = first.tick;
    first.run(6);
    second.run(6);
    expect(second.percepts.at(-1)).toEqual(first.percepts.at(-1));
    expect(second.robots.save()).toEqual(first.robots.save());
  });
});
