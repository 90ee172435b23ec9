/** Shelf packing of rectangles into one texture. Pure. Pixels. */

export type Size = { readonly width: number; readonly height: number };
export type Slot = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Room between neighbours, so that coarse mip levels do not mix them. */
const GAP = 6;

function shelves(sizes: readonly Size[], width: number): { slots: Slot[]; height: number } {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]!.height - sizes[a]!.height || a - b);
  const slots: Slot[] = new Array(sizes.length);
  let x = 0;
  let y = 0;
  let shelf = 0;
  for (const i of order) {
    const size = sizes[i]!;
    if (x > 0 && x + size.width > width) {
      y += shelf + GAP;
      x = 0;
      shelf = 0;
    }
    slots[i] = { x, y, width: size.width, height: size.height };
    x += size.width + GAP;
    shelf = Math.max(shelf, size.height);
  }
  return { slots, height: y + shelf };
}

/** Places all rectangles in `width` x `maxHeight`, all shrunk by one factor if they do not fit as they are. */
export function pack(
  sizes: readonly Size[],
  width: number,
  maxHeight: number,
): { slots: Slot[]; height: number; scale: number } {
  let scale = Math.min(1, ...sizes.map((size) => width / size.width));
  for (let attempt = 0; attempt < 40; attempt++) {
    const scaled = sizes.map((size) => ({
      width: Math.max(1, Math.floor(size.width * scale)),
      height: Math.max(1, Math.floor(size.height * scale)),
    }));
    const result = shelves(scaled, width);
    if (result.height <= maxHeight) return { ...result, scale };
    scale *= 0.92;
  }
  throw new Error(`${sizes.length} signs do not fit into ${width} x ${maxHeight} pixels`);
}
