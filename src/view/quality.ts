/**
 * How finely the picture is drawn. Only the picture: the run never knows. `auto` starts from what the device says of
 * itself and steps down when pictures take long, up again when they are quick, never above where it started.
 */
import type { FigureDetail } from './figure/geometry';

export type Quality = 'high' | 'low' | 'auto';

export type QualityLevel = {
  readonly name: 'software' | 'low' | 'medium' | 'high';
  /** Highest device pixel ratio. */
  readonly maxDpr: number;
  /** Pixels drawn at most; the ratio is lowered to stay below. */
  readonly maxPixels: number;
  readonly shadows: boolean;
  readonly figures: FigureDetail;
};

/** From coarse to fine. 640 x 360 is what software rendering manages at some 30 pictures a second. */
export const LEVELS: readonly QualityLevel[] = [
  { name: 'software', maxDpr: 1, maxPixels: 640 * 360, shadows: false, figures: 'low' },
  { name: 'low', maxDpr: 1, maxPixels: 1280 * 720, shadows: false, figures: 'low' },
  { name: 'medium', maxDpr: 1.25, maxPixels: 2_600_000, shadows: false, figures: 'medium' },
  { name: 'high', maxDpr: 2, maxPixels: 8_300_000, shadows: true, figures: 'high' },
];

export const LOW = 1;
export const HIGH = LEVELS.length - 1;

/** Pixel ratio for a picture of so many CSS pixels. */
export function pixelRatio(level: QualityLevel, width: number, height: number, deviceRatio: number): number {
  const area = Math.max(1, width * height);
  return Math.min(level.maxDpr, deviceRatio, Math.sqrt(level.maxPixels / area));
}

/** Names of renderers that draw on the processor. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);

/** Slower than this steps down, quicker steps up; milliseconds between pictures. */
const SLOW_MS = 34;
const QUICK_MS = 14;
const SAMPLES_DOWN = 14;
const SAMPLES_UP = 240;
/** Raising again and again would flicker. */
const MAX_RAISES = 2;

/** Decides the level from the time between pictures that followed each other without a pause. */
export class AutoQuality {
  private mean = 0;
  private samples = 0;
  private quick = 0;
  private raises = 0;

  constructor(
    public level: number,
    private readonly ceiling = level,
  ) {}

  /** Returns true if the level changed. */
  feed(frameMs: number): boolean {
    // A single very long gap is a hidden tab or a compile, not the pace of drawing.
    if (frameMs > 1500) return false;
    this.samples++;
    this.mean = this.samples === 1 ? frameMs : this.mean + (frameMs - this.mean) * 0.12;
    this.quick = frameMs < QUICK_MS * 1.4 ? this.quick + 1 : 0;
    if (this.samples >= SAMPLES_DOWN && this.mean > SLOW_MS && this.level > 0) return this.go(-1);
    if (
      this.quick >= SAMPLES_UP &&
      this.mean < QUICK_MS * 1.25 &&
      this.level < this.ceiling &&
      this.raises < MAX_RAISES
    ) {
      this.raises++;
      return this.go(1);
    }
    return false;
  }

  private go(step: number): boolean {
    this.level += step;
    this.samples = 0;
    this.quick = 0;
    return true;
  }
}
