/** Whom a window of the green channel (绿色通道) takes that is not in one of its classes. Adding one: a function, its name, a test. */

/** 0 = never, 1 = like its own, 2 = only when none of its own waits. */
export type GreenPolicy = () => 0 | 1 | 2;

/** The window keeps itself free for its classes. */
export const keepFree: GreenPolicy = () => 0;
/** The others when nobody of its classes waits. */
export const whenIdle: GreenPolicy = () => 2;

export const GREENS = { 'when-idle': whenIdle, 'keep-free': keepFree } as const;
export type GreenName = keyof typeof GREENS;
