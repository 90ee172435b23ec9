/** A grid of costs as a sheet on the floor: nothing where free, yellow to red where dear, purple where no robot may be. */
import { DataTexture, Mesh, MeshBasicMaterial, NearestFilter, PlaneGeometry, RGBAFormat } from 'three';
import type { CostGridView } from '../../../agents/contract';

const INSCRIBED = 253;
const UNKNOWN = 255;

/** Red, green, blue, alpha (0..255) of a cost in Nav2's values. */
export function costColour(cost: number): readonly [number, number, number, number] {
  if (cost === 0) return [0, 0, 0, 0];
  if (cost === UNKNOWN) return [120, 126, 134, 90];
  if (cost >= INSCRIBED) return [126, 60, 170, 150];
  const part = cost / (INSCRIBED - 1);
  return [Math.round(240 - 30 * part), Math.round(200 * (1 - part)), 30, Math.round(30 + 120 * part)];
}

export class CostSheet {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  private texture: DataTexture | null = null;
  private shown: CostGridView | null = null;

  constructor() {
    const material = new MeshBasicMaterial({ transparent: true, depthWrite: false, toneMapped: false });
    this.mesh = new Mesh(new PlaneGeometry(1, 1).rotateX(-Math.PI / 2), material);
    this.mesh.visible = false;
    this.mesh.renderOrder = 4;
  }

  /** Null hides it. */
  show(grid: CostGridView | null): void {
    this.mesh.visible = grid !== null;
    if (!grid || grid === this.shown) return;
    this.shown = grid;
    const { columns, rows, cost, resolutionM, originXM, originYM } = grid;
    const pixels = new Uint8Array(columns * rows * 4);
    for (let i = 0; i < columns * rows; i++) pixels.set(costColour(cost[i] as number), 4 * i);
    this.texture?.dispose();
    this.texture = new DataTexture(pixels, columns, rows, RGBAFormat);
    this.texture.magFilter = NearestFilter;
    this.texture.needsUpdate = true;
    this.mesh.material.map = this.texture;
    this.mesh.material.needsUpdate = true;
    this.mesh.scale.set(columns * resolutionM, 1, rows * resolutionM);
    this.mesh.position.set(originXM + (columns * resolutionM) / 2, 0.02, -(originYM + (rows * resolutionM) / 2));
  }

  dispose(): void {
    this.texture?.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
