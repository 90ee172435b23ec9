/** Options of `--space`: scheme, letter, further measuring lines, tracks. */
import type { HallLayout } from '../../kernel/layout';
import { doorLines } from '../../metrics/space/doorLines';
import type { MeasuringLine } from '../../metrics/space/lines';
import { LOS_LETTERS, LOS_SCHEME_IDS } from '../../metrics/space/los';
import type { MapChoice } from '../../metrics/space/maps';
import { SPACE_DEFAULTS, type SpaceOptions } from '../../metrics/space/meter';
import { oneOf, wholeNumber } from '../arguments';
import { UsageError } from '../exit';

/** For the argument parser. */
export const SPACE_ARGUMENTS = {
  space: { type: 'boolean' },
  los: { type: 'string' },
  'los-letter': { type: 'string' },
  line: { type: 'string', multiple: true },
} as const;

/** Frames a second that whole ticks of 50 ms allow, and that a look every half second or finer gives. */
const TRACK_RATES = [0, 1, 2, 4, 5, 10, 20];

export type SpaceRequest = {
  readonly choice: MapChoice;
  readonly lines: readonly MeasuringLine[];
  readonly trackFps: number;
};

export type SpaceTexts = {
  readonly los?: string | undefined;
  readonly letter?: string | undefined;
  readonly lines: readonly string[];
  readonly trackFps?: string | undefined;
};

/** Reads the texts; throws UsageError. */
export function spaceRequest(texts: SpaceTexts): SpaceRequest {
  const trackFps = texts.trackFps === undefined ? 2 : wholeNumber('track-fps', texts.trackFps);
  if (!TRACK_RATES.includes(trackFps)) {
    throw new UsageError(`--track-fps takes one of ${TRACK_RATES.join(', ')} (0 = no tracks), got "${texts.trackFps}"`);
  }
  return {
    choice: {
      scheme: oneOf('los', texts.los ?? 'fruin-walkway', LOS_SCHEME_IDS),
      letter: oneOf('los-letter', texts.letter ?? 'D', LOS_LETTERS),
    },
    lines: texts.lines.map(parseLine),
    trackFps,
  };
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const LINE = new RegExp(`^([A-Za-z][A-Za-z0-9_-]*)=${NUMBER},${NUMBER}:${NUMBER},${NUMBER}$`);

function parseLine(text: string): MeasuringLine {
  const match = LINE.exec(text);
  const [ax, ay, bx, by] = (match?.slice(2) ?? []).map(Number);
  if (!match || (ax === bx && ay === by)) {
    throw new UsageError(
      `--line takes NAME=x,y:x,y in metres, two different points, for example aisle=13,10:13,18; got "${text}"`,
    );
  }
  return { id: match[1] as string, ax: ax as number, ay: ay as number, bx: bx as number, by: by as number };
}

/** The request for a hall: the doors' lines first, then the user's. */
export function spaceOptions(request: SpaceRequest, layout: HallLayout): SpaceOptions {
  const doors = doorLines(layout);
  const taken = new Set(doors.map((line) => line.id));
  for (const { id } of request.lines) {
    if (taken.has(id))
      throw new UsageError(`--line ${id}: the name is taken (doors: ${doors.map((d) => d.id).join(', ')})`);
    taken.add(id);
  }
  return { ...SPACE_DEFAULTS, lines: [...doors, ...request.lines], trackFps: request.trackFps };
}
