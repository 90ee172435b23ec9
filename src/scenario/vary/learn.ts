/** The robots' catalogue grows: items that they were asked for in vain are taken into it. */
import type { ScenarioSource } from '../source';
import { type ChangeResult, checked, plainTree } from './apply';

/** The same scenario with these items known to every robot. Everything else stays as it was. */
export function withItemsKnown(source: ScenarioSource, items: readonly string[]): ChangeResult {
  if (items.length === 0) return { ok: true, source };
  const read = plainTree(source.scenarioFile, source.scenarioText);
  if (!read.ok) return read;
  const robots = (read.tree.robots ?? []) as { unknownItems?: string[] }[];
  for (const robot of robots) {
    if (robot.unknownItems) robot.unknownItems = robot.unknownItems.filter((id) => !items.includes(id));
  }
  return checked({ ...source, scenarioText: JSON.stringify(read.tree) });
}
