/** Space measures on disk: JSON, CSV, PNG maps, tracks and the plan. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { HallLayout } from '../../kernel/layout';
import { geometryXml, walkableWkt } from '../../metrics/space/exchange';
import { differenceMap, type MapChoice, mapOf, RESULT_MAPS } from '../../metrics/space/maps';
import { mapPicture, type Picture } from '../../metrics/space/picture';
import { spaceJson, spaceTables } from '../../metrics/space/report';
import type { SpaceResult } from '../../metrics/space/result';
import type { TrackLog } from '../../metrics/space/tracks';
import { makeFolder } from '../../runtime/folder';
import { writeOut } from '../files';

export function writePng(folder: string, name: string, picture: Picture): void {
  const png = new PNG({ width: picture.width, height: picture.height });
  png.data = Buffer.from(picture.data.buffer);
  makeFolder(folder);
  writeFileSync(join(folder, name), PNG.sync.write(png));
}

/** Writes JSON, tables and maps of a day or of a mean of days; the names of the files. */
export function writeSpace(
  folder: string,
  layout: HallLayout,
  result: SpaceResult,
  choice: MapChoice,
  subtitle: string,
): string[] {
  const names: string[] = ['space.json'];
  writeOut(folder, 'space.json', `${JSON.stringify(spaceJson(result, layout, choice), null, 2)}\n`);
  for (const [name, text] of Object.entries(spaceTables(result, choice))) {
    writeOut(folder, name, text);
    names.push(name);
  }
  for (const kind of RESULT_MAPS) {
    const name = `space-${kind}.png`;
    writePng(folder, name, mapPicture(layout, result.grid, mapOf(result, kind, choice), subtitle));
    names.push(name);
  }
  return names;
}

/** Maps of second minus first. */
export function writeDifferences(
  folder: string,
  layout: HallLayout,
  first: SpaceResult,
  second: SpaceResult,
  choice: MapChoice,
  subtitle: string,
): string[] {
  return RESULT_MAPS.map((kind) => {
    const name = `space-difference-${kind}.png`;
    const map = differenceMap(mapOf(first, kind, choice), mapOf(second, kind, choice));
    writePng(folder, name, mapPicture(layout, second.grid, map, subtitle));
    return name;
  });
}

/** trajectories.txt with geometry.xml (JPSvis) and walkable.wkt (PedPy) beside it. */
export function writeTracks(
  folder: string,
  layout: HallLayout,
  tracks: TrackLog,
  run: { readonly scenario: string; readonly seed: number; readonly startS: number },
): string[] {
  makeFolder(folder);
  const file = openSync(join(folder, 'trajectories.txt'), 'w');
  for (const part of tracks.text(run.scenario, run.seed, run.startS)) writeSync(file, part);
  closeSync(file);
  writeOut(folder, 'geometry.xml', geometryXml(layout));
  writeOut(folder, 'walkable.wkt', walkableWkt(layout));
  return ['trajectories.txt', 'geometry.xml', 'walkable.wkt'];
}
