/**
 * Where in the queue a ticket goes that comes back (passed, then asked again) or comes from another window. A policy returns
 * the ticket's new place as a time: tickets with an earlier place are called first. Adding one: a function, its name, a test.
 */

/**
 * @param ticketS when the visit's first ticket was taken
 * @param behindS place of the last of the next few tickets waiting (the scenario says how many); now if there are fewer
 */
export type PlacePolicy = (nowS: number, ticketS: number, behindS: number) => number;

export const atEnd: PlacePolicy = (nowS) => nowS;
export const keepPlace: PlacePolicy = (_nowS, ticketS) => ticketS;
export const behindNext: PlacePolicy = (_nowS, _ticketS, behindS) => behindS;
/** Before everybody: of two such tickets the one that came first. */
export const first: PlacePolicy = (nowS) => nowS - 1e9;

export const PLACES = { 'at-end': atEnd, 'keep-place': keepPlace, 'behind-next': behindNext, first } as const;
export type PlaceName = keyof typeof PLACES;
