/**
 * Visual lab of the 3D view: fake hall, fake frames, no worker.
 * ?people=60&camera=orbit|plan|follow|walk&quality=high|low|auto&language=zh|en&overlays=1&still=1&select=window
 */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Pick } from '../../../src/runtime/client';
import { type CameraMode, createFrameBuffer, HallView, type Quality, type ViewLanguage } from '../../../src/view';
import { fakeFrame } from './fakeFrames';
import { fakeHall } from './fakeHall';

const query = new URLSearchParams(location.search);
const drawing = fakeHall();
const people = Number(query.get('people') ?? 60);
const overlays = query.get('overlays') === '1';
const frames = createFrameBuffer();
let sequence = 400;
frames.push(fakeFrame(drawing, people, sequence, overlays), performance.now());
if (query.get('still') !== '1') {
  setInterval(() => frames.push(fakeFrame(drawing, people, ++sequence, overlays), performance.now()), 50);
}

function Lab() {
  const [selected, setSelected] = useState<Pick | null>(
    query.get('select') === 'person'
      ? { kind: 'person', citizen: 1 }
      : query.get('select') === 'window'
        ? { kind: 'window', window: 4 }
        : null,
  );
  const [kind, setKind] = useState((query.get('camera') ?? 'orbit') as CameraMode['kind']);
  Object.assign(window, {
    lab: {
      setKind,
      picked: () => selected,
      push: () => frames.push(fakeFrame(drawing, people, ++sequence, overlays), performance.now()),
    },
  });
  const target: Pick = query.get('target') === 'person' ? { kind: 'person', citizen: 1 } : { kind: 'robot', robot: 0 };
  return (
    <HallView
      drawing={drawing}
      frames={frames}
      quality={(query.get('quality') ?? 'high') as Quality}
      camera={{ kind, target }}
      onPick={setSelected}
      selected={selected}
      language={(query.get('language') ?? 'zh') as ViewLanguage}
      showOverlays={overlays}
    />
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Lab />
  </StrictMode>,
);
