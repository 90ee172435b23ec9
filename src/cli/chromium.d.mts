/** The executable's path; undefined if there is none. */
export function findChromium(): string | undefined;
