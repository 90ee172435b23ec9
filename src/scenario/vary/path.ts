/**
 * Paths into a scenario as people write them: staffing[0].letters, items[nurse-licence].service.meanMin,
 * items[*].service.meanMin. A part in brackets is an index from 0, the id or letter of an entry, or * for every entry.
 */
import { nearestWord } from '../text/nearest';

/** One part of a path: a key of a map, an entry of a list (index or id), or all entries. */
export type PathPart =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'all' };

/** A path that cannot be read or leads nowhere, or a value that does not fit. The message says what is allowed. */
export class VaryError extends Error {}

const KEY = /^[A-Za-z_][A-Za-z0-9_-]*/;
const BRACKET = /^\[(\*|\d{1,6}|[A-Za-z0-9][A-Za-z0-9_-]*)\]/;

export function parsePath(text: string): PathPart[] {
  const parts: PathPart[] = [];
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith('[')) {
      const inside = BRACKET.exec(rest);
      if (!inside || parts.length === 0) {
        throw new VaryError(
          `path "${text}": cannot read "${rest}"; in brackets stands an index from 0, an id, or *: items[0], items[nurse-licence], items[*]`,
        );
      }
      const what = inside[1] as string;
      if (what === '*') parts.push({ kind: 'all' });
      else if (/^\d+$/.test(what)) parts.push({ kind: 'index', index: Number(what) });
      else parts.push({ kind: 'id', id: what });
      rest = rest.slice(inside[0].length);
    } else {
      if (parts.length > 0) {
        if (!rest.startsWith('.')) throw new VaryError(`path "${text}": expected "." or "[" before "${rest}"`);
        rest = rest.slice(1);
      }
      const key = KEY.exec(rest)?.[0];
      if (key === undefined) {
        throw new VaryError(`path "${text}": expected a key, found "${rest}"; a path reads like staffing[0].count`);
      }
      parts.push({ kind: 'key', key });
      rest = rest.slice(key.length);
    }
  }
  if (parts.length === 0) throw new VaryError('a path is empty; a path reads like staffing[0].count');
  return parts;
}

/** Where a path leads: the containers that hold the value and the key in each. More than one with [*]. */
export type Slot = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number };

/**
 * Finds the places of a path in a plain tree. Maps on the way that the file leaves to their defaults are made; whether their
 * keys exist is for the schema to say, after the value is set.
 */
export function slotsOf(tree: unknown, parts: readonly PathPart[], text: string): Slot[] {
  let slots: Slot[] = [{ holder: { '': tree }, key: '' }];
  for (const part of parts) slots = slots.flatMap((slot) => step(slot, part, text));
  return slots;
}

function step(slot: Slot, part: PathPart, text: string): Slot[] {
  const value = read(slot);
  if (part.kind === 'key') {
    if (Array.isArray(value)) {
      throw new VaryError(
        `path "${text}": "${slot.key}" is a list of ${value.length}; write ${slot.key}[0], ${slot.key}[id] or ${slot.key}[*]`,
      );
    }
    if (value === undefined) write(slot, {});
    const map = read(slot);
    if (map === null || typeof map !== 'object') {
      throw new VaryError(
        `path "${text}": "${slot.key}" is the value ${JSON.stringify(map)} and has no keys; there is no "${part.key}" in it`,
      );
    }
    return [{ holder: map as Record<string, unknown>, key: part.key }];
  }
  if (!Array.isArray(value)) {
    const found =
      value !== null && typeof value === 'object' ? ` (it has the keys ${Object.keys(value).join(', ')})` : '';
    if (value === undefined)
      throw new VaryError(`path "${text}": there is no "${slot.key}" in the file; ${keysOf(slot)}`);
    throw new VaryError(`path "${text}": "${slot.key}" is not a list${found}`);
  }
  if (value.length === 0)
    throw new VaryError(`path "${text}": the list "${slot.key}" is empty; there is nothing to change`);
  if (part.kind === 'all') return value.map((_, index) => ({ holder: value, key: index }));
  if (part.kind === 'index') {
    if (part.index >= value.length) {
      throw new VaryError(
        `path "${text}": "${slot.key}" has no entry ${part.index}; allowed: 0 to ${value.length - 1}`,
      );
    }
    return [{ holder: value, key: part.index }];
  }
  const names = value.map((entry) => nameOf(entry));
  const index = names.indexOf(part.id);
  if (index < 0) {
    const known = names.filter((name): name is string => name !== null);
    const near = nearestWord(part.id, known);
    const hint =
      known.length === 0
        ? `its entries have no ids; allowed: 0 to ${value.length - 1}`
        : `${near === null ? '' : `did you mean "${near}"? `}allowed: ${known.slice(0, 40).join(', ')}${known.length > 40 ? ', ...' : ''}`;
    throw new VaryError(`path "${text}": "${slot.key}" has no entry "${part.id}"; ${hint}`);
  }
  return [{ holder: value, key: index }];
}

/** What stands beside a key that is not there. */
function keysOf(slot: Slot): string {
  const keys = Object.keys(slot.holder);
  const near = nearestWord(String(slot.key), keys);
  return `${near === null ? '' : `did you mean "${near}"? `}keys here: ${keys.join(', ')}`;
}

function nameOf(entry: unknown): string | null {
  if (entry === null || typeof entry !== 'object') return null;
  const { id, letter } = entry as { id?: unknown; letter?: unknown };
  if (typeof id === 'string') return id;
  return typeof letter === 'string' ? letter : null;
}

export function read(slot: Slot): unknown {
  return (slot.holder as Record<string | number, unknown>)[slot.key];
}

export function write(slot: Slot, value: unknown): void {
  (slot.holder as Record<string | number, unknown>)[slot.key] = value;
}
