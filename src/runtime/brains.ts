/** Brains by name: those that ship, or any module that exports `createBrain`. Node only for modules. */
import { createDwa } from '../../agents/baselines/dwa';
import { createPurePursuit } from '../../agents/baselines/purePursuit';
import type { CreateBrain } from '../../agents/contract';
import { createGuideRobot } from '../../agents/guide-robot';

export const SHIPPED_BRAINS: Readonly<Record<string, CreateBrain>> = {
  'guide-robot': createGuideRobot,
  'baseline-pure-pursuit': createPurePursuit,
  'baseline-dwa': createDwa,
};

/**
 * @param name a shipped brain's name, or the absolute path or file URL of a module
 * Throws with what is wrong: no such module, it does not load, or it exports no `createBrain` function.
 */
export async function loadBrain(name: string): Promise<CreateBrain> {
  const shipped = SHIPPED_BRAINS[name];
  if (shipped) return shipped;
  let module: Record<string, unknown>;
  try {
    module = (await import(/* @vite-ignore */ name)) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Error(`brain "${name}" could not be loaded: ${why}; shipped: ${Object.keys(SHIPPED_BRAINS).join(', ')}`);
  }
  const { createBrain } = module;
  if (typeof createBrain !== 'function') {
    const found = Object.keys(module).join(', ') || 'nothing';
    throw new Error(`brain "${name}" exports no function createBrain; it exports ${found}`);
  }
  return createBrain as CreateBrain;
}
