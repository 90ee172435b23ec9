/** All people of the picture: visitors with their rings and wheelchairs. A handful of draw calls, whatever the number. */
import {
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  type IUniform,
  type Material,
  Mesh,
} from 'three';
import type { Frame } from '../../runtime/frame';
import type { Columns } from './columns';
import { type FigureDetail, figureGeometry } from './geometry';
import { Rings } from './rings';
import { figureMaterials } from './shader';
import { Wheelchairs } from './wheelchair';
import { FigureWriter } from './writer';

/** Above so many people the detail goes down one step, because the picture is then bound by vertices. */
const MANY = 700;

/** Attributes over the columns of drawn figures. */
export class FigureAttributes {
  readonly place: InstancedBufferAttribute;
  readonly motion: InstancedBufferAttribute;
  readonly body: InstancedBufferAttribute;
  readonly ring: InstancedBufferAttribute;
  private readonly paints: readonly [string, InstancedBufferAttribute][];

  constructor(columns: Columns) {
    this.place = dynamic(columns.place, false);
    this.motion = dynamic(columns.motion, false);
    this.body = dynamic(columns.body, false);
    this.ring = dynamic(columns.ring, true);
    this.paints = [
      ['aTop', dynamic(columns.top, true)],
      ['aBottom', dynamic(columns.bottom, true)],
      ['aSkin', dynamic(columns.skin, true)],
      ['aHair', dynamic(columns.hair, true)],
    ];
  }

  attachTo(geometry: InstancedBufferGeometry): void {
    geometry.setAttribute('aPlace', this.place);
    geometry.setAttribute('aMotion', this.motion);
    geometry.setAttribute('aBody', this.body);
    for (const [name, attribute] of this.paints) geometry.setAttribute(name, attribute);
  }

  moved(): void {
    this.place.needsUpdate = true;
    this.motion.needsUpdate = true;
    this.ring.needsUpdate = true;
  }

  repainted(): void {
    this.body.needsUpdate = true;
    for (const [, attribute] of this.paints) attribute.needsUpdate = true;
  }
}

function dynamic(column: Float32Array | Uint8Array, normalized: boolean): InstancedBufferAttribute {
  const attribute = new InstancedBufferAttribute(column, 4, normalized);
  attribute.setUsage(DynamicDrawUsage);
  return attribute;
}

export function figureMesh(detail: FigureDetail, materials: { surface: Material; shadow: Material }) {
  const mesh = new Mesh<InstancedBufferGeometry, Material>(figureGeometry(detail), materials.surface);
  mesh.geometry.instanceCount = 0;
  mesh.customDepthMaterial = materials.shadow;
  mesh.frustumCulled = false;
  mesh.castShadow = true;
  mesh.receiveShadow = false;
  return mesh;
}

export class People {
  readonly group = new Group();
  readonly writer = new FigureWriter();
  private readonly materials: { surface: Material; shadow: Material };
  private readonly rings = new Rings();
  private readonly wheelchairs = new Wheelchairs();
  private mesh: Mesh<InstancedBufferGeometry, Material>;
  private shape: FigureDetail = 'low';
  private attributes: FigureAttributes | null = null;
  private generation = -1;
  private looks = -1;

  constructor(idle: IUniform<number>) {
    this.materials = figureMaterials(idle);
    this.mesh = figureMesh(this.shape, this.materials);
    this.wheelchairs.mesh.castShadow = true;
    this.group.add(this.mesh, this.rings.mesh, this.wheelchairs.mesh);
  }

  /** Returns true while poses are on their way. `dtS`: screen time, seconds. */
  update(previous: Frame | null, latest: Frame, alpha: number, dtS: number, detail: FigureDetail): boolean {
    const unsettled = this.writer.update(previous, latest, alpha, dtS);
    this.choose(detail, latest.people);
    this.upload();
    this.mesh.geometry.instanceCount = this.writer.count;
    this.mesh.visible = this.writer.count > 0;
    this.rings.count = this.writer.count;
    this.wheelchairs.update(this.writer.chairPlace, this.writer.chairs);
    return unsettled;
  }

  clear(): void {
    this.mesh.visible = false;
    this.rings.count = 0;
    this.wheelchairs.mesh.visible = false;
  }

  private choose(detail: FigureDetail, people: number): void {
    const wanted = people > MANY ? (detail === 'high' ? 'medium' : 'low') : detail;
    if (wanted === this.shape) return;
    this.shape = wanted;
    this.mesh.geometry.dispose();
    this.mesh.geometry = figureGeometry(wanted);
    this.attributes?.attachTo(this.mesh.geometry);
  }

  private upload(): void {
    const { writer } = this;
    if (this.generation !== writer.generation) {
      this.generation = writer.generation;
      this.attributes = new FigureAttributes(writer.figures);
      this.mesh.geometry.dispose();
      this.attributes.attachTo(this.mesh.geometry);
      this.rings.adopt(this.attributes.place, this.attributes.motion, this.attributes.ring);
    }
    this.attributes?.moved();
    if (this.looks !== writer.looksVersion) {
      this.looks = writer.looksVersion;
      this.attributes?.repainted();
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.materials.surface.dispose();
    this.materials.shadow.dispose();
    this.rings.dispose();
    this.wheelchairs.dispose();
  }
}
