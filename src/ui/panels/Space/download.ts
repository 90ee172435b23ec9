/** Saves what was measured: the cells as CSV, the map as PNG, the tracks as text. */
import type { HallClient, SpaceWish } from '../../../runtime/client';
import { saveFile } from '../../saveFile';
import { useFigures } from '../../stores/figures';
import { fail } from './useMeasuring';

export type SpaceFile = 'csv' | 'png' | 'tracks';

export async function saveSpace(client: HallClient, wish: SpaceWish, file: SpaceFile): Promise<void> {
  try {
    const blob = await blobOf(client, wish, file);
    if (!blob) return;
    const { drawing } = useFigures.getState();
    const stem = `${drawing?.scenarioId ?? 'hall'}-seed${drawing?.seed ?? 0}`;
    const names = {
      csv: `${stem}-space-cells.csv`,
      png: `${stem}-space-${wish.kind}.png`,
      tracks: `${stem}-trajectories.txt`,
    };
    saveFile(blob, names[file]);
  } catch (error) {
    fail(error);
  }
}

async function blobOf(client: HallClient, wish: SpaceWish, file: SpaceFile): Promise<Blob | null> {
  if (file === 'csv') {
    const text = await client.spaceCsv(wish);
    return text === null ? null : new Blob([text], { type: 'text/csv' });
  }
  if (file === 'tracks') {
    const parts = await client.spaceTracks();
    return parts && new Blob([...parts], { type: 'text/plain' });
  }
  const picture = await client.spacePicture(wish);
  if (!picture) return null;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
