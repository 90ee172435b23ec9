/** Names in records -> letters A..Z and ids that a scenario may have. */
import type { Bilingual } from './model';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * A letter for each series, busiest first: its own first letter if it has one and it is free, else the next free one.
 * From the 26th on all share the last letter.
 */
export function assignLetters(sources: readonly string[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  const free = new Set(LETTERS);
  for (const source of sources.slice(0, 26)) {
    const own = source.trim().slice(0, 1).toUpperCase();
    if (!free.has(own) || letters.has(source)) continue;
    letters.set(source, own);
    free.delete(own);
  }
  for (const source of sources) {
    if (letters.has(source)) continue;
    const next = free.size > 0 ? ([...free][0] as string) : 'Z';
    letters.set(source, next);
    free.delete(next);
  }
  return letters;
}

/** An id of letters, digits, - and _ that is not taken yet; `taken` is added to. */
export function makeId(text: string, fallback: string, taken: Set<string>): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  // An id that begins with a digit would be a number in YAML.
  const base = plain.length < 2 ? fallback : /^[a-z]/.test(plain) ? plain : `${fallback}-${plain}`.slice(0, 52);
  let id = base;
  for (let k = 2; taken.has(id); k++) id = `${base}-${k}`;
  taken.add(id);
  return id;
}

/** The same text for both languages: records have one. */
export function bothLanguages(text: string): Bilingual {
  const plain = text.replace(/\s+/g, ' ').trim().slice(0, 200) || '-';
  return { zh: plain, en: plain };
}
