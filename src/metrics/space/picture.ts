/** A map as a picture: the hall's plan, the coloured cells, and a legend that names quantity, unit and scheme. Bytes, no canvas. */
import { prepareBox, signedDistanceToBox } from '../../kernel/geometry/box';
import { pointInPolygon } from '../../kernel/geometry/polygon';
import type { HallLayout } from '../../kernel/layout';
import type { SpaceGrid } from './grid';
import { ADVANCE, drawText, HEIGHT } from './letters';
import type { Rgba, SpaceMap } from './maps';

export type Picture = {
  readonly width: number;
  readonly height: number;
  /** (height x width x 4) RGBA, from the top left. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
};

const MARGIN = 16;
const SCALE = 2;
const LINE = HEIGHT * SCALE + 8;
/** Space for title, subtitle above and the legend below. */
const HEAD = 2 * LINE + 8;
const FOOT = LINE + 16;
const INK: Rgba = [35, 42, 50, 255];

/** @param subtitle second line: which run, which hours @param pixelsPerM default: the longer side gets about 1,000 pixels */
export function mapPicture(
  layout: HallLayout,
  grid: SpaceGrid,
  map: SpaceMap,
  subtitle: string,
  pixelsPerM?: number,
): Picture {
  const widthM = layout.maxXM - layout.minXM;
  const depthM = layout.maxYM - layout.minYM;
  const scale = pixelsPerM ?? Math.max(4, Math.min(40, 1000 / Math.max(widthM, depthM)));
  const planWidth = Math.round(widthM * scale);
  const planHeight = Math.round(depthM * scale);
  const longest = Math.max(map.title.length, subtitle.length) * ADVANCE * SCALE;
  const legendWidth = map.legend.reduce((sum, step) => sum + 26 + (step.text.length + 2) * ADVANCE * SCALE, 0);
  const width = Math.max(planWidth, longest, legendWidth) + 2 * MARGIN;
  const height = planHeight + HEAD + FOOT + 2 * MARGIN;
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  const put = (x: number, y: number, colour: Rgba): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const at = 4 * (y * width + x);
    const share = colour[3] / 255;
    for (let k = 0; k < 3; k++) {
      data[at + k] = (data[at + k] as number) * (1 - share) + (colour[k as 0 | 1 | 2] as number) * share;
    }
  };
  const write = (text: string, left: number, top: number): void =>
    drawText(text, SCALE, (x, y) => put(left + x, top + y, INK));

  write(map.title, MARGIN, MARGIN);
  write(subtitle, MARGIN, MARGIN + LINE);
  const top = MARGIN + HEAD;
  for (let py = 0; py < planHeight; py++) {
    const yM = layout.maxYM - (py + 0.5) / scale;
    for (let px = 0; px < planWidth; px++) {
      const xM = layout.minXM + (px + 0.5) / scale;
      if (!pointInPolygon(layout.outline, xM, yM)) continue;
      put(MARGIN + px, top + py, [246, 245, 241, 255]);
      const column = Math.min(grid.columns - 1, Math.floor((xM - grid.originXM) / grid.cellM));
      const row = Math.min(grid.rows - 1, Math.floor((yM - grid.originYM) / grid.cellM));
      put(MARGIN + px, top + py, map.colourOf(map.values[row * grid.columns + column] as number));
    }
  }
  paintSolids(layout, scale, (px, py, colour) => put(MARGIN + px, top + py, colour));
  let left = MARGIN;
  const foot = top + planHeight + 14;
  for (const step of map.legend) {
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 20; x++) {
        put(left + x, foot + y, [246, 245, 241, 255]);
        put(left + x, foot + y, step.colour);
      }
    }
    write(step.text, left + 26, foot + 1);
    left += 26 + (step.text.length + 2) * ADVANCE * SCALE;
  }
  return { width, height, data };
}

/** Edges of everything that stands; walls filled. */
function paintSolids(layout: HallLayout, scale: number, put: (px: number, py: number, colour: Rgba) => void): void {
  for (const solid of layout.solids) {
    const box = prepareBox(solid);
    const reach = Math.sqrt(solid.halfXM * solid.halfXM + solid.halfYM * solid.halfYM);
    const x0 = Math.floor((solid.xM - reach - layout.minXM) * scale);
    const x1 = Math.ceil((solid.xM + reach - layout.minXM) * scale);
    const y0 = Math.floor((layout.maxYM - solid.yM - reach) * scale);
    const y1 = Math.ceil((layout.maxYM - solid.yM + reach) * scale);
    for (let py = y0; py <= y1; py++) {
      for (let px = x0; px <= x1; px++) {
        const d = signedDistanceToBox(box, layout.minXM + (px + 0.5) / scale, layout.maxYM - (py + 0.5) / scale);
        if (d > 0) continue;
        if (d > -1.2 / scale || solid.kind === 'wall' || solid.kind === 'pillar') put(px, py, [70, 78, 88, 230]);
        else if (solid.blocksWalk && solid.kind !== 'seat') put(px, py, [120, 128, 136, 70]);
      }
    }
  }
}
