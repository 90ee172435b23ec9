/**
 * State hash: 64 bits as two 32-bit FNV-1a style lanes over words. Not cryptographic; made to tell two runs apart.
 * Floats are hashed by their bits, so a difference in the last place changes the hash.
 */
const floatScratch = new Float64Array(1);
const wordScratch = new Int32Array(floatScratch.buffer);

export class StateHash {
  private a = 0x811c9dc5 | 0;
  private b = 0x1b873593 | 0;

  int(value: number): this {
    this.a = Math.imul(this.a ^ value, 0x01000193);
    this.b = Math.imul(((this.b << 13) | (this.b >>> 19)) ^ value, 0x5bd1e995);
    this.a ^= this.a >>> 15;
    return this;
  }

  float(value: number): this {
    floatScratch[0] = value;
    return this.int(wordScratch[0] as number).int(wordScratch[1] as number);
  }

  text(value: string): this {
    this.int(value.length);
    for (let i = 0; i < value.length; i++) this.int(value.charCodeAt(i));
    return this;
  }

  floats(values: Float64Array | Float32Array, count = values.length): this {
    for (let i = 0; i < count; i++) this.float(values[i] as number);
    return this;
  }

  ints(values: Int32Array | Uint32Array | Uint8Array | Int8Array | Uint16Array, count = values.length): this {
    for (let i = 0; i < count; i++) this.int(values[i] as number);
    return this;
  }

  /** Plain data: numbers, strings, booleans, null, typed arrays, arrays and objects (keys in sorted order). */
  value(data: unknown): this {
    if (data === null || data === undefined) return this.int(data === null ? 1 : 2);
    if (typeof data === 'number') return this.int(3).float(data);
    if (typeof data === 'string') return this.int(4).text(data);
    if (typeof data === 'boolean') return this.int(data ? 5 : 6);
    if (data instanceof Float64Array || data instanceof Float32Array) return this.int(7).int(data.length).floats(data);
    if (
      data instanceof Int32Array ||
      data instanceof Uint32Array ||
      data instanceof Uint8Array ||
      data instanceof Int8Array ||
      data instanceof Uint16Array
    ) {
      return this.int(8).int(data.length).ints(data);
    }
    if (Array.isArray(data)) {
      this.int(9).int(data.length);
      for (const entry of data) this.value(entry);
      return this;
    }
    if (typeof data === 'object') {
      const record = data as Record<string, unknown>;
      const keys = Object.keys(record).sort();
      this.int(10).int(keys.length);
      for (const key of keys) this.text(key).value(record[key]);
      return this;
    }
    throw new Error(`StateHash.value: cannot hash a ${typeof data}; state must be plain data`);
  }

  /** 16 lower-case hexadecimal digits. */
  hex(): string {
    const high = (this.a >>> 0).toString(16).padStart(8, '0');
    const low = (this.b >>> 0).toString(16).padStart(8, '0');
    return high + low;
  }
}
