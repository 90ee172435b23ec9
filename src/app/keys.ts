/** Keys of the whole page. They rest while a text is typed or a control that uses the same keys has the focus. */
import { tinykeys } from 'tinykeys';
import { nextSpeed, seekBy, select, setOverlays, step, togglePlay } from '../ui/stores/actions';
import { CAMERAS, useSession } from '../ui/stores/session';

const MINUTE_S = 60;

/** Text fields and lists take every key; sliders, tabs, choices and the 3D view take the arrows; buttons take the space bar. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (!target) return false;
  if (target.closest('input:not([type=radio]), textarea, select, [contenteditable], [role=dialog]')) return true;
  const arrows = event.key.startsWith('Arrow');
  if (arrows && target.closest('[role=slider], [role=tab], [role=radio], input[type=radio], .hall-view')) return true;
  return event.key === ' ' && target.closest('button, [role=tab], [role=switch], input[type=radio]') !== null;
}

export function listenToKeys(): () => void {
  const on = (act: () => unknown) => (event: KeyboardEvent) => {
    if (isTaken(event)) return;
    event.preventDefault();
    act();
  };
  const set = useSession.setState;
  const get = useSession.getState;
  return tinykeys(window, {
    Space: on(togglePlay),
    Period: on(step),
    ArrowLeft: on(() => seekBy(-MINUTE_S)),
    ArrowRight: on(() => seekBy(MINUTE_S)),
    'Shift+ArrowLeft': on(() => seekBy(-10 * MINUTE_S)),
    'Shift+ArrowRight': on(() => seekBy(10 * MINUTE_S)),
    Minus: on(() => nextSpeed(-1)),
    Equal: on(() => nextSpeed(1)),
    'Shift+Equal': on(() => nextSpeed(1)),
    ...Object.fromEntries(CAMERAS.map((camera, i) => [`Digit${i + 1}`, on(() => set({ camera }))])),
    KeyT: on(() => set({ tableTwin: !get().tableTwin })),
    KeyO: on(() => setOverlays(!get().overlays)),
    KeyL: on(() => set({ legend: !get().legend })),
    KeyH: on(() => set({ help: !get().help })),
    Escape: on(() => select(null)),
  });
}
