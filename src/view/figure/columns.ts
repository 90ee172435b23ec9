/** Instance columns of drawn figures, four numbers per figure each; the shader's attributes have the same names. */
import type { Look } from './looks';

export class Columns {
  capacity = 0;
  /** x m, y m (hall axes), heading rad, gait phase rad. */
  place = new Float32Array(0);
  /** Swing 0..1, sit 0..1, reach 0..1, seed of idle movement rad. */
  motion = new Float32Array(0);
  /** Height, breadth (relative), stoop rad, unused. */
  body = new Float32Array(0);
  /** sRGB bytes and a flag: long sleeves, carried thing (0, 127, 255), cane, long hair. */
  top = new Uint8Array(0);
  bottom = new Uint8Array(0);
  skin = new Uint8Array(0);
  hair = new Uint8Array(0);
  /** State colour under the feet, sRGB bytes and opacity. */
  ring = new Uint8Array(0);

  grow(capacity: number): void {
    this.capacity = capacity;
    this.place = longer(this.place, new Float32Array(capacity * 4));
    this.motion = longer(this.motion, new Float32Array(capacity * 4));
    this.body = longer(this.body, new Float32Array(capacity * 4));
    this.top = longer(this.top, new Uint8Array(capacity * 4));
    this.bottom = longer(this.bottom, new Uint8Array(capacity * 4));
    this.skin = longer(this.skin, new Uint8Array(capacity * 4));
    this.hair = longer(this.hair, new Uint8Array(capacity * 4));
    this.ring = longer(this.ring, new Uint8Array(capacity * 4).fill(255));
  }
}

function longer<T extends Float32Array | Uint8Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

/** Fills what does not change while a visitor is in the hall. `seed` varies the idle movement. */
export function writeLook(columns: Columns, i: number, look: Look, seed: number): void {
  const at = i * 4;
  columns.body[at] = look.height;
  columns.body[at + 1] = look.breadth;
  columns.body[at + 2] = look.stoopRad;
  columns.motion[at + 3] = (seed * 2.399) % 6.283;
  paint(columns.top, at, look.top, look.longSleeves * 255);
  paint(columns.bottom, at, look.bottom, look.carries * 127);
  paint(columns.skin, at, look.skin, look.cane * 255);
  paint(columns.hair, at, look.hair, look.longHair * 255);
}

function paint(column: Uint8Array, at: number, rgb: readonly [number, number, number], flag: number): void {
  column[at] = rgb[0];
  column[at + 1] = rgb[1];
  column[at + 2] = rgb[2];
  column[at + 3] = flag;
}
