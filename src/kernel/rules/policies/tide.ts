/** When a tidal window (潮汐窗口) opens and closes. Adding a policy: a function, its name in the table, a test. */

/**
 * @param waiting tickets waiting in the window's letters
 * @param windowsOpen windows open for any of these letters, this one not counted
 * @returns 1 = should be open, -1 = should be closed, 0 = stays as it is
 */
export type TidePolicy = (waiting: number, windowsOpen: number, openAbove: number, closeBelow: number) => -1 | 0 | 1;

export const queueLength: TidePolicy = (waiting, _windowsOpen, openAbove, closeBelow) =>
  waiting > openAbove ? 1 : waiting < closeBelow ? -1 : 0;
/** The same for each open window. */
export const queuePerWindow: TidePolicy = (waiting, windowsOpen, openAbove, closeBelow) =>
  queueLength(waiting / Math.max(1, windowsOpen), windowsOpen, openAbove, closeBelow);

export const TIDES = { 'queue-length': queueLength, 'queue-per-window': queuePerWindow } as const;
export type TideName = keyof typeof TIDES;
