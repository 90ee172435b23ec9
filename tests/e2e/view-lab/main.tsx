/**
 * Visual lab of the 3D view: a fake hall with fake frames, or a real run.
 * ?people=60&camera=orbit|plan|follow|walk&quality=high|low|auto&language=zh|en&overlays=1&still=1&select=window|person
 * ?scenario=guided-hall&seek=36000&speed=1 plays a shipped scenario in its worker.
 */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Pick } from '../../../src/runtime/client';
import type { HallDrawing } from '../../../src/runtime/frame';
import {
  type CameraMode,
  createFrameBuffer,
  HallView,
  OVERLAYS,
  type Quality,
  type ViewLanguage,
} from '../../../src/view';
import { fakeFrame } from './fakeFrames';
import { fakeHall } from './fakeHall';
import { startReal } from './real';

const query = new URLSearchParams(location.search);
const people = Number(query.get('people') ?? 60);
const overlays = query.get('overlays') === '1';
const frames = createFrameBuffer();
const lab: Record<string, unknown> = {};
lab.frames = frames;
Object.assign(window, { lab });

function startFake(): HallDrawing {
  const drawing = fakeHall();
  let sequence = 400;
  const push = (): void => frames.push(fakeFrame(drawing, people, ++sequence, overlays), performance.now());
  push();
  if (query.get('still') !== '1') setInterval(push, 50);
  lab.push = push;
  return drawing;
}

async function start(): Promise<HallDrawing> {
  const scenario = query.get('scenario');
  if (!scenario) return startFake();
  const options = { seekS: Number(query.get('seek') ?? 0), speed: Number(query.get('speed') ?? 0), overlays };
  const { drawing, client } = await startReal(scenario, frames, options);
  lab.client = client;
  return drawing;
}

const SELECTED: Readonly<Record<string, Pick>> = {
  person: { kind: 'person', citizen: 1 },
  window: { kind: 'window', window: 4 },
};

function Lab({ drawing }: { readonly drawing: HallDrawing }) {
  const [selected, setSelected] = useState<Pick | null>(SELECTED[query.get('select') ?? ''] ?? null);
  const [kind, setKind] = useState((query.get('camera') ?? 'orbit') as CameraMode['kind']);
  const [shown, setShown] = useState(true);
  Object.assign(lab, { setKind, setShown, picked: () => selected });
  const citizen = Number(query.get('follow') ?? 0);
  const target: Pick = citizen > 0 ? { kind: 'person', citizen } : { kind: 'robot', robot: 0 };
  if (!shown) return null;
  return (
    <HallView
      drawing={drawing}
      frames={frames}
      quality={(query.get('quality') ?? 'high') as Quality}
      camera={{ kind, target }}
      onPick={setSelected}
      selected={selected}
      language={(query.get('language') ?? 'zh') as ViewLanguage}
      overlays={overlays ? OVERLAYS : []}
    />
  );
}

start().then((drawing) => {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Lab drawing={drawing} />
    </StrictMode>,
  );
});
