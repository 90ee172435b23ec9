/** Every file we ship: valid, accepted by its own JSON Schema, and saying what it claims to say. */
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { StateHash } from '../../../src/kernel/base/hash';
import { buildWallField, clearLine, wallDistanceM } from '../../../src/kernel/geometry';
import type { HallSpec } from '../../../src/kernel/spec';
import { floodFrom, reaches } from '../../../src/scenario/checks/floor';
import { parseScenario, parseScene } from '../../../src/scenario/parse';
import { resolveScenario } from '../../../src/scenario/resolve';
import { scenarioJsonSchema, sceneJsonSchema } from '../../../src/scenario/schema';
import type { SchemaNode } from '../../../src/scenario/schema/json-schema';
import { minds, scenarioFiles, sceneFiles, sourceOf, textOf } from './files';

function specOf(file: string): HallSpec {
  const parsed = parseScenario(sourceOf(file));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return resolveScenario(parsed, minds);
}

/** Keys that the JSON Schema does not know, and required keys that are missing. */
function strayKeys(node: SchemaNode, value: unknown, path = ''): string[] {
  const options = (node.anyOf ?? node.oneOf) as SchemaNode[] | undefined;
  if (options) {
    const tries = options.map((option) => strayKeys(option, value, path));
    return tries.sort((a, b) => a.length - b.length)[0] ?? [];
  }
  if ('const' in node && node.const !== value) return [`${path} is not ${JSON.stringify(node.const)}`];
  if (Array.isArray(value)) {
    const tuple = node.prefixItems as SchemaNode[] | undefined;
    return value.flatMap((entry, i) => {
      const item = tuple?.[i] ?? (node.items as SchemaNode | undefined);
      return item ? strayKeys(item, entry, `${path}[${i}]`) : [`${path}[${i}]`];
    });
  }
  if (value === null || typeof value !== 'object') return [];
  const properties = (node.properties ?? {}) as Record<string, SchemaNode>;
  const more = node.additionalProperties;
  const missing = ((node.required ?? []) as string[])
    .filter((key) => !(key in value))
    .map((key) => `${path}.${key} missing`);
  return Object.entries(value).reduce((found, [key, entry]) => {
    const child = properties[key] ?? (typeof more === 'object' ? (more as SchemaNode) : undefined);
    return found.concat(child ? strayKeys(child, entry, `${path}.${key}`) : [`${path}.${key}`]);
  }, missing);
}

/** Mean work that arrives, hours of service a day, and hours staffed. */
function loadOf(spec: HallSpec): { arrivals: number; workH: number; staffedH: number } {
  let arrivals = 0;
  let workH = 0;
  for (const process of spec.arrivals) {
    if (process.kind !== 'rate') throw new Error('only rates here');
    const count = process.intervals.reduce((sum, i) => sum + (i.perHour * (i.toS - i.fromS)) / 3600, 0);
    const weights = process.items.reduce((sum, entry) => sum + entry.weight, 0);
    arrivals += count;
    for (const { item, weight } of process.items) {
      const { service } = spec.items[item]!;
      if (service.kind === 'empirical') throw new Error('no empirical service here');
      workH += (((count * weight) / weights) * service.meanS) / 3600;
    }
  }
  const staffedH = spec.staffing.flat().reduce((sum, interval) => sum + (interval.toS - interval.fromS) / 3600, 0);
  return { arrivals, workH, staffedH };
}

describe('shipped files', () => {
  test('are the ones promised', () => {
    const names = scenarioFiles.map((file) => file.replace(/^.*\/|\.scenario\.yaml$/g, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'guided-hall',
        'shiwan-day',
        'wola-2020-01-13',
        'zhaoqing-property-after',
        'zhaoqing-property-before',
      ]),
    );
  });

  test.each(sceneFiles)('%s: valid, and its keys are in the JSON Schema', (file) => {
    const parsed = parseScene(file, textOf(file));
    const warnings = parsed.ok ? parsed.warnings : parsed.problems;
    for (const warning of warnings) console.info(`${warning.file}:${warning.line} ${warning.path}: ${warning.message}`);
    expect(parsed.ok).toBe(true);
    expect(warnings).toEqual([]);
    expect(strayKeys(sceneJsonSchema(), parseYaml(textOf(file)))).toEqual([]);
  });

  test.each(scenarioFiles)('%s: valid, and its keys are in the JSON Schema', (file) => {
    const parsed = parseScenario(sourceOf(file));
    const warnings = parsed.ok ? parsed.warnings : parsed.problems;
    for (const warning of warnings) console.info(`${warning.file}:${warning.line} ${warning.path}: ${warning.message}`);
    expect(parsed.ok).toBe(true);
    expect(strayKeys(scenarioJsonSchema(), parseYaml(textOf(file)))).toEqual([]);
  });

  test.each(scenarioFiles)('%s: the same as JSON gives the same hall', (file) => {
    const source = sourceOf(file);
    const asJson = {
      ...source,
      scenarioText: JSON.stringify(parseYaml(source.scenarioText), null, '\t'),
      sceneText: JSON.stringify(parseYaml(source.sceneText)),
    };
    const parsed = parseScenario(asJson);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const plain = (spec: HallSpec): string =>
      JSON.stringify(spec, (key, value) => (key === 'map' ? new StateHash().ints(value.cells).hex() : value));
    expect(plain(resolveScenario(parsed, minds)) === plain(specOf(file))).toBe(true);
  });

  test.each(scenarioFiles)('%s: everybody can walk a 1.8 m wide way to every window', (file) => {
    const { layout } = specOf(file);
    const walls = buildWallField(layout);
    const entrance = layout.places[layout.doors.find((door) => door.use !== 'out')!.place]!;
    const wide = floodFrom(walls, entrance.xM, entrance.yM, 0.9);
    for (const window of layout.windows) {
      const place = layout.places[window.place]!;
      expect(`${window.id} ${reaches(walls, wide, place.xM, place.yM, 0.9)}`).toBe(`${window.id} true`);
    }
  });

  test.each(scenarioFiles)('%s: indices and places are in order', (file) => {
    const { layout } = specOf(file);
    const walls = buildWallField(layout);
    layout.places.forEach((place) => {
      expect(layout.targets[place.target]).toBeDefined();
      expect(wallDistanceM(walls, place.xM, place.yM)).toBeGreaterThan(0.25);
      const target = layout.targets[place.target]!;
      const away = Math.hypot(target.xM - place.xM, target.yM - place.yM);
      expect(away).toBeLessThan(4);
    });
    for (const index of layout.seats) expect(layout.places[index]!.kind).toBe('seat');
    for (const index of layout.stands) expect(layout.places[index]!.kind).toBe('stand');
    expect(layout.seats.length).toBeGreaterThan(50);
    expect(layout.layoutHash).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('zhaoqing, before and after', () => {
  const before = specOf('scenarios/zhaoqing-property-before.scenario.yaml');
  const after = specOf('scenarios/zhaoqing-property-after.scenario.yaml');

  test('22 windows at 39.56%, 8.70 Erlang; the same on 14 is 62.2%', () => {
    const loadBefore = loadOf(before);
    expect(loadBefore.workH / 8).toBeCloseTo(22 * 0.3956, 6);
    expect(loadBefore.workH / 8).toBeCloseTo(8.7, 2);
    expect(loadBefore.workH / loadBefore.staffedH).toBeCloseTo(0.3956, 6);
    const loadAfter = loadOf(after);
    expect(loadAfter.workH).toBeCloseTo(loadBefore.workH, 9);
    expect(loadAfter.workH / loadAfter.staffedH).toBeCloseTo(0.6217, 4);
  });

  test('every specialized window has one letter and the same load; every general window has all', () => {
    expect(before.layout.windows).toHaveLength(22);
    expect(before.staffing.map((list) => list.map((interval) => interval.groups))).toEqual(
      before.groups.map((_, i) => [[i]]),
    );
    expect(after.layout.windows).toHaveLength(14);
    for (const list of after.staffing) expect(list[0]!.groups).toEqual(after.groups.map((_, i) => i));
  });

  test('the people are the same', () => {
    const part = (file: string): string => {
      const text = textOf(file);
      return text.slice(text.indexOf('# --- who comes'), text.indexOf('# --- end of who comes'));
    };
    expect(part('scenarios/zhaoqing-property-after.scenario.yaml')).toBe(
      part('scenarios/zhaoqing-property-before.scenario.yaml'),
    );
    for (const key of ['seed', 'items', 'arrivals', 'visitors', 'groups', 'openS', 'closeS', 'lastTicketS'] as const) {
      expect(after[key]).toEqual(before[key]);
    }
  });
});

test('shiwan: 417 cases of 11 departments, 9.3 Erlang', () => {
  const spec = specOf('scenarios/shiwan-day.scenario.yaml');
  const load = loadOf(spec);
  expect(load.arrivals).toBeCloseTo(417, 1);
  expect(new Set(spec.items.map((item) => item.departmentZh)).size).toBe(11);
  expect(load.workH / 7.5).toBeCloseTo(9.27, 2);
});

test('wola: 1,340 tickets in the hours of the board', () => {
  const spec = specOf('scenarios/wola-2020-01-13.scenario.yaml');
  const load = loadOf(spec);
  expect(load.arrivals).toBeGreaterThan(1338);
  expect(load.arrivals).toBeLessThan(1342);
  expect([spec.openS, spec.closeS]).toEqual([8 * 3600, 18 * 3600]);
  expect(spec.layout.windows).toHaveLength(30);
});

describe('guided hall', () => {
  const spec = specOf('scenarios/guided-hall.scenario.yaml');
  const robot = spec.robots[0]!;

  test('the robot is told that nurse licences are re-registered at B01 and B10', () => {
    const item = robot.site.items.find((entry) => entry.name.zh === '护士执业证书重新注册');
    expect(item?.windowIds).toEqual(['B01', 'B10']);
    expect(spec.scripted[0]).toMatchObject({
      question: '护士执业证书重新注册在哪办？',
      wantsLead: true,
      firstStop: 'robot',
    });
  });

  test('handover poses are free, 0.9 m from the customer, and face the counter', () => {
    const { layout } = spec;
    const walls = buildWallField(layout);
    expect(robot.site.windows.map((window) => window.id)).toEqual(layout.windows.map((window) => window.id));
    for (const { id, handover } of robot.site.windows) {
      const window = layout.windows.find((plan) => plan.id === id)!;
      const place = layout.places[window.place]!;
      expect(wallDistanceM(walls, handover.xM, handover.yM)).toBeGreaterThanOrEqual(0.35);
      expect(Math.hypot(handover.xM - place.xM, handover.yM - place.yM)).toBeCloseTo(0.9, 1);
      expect(Math.cos(handover.yawRad - window.facingRad)).toBeCloseTo(-1, 9);
    }
  });

  test('the robot starts at its post, and docks nose first from 1 m away', () => {
    const { post, dock, start } = robot.site;
    expect(start).toEqual(post);
    const { pose, staging } = dock!;
    expect(Math.hypot(pose.xM - staging.xM, pose.yM - staging.yM)).toBeCloseTo(1, 9);
    const nose = Math.atan2(pose.yM - staging.yM, pose.xM - staging.xM);
    expect(Math.cos(nose - pose.yawRad)).toBeCloseTo(1, 9);
    const walls = buildWallField(spec.layout);
    expect(clearLine(walls, staging.xM, staging.yM, pose.xM, pose.yM, 0.3)).toBe(true);
    expect(robot.brainParams.chargeUntilRatio).toBe(0.45);
    expect(robot.body.radiusM).toBe(robot.brainParams.radiusM);
  });

  test('the map has the counters and not the dock', () => {
    const { map } = robot.site;
    const cell = (xM: number, yM: number): number | undefined =>
      map.cells[
        Math.floor((yM - map.originYM) / map.resolutionM) * map.columns +
          Math.floor((xM - map.originXM) / map.resolutionM)
      ];
    expect(map.resolutionM).toBe(0.05);
    expect(cell(9, 20.9)).toBe(100);
    expect(cell(robot.site.dock!.pose.xM, robot.site.dock!.pose.yM)).toBe(0);
    expect(cell(robot.site.post.xM, robot.site.post.yM)).toBe(0);
  });

  test('options replace seed and resolution', () => {
    const parsed = parseScenario(sourceOf('scenarios/guided-hall.scenario.yaml'));
    if (!parsed.ok) throw new Error('unreadable');
    const other = resolveScenario(parsed, minds, { seed: 7, resolution: 'meso' });
    expect([other.seed, other.resolution]).toEqual([7, 'meso']);
    expect(other.layout.layoutHash).toBe(spec.layout.layoutHash);
  });
});
