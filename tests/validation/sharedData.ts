/** Where the public data lies that some tests compare with: beside the project, or where HALL_TWIN_SHARED says. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Folder of that name below `shared/data`; null, with a printed reason, when it is absent. */
export function sharedData(name: string): string | null {
  const places = [process.env.HALL_TWIN_SHARED, resolve(root, '../shared')].filter((place) => place !== undefined);
  for (const place of places) {
    const folder = join(place, 'data', name);
    if (existsSync(folder)) return folder;
  }
  console.log(`skipped: no data/${name} in ${places.join(' or ')} (set HALL_TWIN_SHARED)`);
  return null;
}
