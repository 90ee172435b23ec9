/** One canvas with everything written in the hall; signs and boards show parts of it. */
import { CanvasTexture, LinearFilter, LinearMipmapLinearFilter, SRGBColorSpace } from 'three';
import { SIGN_FONT } from '../palette';
import { fitText } from '../signText';
import { pack } from './packing';

/** Part of the texture, v upward. */
export type Cell = {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
  /** Width / height. */
  readonly aspect: number;
};

export type Brush = (context: CanvasRenderingContext2D, width: number, height: number) => void;

const WIDTH = 2048;
const MAX_HEIGHT = 4096;

export class SignAtlas {
  private readonly wanted: { key: string; width: number; height: number; paint: Brush }[] = [];
  private readonly cells = new Map<string, Cell>();
  texture: CanvasTexture | null = null;

  /** Pixels at full size; the atlas may shrink all by one factor. */
  want(key: string, width: number, height: number, paint: Brush): void {
    if (!this.wanted.some((cell) => cell.key === key)) this.wanted.push({ key, width, height, paint });
  }

  paint(): CanvasTexture {
    const { slots, height, scale } = pack(this.wanted, WIDTH, MAX_HEIGHT);
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = Math.max(64, 2 ** Math.ceil(Math.log2(height)));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas for the signs');
    this.wanted.forEach((cell, i) => {
      const slot = slots[i]!;
      context.save();
      context.beginPath();
      context.rect(slot.x, slot.y, slot.width, slot.height);
      context.clip();
      context.translate(slot.x, slot.y);
      context.scale(scale, scale);
      cell.paint(context, slot.width / scale, slot.height / scale);
      context.restore();
      this.cells.set(cell.key, {
        u0: slot.x / WIDTH,
        u1: (slot.x + slot.width) / WIDTH,
        v1: 1 - slot.y / canvas.height,
        v0: 1 - (slot.y + slot.height) / canvas.height,
        aspect: slot.width / slot.height,
      });
    });
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.magFilter = LinearFilter;
    texture.anisotropy = 8;
    this.texture = texture;
    return texture;
  }

  cell(key: string): Cell | null {
    return this.cells.get(key) ?? null;
  }
}

export type TextStyle = {
  readonly sizePx: number;
  readonly weight: number;
  readonly colour: string;
  readonly align?: CanvasTextAlign;
};

/** Writes one line with its middle at (x, y), shrunk a little and then cut to `maxWidth`. */
export function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  maxWidth: number,
  style: TextStyle,
): void {
  const font = (size: number): string => `${style.weight} ${size}px ${SIGN_FONT}`;
  let size = style.sizePx;
  context.font = font(size);
  const width = context.measureText(text).width;
  if (width > maxWidth) {
    size = Math.max(size * 0.62, (size * maxWidth) / width);
    context.font = font(size);
  }
  context.fillStyle = style.colour;
  context.textAlign = style.align ?? 'center';
  context.textBaseline = 'middle';
  context.fillText(
    fitText(text, maxWidth, (candidate) => context.measureText(candidate).width),
    x,
    y + size * 0.04,
  );
}

/** Width of a line in pixels at a font size. */
export function textWidth(text: string, sizePx: number, weight: number): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return text.length * sizePx;
  context.font = `${weight} ${sizePx}px ${SIGN_FONT}`;
  return context.measureText(text).width;
}
