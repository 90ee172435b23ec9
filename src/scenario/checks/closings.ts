/** Closings of doors and windows: names that lead somewhere, times in order, nothing closed twice at once, a way out that opens again. */
import { type Polygon, pointInPolygon } from '../../kernel/geometry/polygon';
import type { HallLayout } from '../../kernel/layout';
import { whatIsIn } from '../../kernel/rules/closures';
import { polygonOf } from '../rules/closings';
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';
import { error, type Finding } from './finding';
import { checkWindows } from './rules';
import { known, type Path } from './words';

/** Smaller, and nobody would notice. */
const LEAST_AREA_M2 = 0.3;

type Closing = { readonly from: string; readonly to: string };

/** `windows`, `doors` = those of the scene, null if they are not known for sure. */
export function checkClosings(
  scenario: Scenario,
  windows: readonly string[] | null,
  doors: Scene['doors'] | null,
): Finding[] {
  const { doors: rule, windowClosings } = scenario.rules;
  const found: Finding[] = [];
  const taken = new Map<string, { entry: Closing; at: string }[]>();
  const once = (what: string, entry: Closing, at: string, path: Path): void => {
    const before = taken.get(what) ?? [];
    const clash = before.find((other) => overlap(other.entry, entry));
    if (clash) {
      const message = `${what} is closed from ${clash.entry.from} to ${clash.entry.to} by ${clash.at} already; allowed: times that do not overlap`;
      found.push(error('scenario', path, message));
    }
    taken.set(what, [...before, { entry, at }]);
  };
  if (rule && scenario.walking === false) {
    found.push(
      error('scenario', ['rules', 'doors'], 'nobody walks in this scenario; allowed: rules.doors with walking: true'),
    );
  }
  rule?.closings.forEach((entry, i) => {
    const path = ['rules', 'doors', 'closings', i];
    found.push(...checkTimes(scenario, entry, path));
    entry.doors.forEach((id, k) => {
      if (doors)
        found.push(
          ...known(
            'door',
            id,
            doors.map((door) => door.id),
            [...path, 'doors', k],
          ),
        );
      once(`door ${id}`, entry, `closings[${i}]`, [...path, 'doors', k]);
    });
  });
  windowClosings?.forEach((entry, i) => {
    const path = ['rules', 'windowClosings', i];
    found.push(...checkWindows(entry.windows, windows, [...path, 'windows']), ...checkTimes(scenario, entry, path));
    for (const id of entry.windows.flatMap(windowsInRange))
      once(`window ${id}`, entry, `windowClosings[${i}]`, [...path, 'windows']);
  });
  scenario.rules.closures?.forEach((entry, i) => {
    const path = ['rules', 'closures', i];
    if (scenario.walking === false)
      found.push(error('scenario', path, 'nobody walks in this scenario; allowed: rules.closures with walking: true'));
    if ((entry.area === undefined) === (entry.line === undefined)) {
      const has = entry.area ? 'an area and a line' : 'neither area nor line';
      found.push(error('scenario', path, `has ${has}; allowed: exactly one of area and line`));
    }
    entry.times.forEach((time, k) => {
      found.push(...checkTimes(scenario, time, [...path, 'times', k]));
      once(`closure ${entry.id}`, time, `closures[${i}].times[${k}]`, [...path, 'times', k]);
    });
    if (scenario.rules.closures?.findIndex((other) => other.id === entry.id) !== i)
      found.push(
        error('scenario', [...path, 'id'], `${entry.id} names another closure already; allowed: ids of their own`),
      );
  });
  return found.slice(0, 60);
}

/** Areas that hold what has rules of its own, or no floor. */
export function checkClosedAreas(scenario: Scenario, layout: HallLayout): Finding[] {
  return (scenario.rules.closures ?? []).flatMap((entry, i) => {
    const path = ['rules', 'closures', i, entry.area ? 'area' : 'line'];
    const polygon = polygonOf(entry);
    if (polygon.length === 0) return [];
    const inside = whatIsIn(layout, polygon);
    const sizeM2 = areaM2(polygon);
    if (sizeM2 < LEAST_AREA_M2) {
      const message = `is ${sizeM2.toFixed(2)} m2 large; allowed: ${LEAST_AREA_M2} m2 or more, corners in order round the area`;
      return [error('scenario', path, message)];
    }
    if (
      !polygon.some(([x, y]) => pointInPolygon(layout.outline, x, y)) &&
      !layout.outline.some(([x, y]) => pointInPolygon(polygon, x, y))
    )
      return [
        error(
          'scenario',
          path,
          `lies outside the building; allowed: x from ${layout.minXM} to ${layout.maxXM}, y from ${layout.minYM} to ${layout.maxYM}`,
        ),
      ];
    if (inside.length === 0) return [];
    const named = inside.slice(0, 6).join(', ');
    const message = `holds ${named}${inside.length > 6 ? ` and ${inside.length - 6} more` : ''}; allowed: areas without doors, windows, kiosks, desks, lines, posts and docks (these close by rules.doors and rules.windowClosings)`;
    return [error('scenario', path, message)];
  });
}

function areaM2(polygon: Polygon): number {
  let twice = 0;
  polygon.forEach(([x, y], i) => {
    const [nx, ny] = polygon[(i + 1) % polygon.length] as readonly [number, number];
    twice += x * ny - nx * y;
  });
  return Math.abs(twice) / 2;
}

const overlap = (a: Closing, b: Closing): boolean =>
  secondsOf(a.from) < secondsOf(b.to) && secondsOf(b.from) < secondsOf(a.to);

function checkTimes({ hours }: Scenario, entry: Closing, path: Path): Finding[] {
  if (secondsOf(entry.to) <= secondsOf(entry.from)) {
    const message = `closed from ${entry.from} to ${entry.to}; allowed: an end after the beginning`;
    return [error('scenario', [...path, 'to'], message)];
  }
  if (secondsOf(entry.from) < secondsOf(hours.close)) return [];
  const message = `closes at ${entry.from}, after the hall at ${hours.close}; allowed: before ${hours.close}`;
  return [error('scenario', [...path, 'from'], message)];
}
