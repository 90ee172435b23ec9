/** From texts to a spec that runs: parse, check, resolve, and load physics only if a robot with a body needs it. */
import type { HallSpec } from '../kernel/spec';
import { parseScenario } from '../scenario/parse';
import { resolveScenario } from '../scenario/resolve';
import type { Problem, ScenarioSource } from '../scenario/source';
import { minds } from './minds';

export type SpecOptions = {
  readonly seed?: number;
  readonly resolution?: 'micro' | 'meso';
  /** Take the robots out: the same day without them. */
  readonly withoutRobots?: boolean;
  /** 'kinematic' spares the physics engine. Default 'rapier'. */
  readonly bodies?: 'rapier' | 'kinematic';
};

export type SpecResult =
  | { readonly ok: true; readonly spec: HallSpec; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export async function loadSpec(source: ScenarioSource, options: SpecOptions = {}): Promise<SpecResult> {
  const parsed = parseScenario(source);
  if (!parsed.ok) return parsed;
  const resolved = resolveScenario(
    parsed,
    { ...minds, makeRobotBodies: null },
    {
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.resolution === undefined ? {} : { resolution: options.resolution }),
    },
  );
  const robots = options.withoutRobots ? [] : resolved.robots;
  const needsPhysics =
    robots.length > 0 && resolved.resolution === 'micro' && resolved.walking && options.bodies !== 'kinematic';
  const makeRobotBodies = needsPhysics ? await (await import('../physics/rapierBodies')).loadRapierBodies() : null;
  return { ok: true, spec: { ...resolved, robots, makeRobotBodies }, warnings: parsed.warnings };
}
