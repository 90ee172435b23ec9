/** What buttons and keys do. Each asks the worker first and changes the session only by what was answered. */
import type { Pick } from '../../runtime/client';
import type { Problem, ScenarioSource } from '../../scenario/source';
import { useFigures } from './figures';
import { type CatalogueEntry, type Resolution, SPEEDS, useSession } from './session';

const set = useSession.setState;
const get = useSession.getState;

/** What went wrong outside the simulation is shown like an error of the files. */
function refusal(file: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return { severity: 'error', file, line: null, path: '', message };
}

/** Runs an action of the client; a failure stops playing and is shown. */
async function guarded(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    set({ error: error instanceof Error ? error.message : String(error), playing: false, seekingS: null });
  }
}

export type LoadWish = { readonly seed?: number | null; readonly resolution?: Resolution | null };

/** Loads a scenario of the catalogue and plays it. The hall that runs is kept if the new one has errors. */
export async function loadEntry(entry: CatalogueEntry, wish: LoadWish = {}): Promise<boolean> {
  const { client } = get();
  if (!client) return false;
  const seed = wish.seed ?? null;
  const resolution = wish.resolution ?? null;
  set({ loading: true, problems: [] });
  let source: ScenarioSource;
  try {
    source = await entry.read();
  } catch (error) {
    set({ loading: false, problems: [refusal(entry.id, error)] });
    return false;
  }
  const options = { ...(seed === null ? {} : { seed }), ...(resolution === null ? {} : { resolution }) };
  try {
    const result = await client.load(source, options);
    if (!result.ok) {
      set({ loading: false, problems: result.problems });
      return false;
    }
    useFigures.getState().setDrawing(result.drawing);
    set({
      loading: false,
      scenarioId: entry.id,
      seed,
      resolution,
      warnings: result.warnings,
      problems: [],
      error: null,
      playing: false,
      seekingS: null,
      selected: null,
    });
    await client.pause();
    return true;
  } catch (error) {
    set({ loading: false, error: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** The same day from the start. */
export async function restart(wish?: LoadWish): Promise<void> {
  const { catalogue, scenarioId, seed, resolution, speed } = get();
  const entry = catalogue.find((candidate) => candidate.id === scenarioId);
  if (!entry) return;
  const loaded = await loadEntry(entry, { seed, resolution, ...wish });
  if (loaded) await play(speed);
}

export async function play(speed = get().speed): Promise<void> {
  const { client } = get();
  const frame = useFigures.getState().frame;
  if (!client || frame?.finished) return;
  set({ playing: true, speed });
  await guarded(() => client.play(speed));
}

export async function pause(): Promise<void> {
  const { client } = get();
  set({ playing: false });
  if (client) await guarded(() => client.pause());
}

export const togglePlay = (): Promise<void> => (get().playing ? pause() : play());

export async function step(): Promise<void> {
  const { client } = get();
  set({ playing: false });
  if (client) await guarded(() => client.step(1));
}

/** Sets the speed; a running hall goes on at it. */
export async function setSpeed(speed: number): Promise<void> {
  set({ speed });
  if (get().playing) await play(speed);
}

export function nextSpeed(by: 1 | -1): Promise<void> {
  const { speed } = get();
  const at = SPEEDS.findIndex((candidate) => candidate >= speed);
  const index = Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? SPEEDS.length - 1 : at) + by));
  return setSpeed(SPEEDS[index] as number);
}

/** Winds to a hall time, s since midnight; both ways. A second call while the first runs replaces it. */
export async function seek(timeS: number): Promise<void> {
  const { client } = get();
  const { drawing } = useFigures.getState();
  if (!client || !drawing) return;
  const target = Math.min(Math.max(timeS, drawing.startS), drawing.endS);
  set({ seekingS: target });
  await guarded(() => client.seek(target));
  if (get().seekingS === target) set({ seekingS: null });
}

/** Moves by so many hall seconds from where the hall is, or from where it is being wound to. */
export function seekBy(deltaS: number): Promise<void> {
  const from = get().seekingS ?? useFigures.getState().frame?.timeS;
  return from === undefined ? Promise.resolve() : seek(from + deltaS);
}

/** Ends a long wind where it is. */
export async function stopSeeking(): Promise<void> {
  set({ seekingS: null });
  await pause();
}

export function select(pick: Pick | null): void {
  set({ selected: pick });
}

export async function setOverlays(on: boolean): Promise<void> {
  const { client } = get();
  set({ overlays: on });
  if (client) await guarded(() => client.setOverlays(on));
}

/** Sends a visitor to the door who asks the robot about an item. */
export async function addVisitor(item: number): Promise<void> {
  const { client } = get();
  if (client) await guarded(() => client.command({ kind: 'add-visitor', item, asksRobot: true }));
}

/** Closes or opens a part of the hall (HallDrawing.areas). */
export async function setArea(area: number, closed: boolean): Promise<void> {
  const { client } = get();
  if (client) await guarded(() => client.command({ kind: 'set-area', area, closed }));
}

export function notify(key: string, values: Readonly<Record<string, string>> = {}): void {
  set(({ notices }) => ({ notices: [...notices, { key, values }].slice(-5) }));
}

export function dismissNotice(index: number): void {
  set(({ notices }) => ({ notices: notices.filter((_, i) => i !== index) }));
}
