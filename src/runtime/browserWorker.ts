/** The worker's end of the page's handle: a HallHost behind Comlink. */
import * as Comlink from 'comlink';
import type { HallCommand } from '../kernel/commands';
import type { ScenarioSource } from '../scenario/source';
import type { LoadOptions, Pick, SpaceWish } from './client';
import type { Frame } from './frame';
import { transferables } from './frameBuilder';
import { HallHost } from './host';

type Listeners = { frame: (frame: Frame) => void; error: (message: string) => void };
let listeners: Listeners | null = null;

/** Zero-delay turns without the timer's 4 ms floor. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

const host = new HallHost({
  nowMs: () => performance.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      if (ms > 0) setTimeout(resolve, ms);
      else {
        waiting.push(resolve);
        channel.port2.postMessage(null);
      }
    }),
  sendFrame: (frame) => listeners?.frame(Comlink.transfer(frame, transferables(frame))),
  sendError: (message) => listeners?.error(message),
});

const api = {
  listen(frame: Listeners['frame'], error: Listeners['error']) {
    listeners = { frame, error };
  },
  load: (source: ScenarioSource, options: LoadOptions) => host.load(source, options),
  play: (speed: number) => host.play(speed),
  pause: () => host.pause(),
  step: (ticks: number) => host.step(ticks),
  seek: (timeS: number) => host.seek(timeS),
  command: (command: HallCommand) => host.command(command),
  inspect: (pick: Pick) => host.inspect(pick),
  setOverlays: (on: boolean) => host.setOverlays(on),
  measureSpace: (on: boolean, fromOpening: boolean) => host.measureSpace(on, fromOpening),
  spaceView: (wish: SpaceWish) => host.space.view(wish),
  spaceCsv: (wish: SpaceWish) => host.space.csv(wish),
  spaceTracks: () => host.space.tracks(),
  spacePicture: (wish: SpaceWish) => host.space.picture(wish),
  hash: () => host.hash(),
  summary: () => host.summary(),
};
export type WorkerApi = typeof api;

Comlink.expose(api);
