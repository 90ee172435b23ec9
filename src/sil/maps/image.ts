/**
 * Pictures of maps: PGM (P2 text, P5 binary; 8 and 16 bit) and PNG (grey, grey + alpha, RGB, RGBA, palette; 1 to 16 bit).
 *
 * Bytes in, samples 0..1 out, first row = top of the picture. PNG after the W3C recommendation (2003), PGM after netpbm's
 * pgm(5). The inflating of PNG's data is handed in, since Node and browsers each bring their own. Left out: interlaced
 * PNG, colour profiles and gamma (Nav2's loader does not apply them either), checksums.
 */
export type MapImage = {
  readonly width: number;
  readonly height: number;
  /** (height x width) 0 black .. 1 white: mean of the colour channels. */
  readonly shade: Float64Array;
  /** (height x width) 0 transparent .. 1 opaque; null = the picture has no alpha. */
  readonly alpha: Float64Array | null;
};

export type Inflate = (bytes: Uint8Array) => Uint8Array;

/** Largest picture accepted, pixels: 25 maps of 4000 x 4000. */
const PIXELS_MAX = 4e8;

/** Decodes a picture by its first bytes. Throws an Error that says what is wrong. */
export function decodeImage(bytes: Uint8Array, inflate: Inflate): MapImage {
  if (bytes[0] === 0x50 && (bytes[1] === 0x32 || bytes[1] === 0x35)) return decodePgm(bytes);
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47)
    return decodePng(bytes, inflate);
  throw new Error('is neither PGM (P2, P5) nor PNG');
}

function checkSize(width: number, height: number): void {
  const sound = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!sound || width * height > PIXELS_MAX) throw new Error(`has a size of ${width} x ${height} pixels`);
}

function decodePgm(bytes: Uint8Array): MapImage {
  const binary = bytes[1] === 0x35;
  let at = 2;
  /** Next whole number of the text part; comments run from # to the end of the line. */
  const number = (): number => {
    for (;;) {
      const c = bytes[at];
      if (c === 0x23) while (at < bytes.length && bytes[at] !== 0x0a) at++;
      else if (c === 0x20 || (c !== undefined && c >= 9 && c <= 13)) at++;
      else break;
    }
    let value = -1;
    for (let c = bytes[at]; c !== undefined && c >= 0x30 && c <= 0x39; c = bytes[++at]) {
      value = Math.max(0, value) * 10 + c - 0x30;
    }
    if (value < 0) throw new Error(`has no number where one is expected (byte ${at})`);
    return value;
  };
  const width = number();
  const height = number();
  const highest = number();
  checkSize(width, height);
  if (!(highest >= 1 && highest <= 65535)) throw new Error(`has a highest value of ${highest}, allowed 1..65535`);
  const shade = new Float64Array(width * height);
  if (!binary) {
    for (let i = 0; i < shade.length; i++) shade[i] = Math.min(1, number() / highest);
    return { width, height, shade, alpha: null };
  }
  at++;
  const wide = highest > 255;
  const needed = shade.length * (wide ? 2 : 1);
  if (bytes.length - at < needed) throw new Error(`ends early: ${bytes.length - at} of ${needed} bytes of pixels`);
  for (let i = 0; i < shade.length; i++) {
    const value = wide ? ((bytes[at++] as number) << 8) | (bytes[at++] as number) : (bytes[at++] as number);
    shade[i] = Math.min(1, value / highest);
  }
  return { width, height, shade, alpha: null };
}

/** Samples of a pixel by PNG's colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type PngHeader = { width: number; height: number; depth: number; type: number; channels: number };

function decodePng(bytes: Uint8Array, inflate: Inflate): MapImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | null = null;
  let palette = new Uint8Array(0);
  let transparency: Uint8Array | null = null;
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) throw new Error(`ends early in its part ${name}`);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') header = pngHeader(view, at + 8, length);
    else if (name === 'PLTE') palette = body.slice();
    else if (name === 'tRNS') transparency = body;
    else if (name === 'IDAT') parts.push(body);
    else if (name === 'IEND') break;
    at += 12 + length;
  }
  if (!header || parts.length === 0) throw new Error('has no header or no pixels');
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    packed.set(part, filled);
    filled += part.length;
  }
  const samples = unfilter(inflate(packed), header);
  return header.type === 3 ? fromPalette(header, samples, palette, transparency) : fromSamples(header, samples);
}

function pngHeader(view: DataView, at: number, length: number): PngHeader {
  if (length < 13) throw new Error('has a broken header');
  const width = view.getUint32(at);
  const height = view.getUint32(at + 4);
  const depth = view.getUint8(at + 8);
  const type = view.getUint8(at + 9);
  checkSize(width, height);
  const channels = CHANNELS[type];
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) {
    throw new Error(`has colour type ${type} with ${depth} bit`);
  }
  if (view.getUint8(at + 12) !== 0) throw new Error('is interlaced; save it without');
  return { width, height, depth, type, channels };
}

/** Undoes PNG's row filters in place and returns the rows one after another, filter bytes removed. */
function unfilter(raw: Uint8Array, { width, height, depth, channels }: PngHeader): Uint8Array {
  const step = Math.max(1, (channels * depth) >> 3);
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  if (raw.length < (rowBytes + 1) * height) throw new Error('ends early in its pixels');
  const out = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (rowBytes + 1)] as number;
    if (filter > 4) throw new Error(`has an unknown row filter ${filter}`);
    const from = row * (rowBytes + 1) + 1;
    const to = row * rowBytes;
    for (let i = 0; i < rowBytes; i++) {
      const left = i >= step ? (out[to + i - step] as number) : 0;
      const up = row > 0 ? (out[to + i - rowBytes] as number) : 0;
      const upLeft = row > 0 && i >= step ? (out[to + i - rowBytes - step] as number) : 0;
      out[to + i] = (raw[from + i] as number) + predicted(filter, left, up, upLeft);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - upLeft;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toUpLeft = Math.abs(guess - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** Sample k of a row, as a whole number. */
function sampleAt(rows: Uint8Array, rowFrom: number, depth: number, k: number): number {
  if (depth === 8) return rows[rowFrom + k] as number;
  if (depth === 16) return ((rows[rowFrom + 2 * k] as number) << 8) | (rows[rowFrom + 2 * k + 1] as number);
  const bit = k * depth;
  return ((rows[rowFrom + (bit >> 3)] as number) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

function fromSamples({ width, height, depth, channels }: PngHeader, rows: Uint8Array): MapImage {
  const shade = new Float64Array(width * height);
  const hasAlpha = channels === 2 || channels === 4;
  const alpha = hasAlpha ? new Float64Array(width * height) : null;
  const colours = hasAlpha ? channels - 1 : channels;
  const highest = (1 << depth) - 1;
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let k = 0; k < colours; k++) sum += sampleAt(rows, row * rowBytes, depth, column * channels + k);
      const i = row * width + column;
      shade[i] = sum / (colours * highest);
      if (alpha) alpha[i] = sampleAt(rows, row * rowBytes, depth, column * channels + colours) / highest;
    }
  }
  return { width, height, shade, alpha };
}

function fromPalette(
  { width, height, depth }: PngHeader,
  rows: Uint8Array,
  palette: Uint8Array,
  transparency: Uint8Array | null,
): MapImage {
  const shade = new Float64Array(width * height);
  const alpha = transparency ? new Float64Array(width * height).fill(1) : null;
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const entry = sampleAt(rows, row * rowBytes, depth, column);
      if (3 * entry + 2 >= palette.length) throw new Error(`uses colour ${entry}, which its palette lacks`);
      const i = row * width + column;
      const sum =
        (palette[3 * entry] as number) + (palette[3 * entry + 1] as number) + (palette[3 * entry + 2] as number);
      shade[i] = sum / 765;
      if (alpha && transparency && entry < transparency.length) alpha[i] = (transparency[entry] as number) / 255;
    }
  }
  return { width, height, shade, alpha };
}
