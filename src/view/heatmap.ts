/** A coloured map laid on the floor, one texel a cell, smoothed between cells. The colours come ready made. */
import {
  DataTexture,
  Group,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  RGBAFormat,
  SRGBColorSpace,
} from 'three';

export type HeatLayer = {
  readonly columns: number;
  readonly rows: number;
  /** South-west corner of the first cell, and edge of a cell, m. */
  readonly originXM: number;
  readonly originYM: number;
  readonly cellM: number;
  /** (rows x columns x 4) RGBA, row 0 in the south. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
};

/** Above the marks on the floor, m. */
const HEIGHT_M = 0.022;

export class HeatMap {
  readonly group = new Group();
  private mesh: Mesh<PlaneGeometry, MeshBasicMaterial> | null = null;
  private shown: HeatLayer | null = null;

  /** Shows a layer, or none. The same object again costs nothing. */
  show(layer: HeatLayer | null): void {
    if (layer === this.shown) return;
    const { shown, mesh } = this;
    this.shown = layer;
    const fits = shown && layer && mesh && shown.columns === layer.columns && shown.rows === layer.rows;
    if (fits && mesh.material.map instanceof DataTexture) {
      (mesh.material.map.image.data as Uint8Array).set(layer.pixels);
      mesh.material.map.needsUpdate = true;
      return;
    }
    this.clear();
    if (layer) this.build(layer);
  }

  private build(layer: HeatLayer): void {
    const width = layer.columns * layer.cellM;
    const depth = layer.rows * layer.cellM;
    const texture = new DataTexture(new Uint8Array(layer.pixels), layer.columns, layer.rows, RGBAFormat);
    texture.colorSpace = SRGBColorSpace;
    texture.magFilter = LinearFilter;
    texture.minFilter = LinearFilter;
    texture.needsUpdate = true;
    const material = new MeshBasicMaterial({ map: texture, transparent: true, depthWrite: false, toneMapped: false });
    this.mesh = new Mesh(new PlaneGeometry(width, depth).rotateX(-Math.PI / 2), material);
    this.mesh.position.set(layer.originXM + width / 2, HEIGHT_M, -(layer.originYM + depth / 2));
    this.group.add(this.mesh);
  }

  private clear(): void {
    const { mesh } = this;
    if (!mesh) return;
    this.group.remove(mesh);
    mesh.geometry.dispose();
    mesh.material.map?.dispose();
    mesh.material.dispose();
    this.mesh = null;
  }

  dispose(): void {
    this.clear();
  }
}
