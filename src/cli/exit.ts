/** Exit codes of every command. */
export const Exit = { ok: 0, runFailed: 1, usage: 2, invalidInput: 3 } as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/** Wrong use of a command: message goes to stderr with a hint at --help. */
export class UsageError extends Error {}
