/** Names that must lead somewhere: letters, windows, items, posts, docks; and every item must have a staffed window. */
import { windowId } from '../layout/solids';
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import { secondsOf } from '../schema/units';
import { staffedIntervals, windowsInRange } from '../staffing';
import { nearestWord } from '../text/nearest';
import { error, type Finding, warning } from './finding';

/** A table of arrivals may name the same wrong item many thousand times. */
const FINDINGS_MAX = 60;

/** What could not be read, so that a name may exist although it is not in the lists. */
export type Gaps = {
  readonly scene: ReadonlySet<string>;
  readonly scenario: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
};

export function checkReferences(scenario: Scenario, scene: Scene | null, gaps: Gaps): Finding[] {
  const found: Finding[] = [];
  const letters = scenario.groups.map((group) => group.letter);
  const items = scenario.items.map((item) => item.id);
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  const setOf = (list: readonly string[]): ReadonlySet<string> => {
    const known = sets.get(list) ?? new Set(list);
    sets.set(list, known);
    return known;
  };
  const need = (path: Finding['path'], what: string, name: string, allowed: readonly string[]): void => {
    if (found.length >= FINDINGS_MAX || setOf(allowed).has(name) || gaps.known.has(name)) return;
    found.push(error('scenario', path, unknownName(what, name, allowed)));
  };

  scenario.items.forEach((item, i) => {
    need(['items', i, 'group'], 'ticket letter', item.group, letters);
  });
  scenario.scripted.forEach((visitor, i) => {
    need(['scripted', i, 'item'], 'item', visitor.item, items);
  });
  const robots = scenario.robots.map((robot) => robot.id);
  scenario.faults.forEach((fault, i) => {
    need(['faults', i, 'robot'], 'robot', fault.robot, robots);
  });
  scenario.arrivals.forEach((entry, i) => {
    for (const name of Object.keys(entry.items ?? {})) need(['arrivals', i, 'items', name], 'item', name, items);
    entry.table?.forEach((row, k) => {
      need(['arrivals', i, 'table', k, 'item'], 'item', row.item, items);
    });
  });
  scenario.staffing.forEach((entry, i) => {
    if (entry.letters !== 'all') {
      entry.letters.forEach((letter, k) => {
        need(['staffing', i, 'letters', k], 'ticket letter', letter, letters);
      });
    }
  });
  if (scene) found.push(...checkSceneReferences(scenario, scene, gaps));
  found.push(...checkServed(scenario, gaps));
  return found;
}

function checkSceneReferences(scenario: Scenario, scene: Scene, gaps: Gaps): Finding[] {
  const found: Finding[] = [];
  const windows = scene.windows.flatMap((row) =>
    Array.from({ length: row.count }, (_, k) => windowId(row.letter, row.firstNumber + k)),
  );
  const has = new Set(windows);
  const windowsComplete = !gaps.scene.has('windows');
  scenario.staffing.forEach((entry, i) => {
    entry.windows.forEach((range, k) => {
      const path = ['staffing', i, 'windows', k];
      const named = windowsInRange(range);
      if (named.length === 0) {
        found.push(
          error(
            'scenario',
            path,
            `"${range}" is not a range; allowed: same letter and a last number not below the first, like B01-B10`,
          ),
        );
      }
      const missing = named.filter((name) => !has.has(name));
      if (missing.length > 0 && windowsComplete) {
        found.push(
          error(
            'scenario',
            path,
            `${unknownName('window', missing[0]!, windows)}${missing.length > 1 ? ` (and ${missing.length - 1} more of "${range}")` : ''}`,
          ),
        );
      }
    });
  });
  const lists = {
    post: scene.posts.map((post, i) => post.id ?? `post-${i + 1}`),
    dock: scene.docks.map((dock, i) => dock.id ?? `dock-${i + 1}`),
  };
  const taken = new Map<string, number>();
  scenario.robots.forEach((robot, i) => {
    for (const key of ['post', 'dock'] as const) {
      const name = robot[key];
      if (name !== undefined && !lists[key].includes(name) && !gaps.known.has(name)) {
        found.push(error('scenario', ['robots', i, key], unknownName(key, name, lists[key])));
      }
    }
    const items = scenario.items.map((item) => item.id);
    robot.unknownItems.forEach((name, k) => {
      if (!items.includes(name) && !gaps.known.has(name)) {
        found.push(error('scenario', ['robots', i, 'unknownItems', k], unknownName('item', name, items)));
      }
    });
    if (robot.post === undefined && lists.post.length === 0 && !gaps.scene.has('posts')) {
      found.push(error('scenario', ['robots', i], 'the scene has no post for a robot; add one under posts'));
    }
    const post = robot.post ?? lists.post[0];
    const other = post === undefined ? undefined : taken.get(post);
    if (other !== undefined) {
      found.push(
        error(
          'scenario',
          ['robots', i, 'post'],
          `post "${post}" is already taken by robots[${other}]; one robot a post`,
        ),
      );
    } else if (post !== undefined) taken.set(post, i);
  });
  return found;
}

/** Every item that somebody may come for needs a window, at least as long as tickets are issued. */
function checkServed(scenario: Scenario, gaps: Gaps): Finding[] {
  if (gaps.scenario.has('staffing')) return [];
  const found: Finding[] = [];
  const lastTicketS = secondsOf(scenario.hours.lastTicket ?? scenario.hours.close);
  const until = new Map<string, { toS: number; clock: string }>();
  for (const { letters, toS, entry } of staffedIntervals(scenario)) {
    const clock = scenario.staffing[entry]?.to ?? scenario.hours.close;
    for (const letter of letters) {
      const known = until.get(letter);
      if (!known || known.toS < toS) until.set(letter, { toS, clock });
    }
  }
  const letters = scenario.groups.map((group) => group.letter);
  const told = new Set<string>();
  scenario.items.forEach((item, i) => {
    if (!letters.includes(item.group)) return;
    const served = until.get(item.group);
    if (!served) {
      const staffed = [...until.keys()].sort().join(', ') || 'none';
      found.push(
        error(
          'scenario',
          ['items', i, 'group'],
          `no staffed window serves letter ${item.group} of item "${item.id}"; letters that are served: ${staffed}`,
        ),
      );
    } else if (served.toS < lastTicketS && !told.has(item.group)) {
      told.add(item.group);
      found.push(
        warning(
          'scenario',
          ['items', i, 'group'],
          `letter ${item.group} is served only until ${served.clock}, but tickets are issued until ${scenario.hours.lastTicket ?? scenario.hours.close}`,
        ),
      );
    }
  });
  return found;
}

function unknownName(what: string, name: string, allowed: readonly string[]): string {
  const near = nearestWord(name, allowed);
  const list =
    allowed.length > 20
      ? `${allowed.slice(0, 20).join(', ')}, ... (${allowed.length})`
      : allowed.join(', ') || 'none defined';
  return `unknown ${what} "${name}"; ${near === null ? '' : `did you mean "${near}"? `}allowed: ${list}`;
}
