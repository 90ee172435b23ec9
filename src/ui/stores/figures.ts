/**
 * What the panels show: the newest frame at about 5 Hz (the 3D view reads frames directly, at full rate), the feed and the
 * series of the strip chart. Fed by `acceptFrame`; cleared when another hall is loaded or time is wound.
 */
import { create } from 'zustand';
import type { FeedLine, Frame, HallDrawing } from '../../runtime/frame';

const PANEL_PERIOD_MS = 200;
const FEED_KEPT = 400;
/** One point of the strip chart per so many hall seconds. */
const SERIES_STEP_S = 60;

/** (points) columns: hall seconds since midnight, persons waiting, persons inside, mean wait in minutes. */
export type Series = {
  readonly timeS: readonly number[];
  readonly waiting: readonly number[];
  readonly inside: readonly number[];
  readonly waitMin: readonly number[];
};

export const EMPTY_SERIES: Series = { timeS: [], waiting: [], inside: [], waitMin: [] };

export type Figures = {
  readonly drawing: HallDrawing | null;
  /** Newest frame handed to React; null before the first. */
  readonly frame: Frame | null;
  /** Newest last. */
  readonly feed: readonly FeedLine[];
  readonly series: Series;
  /** Hall seconds per wall second of late; 0 while paused or unknown. */
  readonly actualSpeed: number;
  setDrawing: (drawing: HallDrawing) => void;
};

export const useFigures = create<Figures>((set) => ({
  drawing: null,
  frame: null,
  feed: [],
  series: EMPTY_SERIES,
  actualSpeed: 0,
  setDrawing: (drawing) => set({ drawing, frame: null, feed: [], series: EMPTY_SERIES, actualSpeed: 0 }),
}));

/** Adds a frame's point to the series; a step back in time cuts what lies after it. */
export function extendSeries(series: Series, frame: Frame): Series {
  let { length } = series.timeS;
  while (length > 0 && (series.timeS[length - 1] as number) > frame.timeS) length--;
  const kept: Series =
    length === series.timeS.length
      ? series
      : {
          timeS: series.timeS.slice(0, length),
          waiting: series.waiting.slice(0, length),
          inside: series.inside.slice(0, length),
          waitMin: series.waitMin.slice(0, length),
        };
  if (length > 0 && frame.timeS - (kept.timeS[length - 1] as number) < SERIES_STEP_S) return kept;
  return {
    timeS: [...kept.timeS, frame.timeS],
    waiting: [...kept.waiting, frame.live.waiting],
    inside: [...kept.inside, frame.live.inside],
    waitMin: [...kept.waitMin, frame.live.waitMeanS / 60],
  };
}

let pendingFeed: FeedLine[] = [];
let lastMs = 0;
let lastEpoch = -1;
let lastRun = -1;

let trailing: ReturnType<typeof setTimeout> | undefined;

/** Takes every frame of the client. The last one is never left out. React hears of it at most every 200 ms, and at once when time was wound or the run ended. */
export function acceptFrame(frame: Frame, nowMs: number): void {
  const wound = frame.epoch !== lastEpoch || frame.run !== lastRun;
  if (wound) pendingFeed = [];
  pendingFeed.push(...frame.feed);
  clearTimeout(trailing);
  const dueMs = lastMs + PANEL_PERIOD_MS - nowMs;
  if (!wound && !frame.finished && dueMs > 0) {
    trailing = setTimeout(() => show(frame, nowMs, false), dueMs);
    return;
  }
  show(frame, nowMs, wound);
}

function show(frame: Frame, nowMs: number, wound: boolean): void {
  const ranMs = nowMs - lastMs;
  lastMs = nowMs;
  lastEpoch = frame.epoch;
  lastRun = frame.run;
  const added = pendingFeed;
  pendingFeed = [];
  useFigures.setState(({ frame: before, feed, series, actualSpeed }) => ({
    frame,
    feed: wound ? added : feed.concat(added).slice(-FEED_KEPT),
    series: extendSeries(series, frame),
    actualSpeed: wound || !before ? 0 : smooth(actualSpeed, (1000 * (frame.timeS - before.timeS)) / Math.max(1, ranMs)),
  }));
}

/** Running mean that forgets quickly when the hall stops. */
function smooth(mean: number, sample: number): number {
  return sample <= 0 ? 0 : mean === 0 ? sample : mean + 0.3 * (sample - mean);
}
