/** The same hall with one of something more: a window for some letters, a ticket machine, an enquiry desk, a robot. */

import { windowId } from '../layout/solids';
import type { ParsedScenario } from '../parse';
import { clockOf } from '../schema/units';
import type { ScenarioSource } from '../source';
import { staffedIntervals } from '../staffing';
import { checked, plainTree } from './apply';
import { poolsOf } from './staffing';

export type Addition = {
  /** window:A,B kiosk desk robot */
  readonly what: string;
  /** What was added, or why nothing could be. */
  readonly note: string;
  readonly source: ScenarioSource | null;
};

/**
 * Ways to add one window for every pool of letters. A window of the hall that nobody works at is taken if there is one; else a window of other
 * letters is let serve these as well, the one that `spare` puts first.
 * @param spare window ids, idlest first
 */
export function moreWindows(source: ScenarioSource, parsed: ParsedScenario, spare: readonly string[]): Addition[] {
  const used = new Set(staffedIntervals(parsed.scenario).map((interval) => interval.window));
  const free = parsed.scene.windows
    .flatMap((row) => Array.from({ length: row.count }, (_, k) => windowId(row.letter, row.firstNumber + k)))
    .filter((id) => !used.has(id));
  return poolsOf(parsed.scenario).map((pool) => {
    const what = `window:${pool.letters.join(',')}`;
    const near = free.find((id) => id[0] === pool.windows[0]?.[0]) ?? free[0];
    const read = plainTree(source.scenarioFile, source.scenarioText);
    if (!read.ok) return { what, note: 'the scenario cannot be read', source: null };
    const rows = read.tree.staffing as Record<string, unknown>[];
    if (near !== undefined) {
      rows.push({ windows: [near], letters: [...pool.letters] });
      return made(what, `${near} opened all day`, { ...source, scenarioText: JSON.stringify(read.tree) });
    }
    const helper = spare.find((id) => !pool.windows.includes(id));
    if (helper === undefined) return { what, note: 'no free window in the hall', source: null };
    const mine = staffedIntervals(parsed.scenario).filter((interval) => interval.window === helper);
    const others = staffedIntervals(parsed.scenario).filter((interval) => interval.window !== helper);
    read.tree.staffing = [...others, ...mine].map(({ window, letters, fromS, toS }) => ({
      windows: [window],
      letters: window === helper ? [...new Set([...letters, ...pool.letters])] : letters,
      from: clockOf(fromS),
      to: clockOf(toS),
    }));
    return made(what, `no free window in the hall; ${helper} serves ${pool.letters.join(', ')} as well`, {
      ...source,
      scenarioText: JSON.stringify(read.tree),
    });
  });
}

/** One more robot: a copy of the first at a post of its own, put beside the others if the hall has none free. Null if there is no robot. */
export function moreRobots(source: ScenarioSource, parsed: ParsedScenario): Addition | null {
  const { robots } = parsed.scenario;
  const first = robots[0];
  if (!first) return null;
  const read = plainTree(source.scenarioFile, source.scenarioText);
  if (!read.ok) return null;
  const list = read.tree.robots as Record<string, unknown>[];
  const used = new Set(robots.map((robot) => robot.post ?? parsed.scene.posts[0]?.id));
  const free = parsed.scene.posts.find((post) => post.id !== undefined && !used.has(post.id))?.id;
  const post = free ?? 'post-added';
  list.push({ ...(list[0] as object), id: `${first.id}-2`.slice(0, 60), post });
  const scenarioText = JSON.stringify(read.tree);
  if (free !== undefined) return made('robot', `a second ${first.id} at ${free}`, { ...source, scenarioText });
  return beside({ ...source, scenarioText }, 'robot', 'posts', 'post-added', 1.2);
}

/** One more ticket machine or desk: a copy of one that is there, set beside it where the plan has room. Null if there is none. */
export function moreServers(source: ScenarioSource, kind: 'kiosk' | 'desk'): Addition | null {
  return beside(source, kind, `${kind}s`, `${kind}-added`, kind === 'kiosk' ? 0.6 : 2.4);
}

/** Tries copies of the entries of a scene list to their left and right until one passes all checks. */
function beside(source: ScenarioSource, what: string, key: string, id: string, defaultWidthM: number): Addition | null {
  const read = plainTree(source.sceneFile, source.sceneText);
  if (!read.ok) return null;
  const list = read.tree[key];
  if (!Array.isArray(list) || list.length === 0) return null;
  for (const [index, original] of [...list.entries()].reverse()) {
    const entry = original as {
      at: [number, number];
      facingDeg: number;
      widthM?: number;
      line?: { via?: [number, number][] };
    };
    const angle = ((entry.facingDeg + 90) * Math.PI) / 180;
    const pitch = (entry.widthM ?? defaultWidthM) + 0.9;
    for (const steps of [1, -1, 1.5, -1.5, 2, -2, 3, -3]) {
      const at = [
        round(entry.at[0] + Math.cos(angle) * pitch * steps),
        round(entry.at[1] + Math.sin(angle) * pitch * steps),
      ];
      // Its line goes straight away: a bent line beside another one seldom fits.
      const copy = { ...entry, id, at, line: { ...entry.line, via: [] } };
      const result = checked({ ...source, sceneText: JSON.stringify({ ...read.tree, [key]: [...list, copy] }) });
      if (result.ok)
        return { what, note: `beside ${key.slice(0, -1)} ${index + 1}, at ${at.join(', ')}`, source: result.source };
    }
  }
  return { what, note: `no room beside the ${key} of the plan`, source: null };
}

function made(what: string, note: string, source: ScenarioSource): Addition {
  const result = checked(source);
  return result.ok
    ? { what, note, source: result.source }
    : { what, note: result.problems[0]?.message ?? note, source: null };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
