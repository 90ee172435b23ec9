/**
 * Playback of frames: the hall's worker sends them at its own pace, the screen draws at the display's. Two frames are
 * shown at a time, the picture moves from `previous` to `latest` while `alpha` goes from 0 to 1 (about one frame late).
 * A small queue absorbs jitter. Never blends across epochs (a seek or a reload): the new picture stands at once.
 */
import type { Frame } from '../runtime/frame';

export interface FrameSource {
  /** Newer frame of the pair on show; null before the first. Call `alpha` first: it moves the pair along. */
  latest(): Frame | null;
  /** Older frame of the pair, same epoch; null if there is nothing to blend from. */
  previous(): Frame | null;
  /** Share of the way from `previous` to `latest`, 0..1. `nowMs`: a clock that never runs backward, milliseconds. */
  alpha(nowMs: number): number;
  /** Told when a frame came; returns the way to stop. Without it the view looks at each display refresh. */
  subscribe?(listener: () => void): () => void;
}

export interface FrameBuffer extends FrameSource {
  push(frame: Frame, nowMs: number): void;
  clear(): void;
}

/** Frames kept beyond the pair on show; older ones are dropped, so a hidden tab does not pile them up. */
const MAX_PENDING = 3;
/** Assumed gap between frames until two have come, and bounds of the estimate, milliseconds. */
const FIRST_INTERVAL_MS = 50;
const MIN_INTERVAL_MS = 4;
const MAX_INTERVAL_MS = 500;
/** A longer silence is a pause, not a slow worker: it does not count into the estimate. */
const PAUSE_MS = 1000;
/** Weight of the newest gap in the running mean. */
const SMOOTHING = 0.2;

export function createFrameBuffer(): FrameBuffer {
  let shown: { previous: Frame | null; latest: Frame } | null = null;
  let pending: Frame[] = [];
  let progress = 1;
  let intervalMs = FIRST_INTERVAL_MS;
  let pushedMs = Number.NEGATIVE_INFINITY;
  let askedMs = Number.NEGATIVE_INFINITY;
  const listeners = new Set<() => void>();

  const newest = (): Frame | null => pending.at(-1) ?? shown?.latest ?? null;

  const advance = (): void => {
    const next = pending.shift();
    if (!next || !shown) return;
    shown = { previous: shown.latest, latest: next };
  };

  return {
    latest: () => shown?.latest ?? null,
    previous: () => shown?.previous ?? null,

    alpha(nowMs) {
      const elapsedMs = askedMs === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, nowMs - askedMs);
      askedMs = Math.max(askedMs, nowMs);
      if (!shown?.previous && pending.length === 0) return 1;
      // A little slow while nothing waits, faster the more waits: keeps the queue short without visible jerks.
      const pace = pending.length === 0 ? 0.97 : 1 + 0.4 * pending.length;
      progress += (elapsedMs / intervalMs) * pace;
      while (progress >= 1 && pending.length > 0) {
        advance();
        progress -= 1;
      }
      progress = Math.min(progress, 1);
      return progress;
    },

    push(frame, nowMs) {
      const last = newest();
      if (!shown || !last || last.epoch !== frame.epoch) {
        shown = { previous: null, latest: frame };
        pending = [];
        progress = 1;
      } else {
        if (frame.sequence <= last.sequence) return;
        const gapMs = nowMs - pushedMs;
        if (gapMs < PAUSE_MS) {
          const bounded = Math.min(Math.max(gapMs, MIN_INTERVAL_MS), MAX_INTERVAL_MS);
          intervalMs += (bounded - intervalMs) * SMOOTHING;
        }
        pending.push(frame);
        while (pending.length > MAX_PENDING) {
          advance();
          progress = 0;
        }
        if (progress >= 1) {
          advance();
          progress = 0;
          // The wait for this frame is over only now: do not count it as playing time.
          askedMs = Math.max(askedMs, nowMs);
        }
      }
      pushedMs = nowMs;
      for (const listener of listeners) listener();
    },

    clear() {
      shown = null;
      pending = [];
      progress = 1;
      pushedMs = Number.NEGATIVE_INFINITY;
      for (const listener of listeners) listener();
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
