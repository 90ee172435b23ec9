/** Flat pieces of the sign atlas, merged into one geometry. */
import { BufferGeometry, Float32BufferAttribute, type Matrix4, Vector3 } from 'three';
import type { Cell } from './signAtlas';

export class Quads {
  private readonly position: number[] = [];
  private readonly uv: number[] = [];
  private readonly index: number[] = [];

  /** `right` and `up` are half extents as vectors, scene axes, metres. */
  add(middle: Vector3, right: Vector3, up: Vector3, cell: Cell | null): void {
    if (!cell) return;
    const from = this.position.length / 3;
    for (const [r, u] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const) {
      this.position.push(
        middle.x + r * right.x + u * up.x,
        middle.y + r * right.y + u * up.y,
        middle.z + r * right.z + u * up.z,
      );
      this.uv.push(r < 0 ? cell.u0 : cell.u1, u < 0 ? cell.v0 : cell.v1);
    }
    this.index.push(from, from + 1, from + 2, from, from + 2, from + 3);
  }

  /**
   * On a board that faces local +x: `x` in front of it, from `leftM` to `rightM` as the reader sees them, from `lowM` to
   * `highM`. `back` turns it to the other side.
   */
  addOnBoard(
    board: Matrix4,
    x: number,
    leftM: number,
    rightM: number,
    lowM: number,
    highM: number,
    cell: Cell | null,
    back = false,
  ): void {
    const side = back ? -1 : 1;
    const middle = new Vector3(side * x, (lowM + highM) / 2, (-side * (leftM + rightM)) / 2).applyMatrix4(board);
    const right = new Vector3(0, 0, (-side * (rightM - leftM)) / 2)
      .transformDirection(board)
      .multiplyScalar(Math.abs(rightM - leftM) / 2);
    const up = new Vector3(0, 1, 0).transformDirection(board).multiplyScalar((highM - lowM) / 2);
    this.add(middle, right, up, cell);
  }

  /** On the floor at hall (x, y), read by somebody who looks along `lookRad`. Half sizes in metres. */
  addOnFloor(
    xM: number,
    yM: number,
    lookRad: number,
    halfWidthM: number,
    halfHeightM: number,
    cell: Cell | null,
  ): void {
    const c = Math.cos(lookRad);
    const s = Math.sin(lookRad);
    const up = new Vector3(c, 0, -s).multiplyScalar(halfHeightM);
    const right = new Vector3(s, 0, c).multiplyScalar(halfWidthM);
    this.add(new Vector3(xM, 0.014, -yM), right, up, cell);
  }

  finish(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.position, 3));
    geometry.setAttribute('uv', new Float32BufferAttribute(this.uv, 2));
    geometry.setIndex(this.index);
    geometry.computeBoundingSphere();
    return geometry;
  }
}
