/** Robots in scenario files: sensors, faults, zones and places become the kernel's; mistakes are told with path and range. */
import { describe, expect, it } from 'vitest';
import { BASIC_SENSORS, REALISTIC_SENSORS } from '../../../src/kernel/robot/sensorPresets';
import { resolveScenario } from '../../../src/scenario/resolve';
import { minds, parseChanged } from './files';

const ROBOT = '    canIssueTickets: true\n';
/** The shipped robot's own sensors, left out here. */
const SENSORS = '    # Every sensor error on: docs/robot-body.md.\n    sensors: { preset: realistic }\n';
const HEAD = '\nscripted:\n';

function withRobot(robot: string, rest = '', scene: readonly (readonly [string, string])[] = []) {
  return parseChanged(
    [
      [`${ROBOT}${SENSORS}`, `${ROBOT}${robot}`],
      [HEAD, `\n${rest}${HEAD}`],
    ],
    scene,
  );
}

function specWith(robot: string, rest = '', scene: readonly (readonly [string, string])[] = []) {
  const { result, problems } = withRobot(robot, rest, scene);
  if (!result.ok) throw new Error(JSON.stringify(problems, null, 1));
  return resolveScenario(result, minds);
}

describe('sensors', () => {
  it('basic by default, realistic as a preset, and single values over it', () => {
    expect(specWith('').robots[0]?.body).toMatchObject(BASIC_SENSORS);
    expect(specWith('    sensors: { preset: realistic }\n').robots[0]?.body).toMatchObject(REALISTIC_SENSORS);
    const body = specWith(
      '    sensors: { preset: realistic, imu: null, lidar: { fieldOfViewDeg: 270, legs: false }, camera: { halfViewDeg: 45, postureErrorShare: null } }\n',
    ).robots[0]?.body;
    expect(body?.imu).toBeNull();
    expect(body?.lidar).toMatchObject({ legs: false, sweeps: true, fieldOfViewRad: 1.5 * Math.PI });
    expect(body?.camera).toMatchObject({ halfViewRad: Math.PI / 4, postureErrorShare: null, latencyS: 0.15 });
    expect(specWith('    sensors: { imu: { biasSigmaRps: 0.1 } }\n').robots[0]?.body.imu).toEqual({
      ...REALISTIC_SENSORS.imu,
      biasSigmaRps: 0.1,
    });
    expect(specWith('    battery: { capacityShare: 0.8 }\n').robots[0]?.body.battery).toMatchObject({
      capacityShare: 0.8,
      capacityAh: 20,
    });
  });
});

describe('faults, zones and places', () => {
  it('become seconds, radians and indices', () => {
    const spec = specWith(
      `    start: { at: [20, 8], facingDeg: 90 }
    refuge: { at: [34, 2] }
    patrol: [{ at: [24, 8], line: { zh: 请带好证件, en: Please keep your papers } }]
`,
      `faults:
  - { robot: xiaojin, kind: lidar-dropout, from: '09:10:00', forS: 60, share: 0.4 }
  - { robot: xiaojin, kind: kidnapped, from: '10:00', at: [20, 8], facingDeg: 180 }
  - { robot: xiaojin, kind: odometry-bias, from: '09:00', yawDegPerM: 2 }
robotZones:
  - { kind: slow, polygon: [[1, 1], [3, 1], [3, 3]], maxMps: 0.3 }
`,
    );
    expect(spec.faults).toEqual([
      { robot: 0, kind: 'lidar-dropout', fromS: 33_000, toS: 33_060, share: 0.4 },
      {
        robot: 0,
        kind: 'kidnapped',
        fromS: 36_000,
        toS: Infinity,
        pose: { xM: 20, yM: 8, yawRad: expect.closeTo(Math.PI, 9) },
      },
      {
        robot: 0,
        kind: 'odometry-bias',
        fromS: 32_400,
        toS: Infinity,
        distanceShare: 0,
        yawRadPerM: expect.closeTo(0.0349, 4),
      },
    ]);
    const site = spec.robots[0]?.site;
    expect(site?.start).toEqual({ xM: 20, yM: 8, yawRad: expect.closeTo(Math.PI / 2, 9) });
    expect(site?.refuge).toEqual({ xM: 34, yM: 2, yawRad: 0 });
    expect(site?.patrol[0]?.line.en).toBe('Please keep your papers');
    expect(site?.zones[0]).toMatchObject({ kind: 'slow', maxMps: 0.3 });
  });

  it.each([
    ['unknown kind', "{ robot: xiaojin, kind: lidar-ded, from: '09:00' }", 'faults[0].kind', /lidar-dead/],
    [
      'share above 1',
      "{ robot: xiaojin, kind: lidar-dropout, from: '09:00', share: 1.4 }",
      'faults[0].share',
      /^1\.4 is not allowed; allowed: number 0\.001 to 1 \(beams without a return, share\)$/,
    ],
    [
      'strength missing',
      "{ robot: xiaojin, kind: command-delay, from: '09:00' }",
      'faults[0].delayS',
      /missing; allowed: number 0\.05 to 5/,
    ],
    [
      'strength of another kind',
      "{ robot: xiaojin, kind: lidar-dead, from: '09:00', share: 0.5 }",
      'faults[0].share',
      /unknown|not/,
    ],
    [
      'unknown robot',
      "{ robot: xiaojn, kind: camera-blind, from: '09:00' }",
      'faults[0].robot',
      /did you mean "xiaojin"/,
    ],
    ['not a time', '{ robot: xiaojin, kind: camera-blind, from: noon }', 'faults[0].from', /HH:MM/],
    [
      'put down in a wall',
      "{ robot: xiaojin, kind: kidnapped, from: '09:00', at: [18, 9.6] }",
      'faults[0].at',
      /nearest wall or furniture; allowed: 0\.31 m/,
    ],
    [
      'put down outside',
      "{ robot: xiaojin, kind: kidnapped, from: '09:00', at: [50, 9] }",
      'faults[0].at',
      /outside the outline/,
    ],
  ])('%s', (_name, fault, path, message) => {
    const { problems } = withRobot('', `faults:\n  - ${fault}\n`);
    const found = problems.find((problem) => problem.path === path);
    expect(found?.message, JSON.stringify(problems.slice(0, 4), null, 1)).toMatch(message);
  });

  it.each([
    ['sensors: { preset: perfect }', 'robots[0].sensors.preset', /"basic", "realistic"/],
    [
      'sensors: { lidar: { rateHz: 40 } }',
      'robots[0].sensors.lidar.rateHz',
      /40 is not allowed; allowed: number 1 to 20/,
    ],
    ['battery: { capacityShare: 0 }', 'robots[0].battery.capacityShare', /0\.3 to 1/],
    ['start: { at: [18, 9.6] }', 'robots[0].start.at', /nearest wall/],
    ['refuge: { at: [-2, 9.6] }', 'robots[0].refuge.at', /outside/],
  ])('%s', (line, path, message) => {
    const { problems } = withRobot(`    ${line}\n`);
    const found = problems.find((problem) => problem.path === path);
    expect(found?.message, JSON.stringify(problems.slice(0, 4), null, 1)).toMatch(message);
  });
});

it('faults in a meso day are warned of', () => {
  const { problems } = parseChanged([
    ['resolution: micro', 'resolution: meso'],
    [HEAD, `\nfaults:\n  - { robot: xiaojin, kind: camera-blind, from: '09:00' }\n${HEAD}`],
  ]);
  expect(problems).toEqual([expect.objectContaining({ severity: 'warning', path: 'faults' })]);
});

describe('glass, steps and what is not on the map', () => {
  const scene = [
    [
      '\nzones:\n',
      `
drops:
  - { id: stairs, at: [32, 8], sizeM: [1, 1] }

zones:
`,
    ],
    ['\nfurniture:\n', '\nfurniture:\n  - { id: parcel, at: [24, 8], sizeM: [0.6, 0.6], mapped: false }\n'],
    ['thicknessM: 0.12 }\n  - { id: staff-b-east', 'thicknessM: 0.12, glass: true }\n  - { id: staff-b-east'],
  ] as const;

  it("reach the layout and the robot's map", () => {
    const spec = specWith('', '', scene);
    const solid = (id: string) => spec.layout.solids.find((candidate) => candidate.id === id);
    expect(solid('staff-b-west')).toMatchObject({ glass: true, blocksLaser: true });
    expect(solid('parcel')).toMatchObject({ mapped: false });
    expect(solid('stairs')).toMatchObject({ kind: 'drop', blocksWalk: true, blocksLaser: false });
    const map = spec.robots[0]?.site.map;
    const cell = (x: number, y: number): number =>
      map
        ? (map.cells[
            Math.floor((y - map.originYM) / map.resolutionM) * map.columns +
              Math.floor((x - map.originXM) / map.resolutionM)
          ] as number)
        : -1;
    expect([cell(24, 8), cell(32, 8)]).toEqual([0, 100]);
  });
});
