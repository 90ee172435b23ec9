/** Each error source against its own parameter: camera, microphone, inertial unit, marker, touch, reader. Figures are printed. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { makeImu, readImu } from '../../../../src/kernel/robot/imu';
import { garbled, hearSpeech, wordErrorShare } from '../../../../src/kernel/robot/microphone';
import { BASIC_SENSORS, REALISTIC_SENSORS } from '../../../../src/kernel/robot/sensorPresets';
import { mean, RobotRoom, sd } from '../../../worlds/robotRoom';
import { box, room } from '../../../worlds/room';

const { camera, microphone } = BASIC_SENSORS;
const { recognition } = REALISTIC_SENSORS.microphone;
if (recognition === null) throw new Error('the realistic preset has no recognition errors');

/** Within four standard deviations of a binomial share. */
function expectShare(name: string, seen: number, of: number, share: number): void {
  const got = seen / of;
  const tolerance = 4 * Math.sqrt((share * (1 - share)) / of);
  console.log(`${name}: ${got.toFixed(4)} of ${of}, parameter ${share}`);
  expect(Math.abs(got - share)).toBeLessThan(tolerance);
}

describe('camera', () => {
  const people = () => [
    { x: 6, y: 5 },
    { x: 5, y: 6, seated: true },
  ];

  it('misses, blurs and confuses as its parameters say', () => {
    const body = { camera: { ...camera, missShare: 0.1, sigmaM: 0.05, postureErrorShare: 0.2 } };
    const { percepts } = new RobotRoom({ body, people: people() }).run(300);
    const found = percepts.flatMap((percept) => percept.people);
    expectShare('camera misses', 2 * percepts.length - found.length, 2 * percepts.length, 0.1);
    const wrong = found.filter(({ yM, posture }) => yM > 0.5 !== (posture === 'seated')).length;
    expectShare('posture errors', wrong, found.length, 0.2);
    const errors = found.filter(({ yM }) => yM < 0.5).map(({ xM }) => xM - 3);
    console.log(`camera position sd: ${sd(errors).toFixed(4)} m, parameter 0.05`);
    expect(sd(errors) / 0.05).toBeCloseTo(1, 1);
    expect(Math.abs(mean(errors))).toBeLessThan(0.005);
  });

  it('sees nobody behind, beside its view or too far; its guest also behind', () => {
    const far = [
      { x: 1.5, y: 5 },
      { x: 3, y: 7 },
      { x: 8.2, y: 5 },
    ];
    const room = new RobotRoom({ people: far }).run(2);
    expect(room.percepts.flatMap((percept) => percept.people)).toEqual([]);
    room.robots.setGuest(0, 0);
    room.run(2);
    expect(room.percept.people.filter(({ isGuest }) => isGuest)).toHaveLength(1);
  });

  it('does not see through a wall, but over low furniture and through glass', () => {
    const seenBehind = (solid: ReturnType<typeof box>): number => {
      const body = { camera: { ...camera, occlusion: true, missShare: 0 } };
      const layout = room(20, 10, [solid]);
      return new RobotRoom({ body, layout, people: [{ x: 6, y: 5 }] }).run(1).percept.people.length;
    };
    const wall = box('wall', 4.5, 5, 0.1, 1);
    expect(seenBehind({ ...wall, heightM: 2.5 })).toBe(0);
    expect(seenBehind({ ...wall, heightM: 0.8 })).toBe(1);
    expect(seenBehind({ ...wall, heightM: 2.5, glass: true })).toBe(1);
    expect(seenBehind({ ...wall, heightM: 2.5, yM: 8 })).toBe(1);
  });

  it('latency: a walker is reported where he was, in the robot frame of now', () => {
    const exact = { ...camera, missShare: 0, sigmaM: 0 };
    const walk = (latencyS: number) =>
      new RobotRoom({
        body: { camera: { ...exact, latencyS } },
        people: [{ x: 5, y: 4, vy: 0.5 }],
        decide: () => ({ v: 0.2 }),
      }).run(4);
    const now = walk(0);
    const late = walk(0.2);
    const lag = (now.percept.people[0]?.yM ?? 0) - (late.percept.people[0]?.yM ?? 0);
    console.log(`camera latency 0.2 s at 0.5 m/s: ${lag.toFixed(3)} m behind`);
    expect(lag).toBeCloseTo(0.1, 6);
    expect(late.percept.people[0]?.xM).toBeCloseTo(now.percept.people[0]?.xM ?? 0, 6);
  });

  it('false alarms come at their rate and stay half a second', () => {
    const body = { camera: { ...camera, falseAlarmsPerMin: 12 } };
    const { percepts } = new RobotRoom({ body }).run(900);
    const looks = percepts.flatMap((percept) => percept.people.map(({ trackId }) => trackId));
    const ids = new Set(looks).size;
    console.log(
      `false alarms: ${(ids / 15).toFixed(2)} a minute, parameter 12; ${(looks.length / ids).toFixed(2)} looks each`,
    );
    expect(Math.abs(ids - 180)).toBeLessThan(4 * Math.sqrt(180));
    expect(looks.length / ids).toBeCloseTo(5, 0);
  });
});

describe('microphone', () => {
  const robot = { xM: 0, yM: 0, yawRad: 0 };
  const streams = () => [new RandomStream(1, Purpose.robotHearing), new RandomStream(1, Purpose.recognition)] as const;

  it('direction and distance have their errors, and beyond its range it hears nothing', () => {
    const [noise, words] = streams();
    const heard = Array.from({ length: 4000 }, () =>
      hearSpeech(microphone, robot, { text: '你好', language: 'zh' }, 2, 2, 0, 0, noise, words),
    );
    const bearings = heard.map((speech) => (speech?.bearingRad ?? 0) - Math.PI / 4);
    const distances = heard.map((speech) => (speech?.distanceM ?? 0) / Math.sqrt(8) - 1);
    console.log(
      `microphone: bearing sd ${sd(bearings).toFixed(4)} rad (0.1), distance sd ${sd(distances).toFixed(4)} (0.15)`,
    );
    expect(sd(bearings) / 0.1).toBeCloseTo(1, 1);
    expect(sd(distances) / 0.15).toBeCloseTo(1, 1);
    expect(hearSpeech(microphone, robot, { text: 'a', language: 'en' }, 11, 0, 0, 0, noise, words)).toBeNull();
  });

  it('word errors grow with distance and with the noise of people', () => {
    const table = [0.5, 1, 2, 4].map((distance) => [0, 5, 20, 60].map((n) => wordErrorShare(recognition, distance, n)));
    console.log('word errors by distance 0.5, 1, 2, 4 m (rows) and people within 5 m 0, 5, 20, 60:');
    for (const row of table) console.log(row.map((share) => share.toFixed(3)).join('  '));
    table.forEach((row, i) => {
      row.forEach((share, k) => {
        if (k > 0) expect(share).toBeGreaterThan(row[k - 1] as number);
        if (i > 0) expect(share).toBeGreaterThan(table[i - 1]?.[k] as number);
      });
    });
    expect(table[1]?.[0]).toBeLessThan(0.02);
    expect(table[3]?.[3]).toBeGreaterThan(0.2);
  });

  it('words are dropped or replaced at the share, and only then', () => {
    const words = new RandomStream(4, Purpose.recognition);
    const text = '护士执业证书';
    let kept = 0;
    let letters = 0;
    for (let k = 0; k < 2000; k++) {
      const heard = Array.from(garbled('药', 'zh', 0.3, words));
      letters++;
      if (heard.join('') === '药') kept++;
    }
    expectShare('words wrong', letters - kept, letters, 0.3);
    expect(garbled(text, 'zh', 0, words)).toBe(text);
    expect(garbled(text, 'zh', 1, words)).not.toBe(text);
    expect(garbled('nurse licence', 'en', 1, words).split(' ')).not.toContain('licence');
    console.log(`half the words wrong: ${[1, 2, 3].map(() => garbled(text, 'zh', 0.5, words)).join(' / ')}`);
  });
});

describe('inertial unit', () => {
  it('noise and bias walk have their spread, however often it is read', () => {
    const spec = { yawRateSigmaRps: 0.01, biasSigmaRps: 0.02, biasWalkRps: 0.001, accelSigmaMps2: 0.1 };
    for (const every of [2, 20]) {
      const walks: number[] = [];
      const starts: number[] = [];
      const noise: number[] = [];
      for (let run = 0; run < 400; run++) {
        const stream = new RandomStream(run, Purpose.robotImu);
        const state = makeImu();
        readImu(spec, state, 0, 0.05, 0, 0, 0, stream);
        const first = state.biasRps ?? 0;
        starts.push(first);
        for (let tick = every; tick <= 2000; tick += every) {
          const reading = readImu(spec, state, tick, 0.05, 0, 0.3, 0, stream);
          if (tick === 2000) noise.push(reading.yawRateRps - 0.3 - (state.biasRps ?? 0));
        }
        walks.push((state.biasRps ?? 0) - first);
      }
      console.log(
        `imu read every ${every} ticks: bias at start sd ${sd(starts).toFixed(4)} (0.02), walk in 100 s ${sd(walks).toFixed(4)} (0.01), noise ${sd(noise).toFixed(4)} (0.01)`,
      );
      expect(sd(starts) / 0.02).toBeCloseTo(1, 0);
      expect(Math.abs(sd(walks) / 0.01 - 1)).toBeLessThan(0.15);
      expect(Math.abs(sd(noise) / 0.01 - 1)).toBeLessThan(0.15);
    }
  });

  it('is null where none is built in', () => {
    expect(new RobotRoom().run(1).percept.imu).toBeNull();
  });
});

describe('marker, touch, reader', () => {
  const dock = { pose: { xM: 5, yM: 5, yawRad: 0 }, staging: { xM: 4, yM: 5, yawRad: 0 } };

  it('marker: misses and errors as the parameters say; hidden by another robot on the dock', () => {
    const body = { marker: { ...BASIC_SENSORS.marker, missShare: 0.2, sigmaM: 0.01, sigmaRad: 0.02 } };
    const starts = [{ xM: 3.5, yM: 5, yawRad: 0 }];
    const { percepts } = new RobotRoom({ body, dock, starts }).run(300);
    const seen = percepts.flatMap(({ dockMarker }) => (dockMarker ? [dockMarker] : []));
    expectShare('marker misses', percepts.length - seen.length, percepts.length, 0.2);
    const errors = seen.map(({ xM }) => xM - 1.5);
    const turns = seen.map(({ yawRad }) => yawRad);
    console.log(`marker: sd ${sd(errors).toFixed(4)} m (0.01), ${sd(turns).toFixed(4)} rad (0.02)`);
    expect(sd(errors) / 0.01).toBeCloseTo(1, 1);
    expect(sd(turns) / 0.02).toBeCloseTo(1, 1);
    const taken = new RobotRoom({ dock, starts: [...starts, dock.pose] }).run(2);
    expect(taken.percepts.every(({ dockMarker }) => dockMarker === null)).toBe(true);
    expect([taken.robots.charging[0], taken.robots.charging[1]]).toEqual([0, 1]);
  });

  it('touches go unnoticed and documents are misread at their shares', () => {
    const room = new RobotRoom({ body: { touch: { missShare: 0.1 }, reader: { misreadShare: 0.05 } } });
    const number = '990101195001010017';
    for (let k = 0; k < 1500; k++) {
      room.robots.touch(0, 'screen');
      room.robots.present(0, 'id-card', number);
      room.run(0.1);
    }
    const touches = room.percepts.flatMap(({ touched }) => touched).length;
    const read = room.percepts.flatMap(({ presented }) => presented.map((document) => document.number));
    expectShare('touches missed', 1500 - touches, 1500, 0.1);
    expectShare('documents misread', read.filter((value) => value !== number).length, read.length, 0.05);
    expect(read).toHaveLength(1500);
  });
});
