/** A real run in its worker, for the lab: ?scenario=guided-hall&seek=36000&speed=1 */
import { createHallClient } from '../../../src/runtime/browserClient';
import type { HallClient } from '../../../src/runtime/client';
import type { HallDrawing } from '../../../src/runtime/frame';
import type { FrameBuffer } from '../../../src/view';

const TEXTS = import.meta.glob<string>(['../../../scenarios/*.yaml', '../../../scenes/*.yaml'], {
  query: '?raw',
  import: 'default',
});

async function text(file: string): Promise<string> {
  const found = TEXTS[`../../../${file}`];
  if (!found) throw new Error(`no ${file}`);
  return found();
}

export async function startReal(
  name: string,
  frames: FrameBuffer,
  options: { readonly seekS: number; readonly speed: number; readonly overlays: boolean },
): Promise<{ drawing: HallDrawing; client: HallClient }> {
  const client = createHallClient();
  client.onError((message) => console.error(message));
  const scenarioFile = `scenarios/${name}.scenario.yaml`;
  const scenarioText = await text(scenarioFile);
  const sceneFile = `scenes/${/scenes\/(\S+\.yaml)/.exec(scenarioText)?.[1] ?? ''}`;
  const loaded = await client.load({ scenarioFile, scenarioText, sceneFile, sceneText: await text(sceneFile) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  client.onFrame((frame) => frames.push(frame, performance.now()));
  await client.setOverlays(options.overlays);
  if (options.seekS > 0) await client.seek(options.seekS);
  if (options.speed > 0) await client.play(options.speed);
  return { drawing: loaded.drawing, client };
}
