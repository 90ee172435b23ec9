/** Bytes of a text file -> text: byte order marks, UTF-8, UTF-16, and GB18030 (which holds GBK and GB2312). */

export type EncodingName = 'auto' | 'utf-8' | 'gb18030' | 'utf-16';

/** Larger files are refused: 256 MB of text is some 3 million tickets. */
export const FILE_MAX_BYTES = 256 * 1024 * 1024;

export type Decoded = {
  readonly text: string;
  /** What it was read as: for the report. */
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
  /** Characters that could not be decoded and stand as U+FFFD. */
  readonly broken: number;
};

/**
 * Decodes a whole file. A byte order mark decides; else `wanted`; else UTF-8 if every byte fits it, and GB18030 if not.
 * Never throws: what does not fit becomes U+FFFD and is counted.
 */
export function decodeText(bytes: Uint8Array, wanted: EncodingName = 'auto'): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(bytes.subarray(3), 'utf-8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), 'utf-16be');
  if (wanted === 'utf-16') return decoded(bytes, 'utf-16le');
  if (wanted !== 'auto') return decoded(bytes, wanted);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', broken: 0 };
  } catch {
    return decoded(bytes, 'gb18030');
  }
}

function decoded(bytes: Uint8Array, encoding: Decoded['encoding']): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  let broken = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) broken++;
  return { text, encoding, broken };
}

/** XLSX files are ZIP archives: PK 03 04. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}
