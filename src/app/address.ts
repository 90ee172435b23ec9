/**
 * The page's address: ?scenario=guided-hall&seed=7&resolution=meso&at=10:30&speed=30&camera=plan&quality=low&play=0&lang=zh
 * Every part is optional. A part that cannot be is left out and reported.
 */
import { CAMERAS, type CameraName, type PageQuality, QUALITIES, type Resolution } from '../ui/stores/session';

export type Address = {
  readonly scenario: string | null;
  readonly seed: number | null;
  readonly resolution: Resolution | null;
  /** Hall time, seconds since midnight. */
  readonly atS: number | null;
  readonly speed: number | null;
  readonly camera: CameraName | null;
  readonly quality: PageQuality | null;
  readonly table: boolean;
  /** False: load, but wait for the visitor to press play. */
  readonly play: boolean;
  readonly lang: string | null;
};

export type AddressProblem = { readonly name: string; readonly value: string; readonly allowed: string };

const MAX_SEED = 4_294_967_295;

export function readAddress(search: string): { readonly address: Address; readonly problems: AddressProblem[] } {
  const query = new URLSearchParams(search);
  const problems: AddressProblem[] = [];
  const take = <T>(name: string, allowed: string, read: (value: string) => T | null): T | null => {
    const value = query.get(name);
    if (value === null) return null;
    const result = read(value);
    if (result === null) problems.push({ name, value, allowed });
    return result;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | null =>
    take(name, values.join(', '), (value) => values.find((candidate) => candidate === value) ?? null);
  const address: Address = {
    scenario: query.get('scenario'),
    seed: take('seed', `0 - ${MAX_SEED}`, (value) => (/^\d{1,10}$/.test(value) && +value <= MAX_SEED ? +value : null)),
    resolution: oneOf('resolution', ['micro', 'meso']),
    atS: take('at', 'HH:MM, HH:MM:SS', readTime),
    speed: take('speed', '0.1 - 10000, max', readSpeed),
    camera: oneOf('camera', CAMERAS),
    quality: oneOf('quality', QUALITIES),
    table: oneOf('view', ['table', '3d']) === 'table',
    play: oneOf('play', ['0', '1']) !== '0',
    lang: oneOf('lang', ['zh', 'en']),
  };
  return { address, problems };
}

function readTime(text: string): number | null {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  return match ? 3600 * Number(match[1]) + 60 * Number(match[2]) + Number(match[3] ?? 0) : null;
}

function readSpeed(text: string): number | null {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  return /^[\d.]+$/.test(text) && speed >= 0.1 && speed <= 10_000 ? speed : null;
}

/** The address that opens this hall at this moment, paused or not as it is now. */
export function writeAddress(
  base: string,
  parts: { readonly scenario: string; readonly seed: number; readonly resolution: Resolution; readonly timeS: number },
): string {
  const url = new URL(base);
  const whole = Math.floor(parts.timeS);
  const two = (value: number): string => String(value).padStart(2, '0');
  url.search = '';
  url.searchParams.set('scenario', parts.scenario);
  url.searchParams.set('seed', String(parts.seed));
  url.searchParams.set('resolution', parts.resolution);
  const at = `${two(Math.floor(whole / 3600))}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  url.searchParams.set('at', at);
  return url.href;
}
