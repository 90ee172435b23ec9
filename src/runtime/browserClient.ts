/** The page's handle: starts the worker and speaks to it. */
import * as Comlink from 'comlink';
import type { WorkerApi } from './browserWorker';
import type { HallClient } from './client';
import type { Frame } from './frame';

export function createHallClient(): HallClient {
  const worker = new Worker(new URL('./browserWorker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<WorkerApi>(worker);
  const frames = new Set<(frame: Frame) => void>();
  const errors = new Set<(message: string) => void>();
  const fail = (message: string): void => {
    for (const listener of errors) listener(message);
  };
  worker.onerror = (event) => fail(event.message || 'the simulation worker stopped');
  worker.onmessageerror = () => fail('a message from the simulation could not be read');
  const ready = api.listen(
    Comlink.proxy((frame: Frame) => {
      for (const listener of frames) listener(frame);
    }),
    Comlink.proxy(fail),
  );
  return {
    async load(source, options = {}) {
      await ready;
      return api.load(source, options);
    },
    play: (speed) => api.play(speed),
    pause: () => api.pause(),
    step: (ticks) => api.step(ticks),
    seek: (timeS) => api.seek(timeS),
    command: (command) => api.command(command),
    inspect: (pick) => api.inspect(pick),
    setOverlays: (on) => api.setOverlays(on),
    measureSpace: (on, fromOpening = false) => api.measureSpace(on, fromOpening),
    spaceView: (wish) => api.spaceView(wish),
    spaceCsv: (wish) => api.spaceCsv(wish),
    spaceTracks: () => api.spaceTracks(),
    spacePicture: (wish) => api.spacePicture(wish),
    hash: () => api.hash(),
    summary: () => api.summary(),
    onFrame(listener) {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    onError(listener) {
      errors.add(listener);
      return () => errors.delete(listener);
    },
    close() {
      worker.terminate();
    },
  };
}
