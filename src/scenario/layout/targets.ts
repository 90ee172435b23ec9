/** More destinations for walks than the scene has: of scripted people, of clerks who step out. */
import { StateHash } from '../../kernel/base/hash';
import type { HallLayout } from '../../kernel/layout';

/** The layout with targets after its own; flow fields are cached by the hash. */
export function withTargets(layout: HallLayout, targets: HallLayout['targets']): HallLayout {
  const hash = new StateHash().text(layout.layoutHash);
  for (const target of targets) hash.float(target.xM).float(target.yM);
  return { ...layout, targets: [...layout.targets, ...targets], layoutHash: hash.hex() };
}
