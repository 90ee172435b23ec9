/**
 * Everything of the hall that stands still, collected into one geometry with painted vertices: one draw call, whatever
 * the hall. Undersides and feet are painted a little darker, which reads as contact shadow on any device.
 * Input in hall metres (x east, y north, height up); output in scene axes (x east, y up, z south).
 */
import { BoxGeometry, BufferGeometry, Color, Euler, Float32BufferAttribute, Matrix4, Quaternion, Vector3 } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { lerp, smoothstep } from '../interpolate';

/** Pose on the floor plan, metres and radians counter-clockwise. */
export type Spot = { readonly xM: number; readonly yM: number; readonly yawRad: number };

/** Point `ahead` metres in front of a spot and `left` metres to its left. */
export function moved(spot: Spot, aheadM: number, leftM: number): Spot {
  const c = Math.cos(spot.yawRad);
  const s = Math.sin(spot.yawRad);
  return { xM: spot.xM + c * aheadM - s * leftM, yM: spot.yM + s * aheadM + c * leftM, yawRad: spot.yawRad };
}

/** Transform of a spot at a height, scene axes. `tiltRad` leans the top backward. */
export function placed(spot: Spot, heightM: number, tiltRad = 0): Matrix4 {
  const turn = new Quaternion().setFromEuler(new Euler(0, spot.yawRad, tiltRad, 'YXZ'));
  return new Matrix4().compose(new Vector3(spot.xM, heightM, -spot.yM), turn, new Vector3(1, 1, 1));
}

export class Model {
  private readonly position: number[] = [];
  private readonly normal: number[] = [];
  private readonly colour: number[] = [];
  private readonly index: number[] = [];
  private readonly tint = new Color();

  /** Adds any geometry (owned by the caller). `shade` 0 = no darkening toward the floor. */
  add(shape: BufferGeometry, matrix: Matrix4, css: string, shade = 1): this {
    const from = this.position.length / 3;
    const copy = shape.clone().applyMatrix4(matrix);
    const positions = copy.getAttribute('position');
    const normals = copy.getAttribute('normal');
    this.tint.set(css);
    for (let i = 0; i < positions.count; i++) {
      const y = positions.getY(i);
      const foot = lerp(0.8, 1, smoothstep(-0.05, 0.7, y));
      const light = lerp(1, foot, shade);
      this.position.push(positions.getX(i), y, positions.getZ(i));
      this.normal.push(normals.getX(i), normals.getY(i), normals.getZ(i));
      this.colour.push(this.tint.r * light, this.tint.g * light, this.tint.b * light);
    }
    const order = copy.getIndex();
    if (order) for (let i = 0; i < order.count; i++) this.index.push(order.getX(i) + from);
    else for (let i = 0; i < positions.count; i++) this.index.push(from + i);
    copy.dispose();
    return this;
  }

  /**
   * Box: half lengths along its own axes, from `fromM` to `toM` above the floor. `roundM` > 0 rounds the edges.
   * `capCss` paints the top face.
   */
  box(
    spot: Spot,
    halfXM: number,
    halfYM: number,
    fromM: number,
    toM: number,
    css: string,
    options: {
      readonly roundM?: number;
      readonly capCss?: string;
      readonly tiltRad?: number;
      readonly shade?: number;
    } = {},
  ): this {
    const height = toM - fromM;
    const round = Math.min(options.roundM ?? 0, halfXM * 0.98, halfYM * 0.98, height * 0.49);
    const shape =
      round > 0
        ? new RoundedBoxGeometry(2 * halfXM, height, 2 * halfYM, round > 0.06 ? 3 : 1, round)
        : new BoxGeometry(2 * halfXM, height, 2 * halfYM);
    const matrix = placed(spot, (fromM + toM) / 2, options.tiltRad ?? 0);
    const start = this.position.length / 3;
    this.add(shape, matrix, css, options.shade ?? 1);
    if (options.capCss) this.paintTop(start, options.capCss);
    shape.dispose();
    return this;
  }

  /** Faces that look up, from vertex `start` on. */
  private paintTop(start: number, css: string): void {
    this.tint.set(css);
    for (let i = start; i < this.position.length / 3; i++) {
      if (this.normal[i * 3 + 1]! < 0.9) continue;
      this.colour[i * 3] = this.tint.r;
      this.colour[i * 3 + 1] = this.tint.g;
      this.colour[i * 3 + 2] = this.tint.b;
    }
  }

  get empty(): boolean {
    return this.position.length === 0;
  }

  finish(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.position, 3));
    geometry.setAttribute('normal', new Float32BufferAttribute(this.normal, 3));
    geometry.setAttribute('color', new Float32BufferAttribute(this.colour, 3));
    geometry.setIndex(this.index);
    geometry.computeBoundingSphere();
    return geometry;
  }
}
