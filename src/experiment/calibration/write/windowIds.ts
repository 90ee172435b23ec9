/** Windows of a model -> windows of a given scene: the same id where there is one, else the next free of the letter, else any. */
import { windowId } from '../../../scenario/layout/solids';
import type { Scene } from '../../../scenario/schema/scene';
import type { HallModel } from '../fit/model';

export type PlacedWindows =
  | { readonly ok: true; readonly ids: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly message: string };

export function placeWindows(model: HallModel, scene: Scene): PlacedWindows {
  const free = new Set(
    scene.windows.flatMap((row) =>
      Array.from({ length: row.count }, (_, k) => windowId(row.letter, row.firstNumber + k)),
    ),
  );
  const needed = model.windows.filter((window) => window.intervals.length > 0);
  if (needed.length > free.size) {
    return { ok: false, message: `the scene has ${free.size} windows; the records need ${needed.length}` };
  }
  const ids = new Map<string, string>();
  const take = (wish: (window: HallModel['windows'][number], id: string) => boolean): void => {
    for (const window of needed) {
      if (ids.has(window.id)) continue;
      const id = [...free].find((candidate) => wish(window, candidate));
      if (id === undefined) continue;
      ids.set(window.id, id);
      free.delete(id);
    }
  };
  take((window, id) => id === window.source || id === window.id);
  take((window, id) => id.startsWith(window.letters[0] ?? '?'));
  take(() => true);
  return { ok: true, ids };
}
