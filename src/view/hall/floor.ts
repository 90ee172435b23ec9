/**
 * Floor of the model: one painted texture (tiles, zone tints, soft contact shadows of everything that stands) on the
 * hall's outline, and the base plate under it. Contact shadows are painted, so that they cost nothing on any device.
 */
import {
  BoxGeometry,
  BufferGeometry,
  CanvasTexture,
  Float32BufferAttribute,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PlaneGeometry,
  Shape,
  ShapeGeometry,
  SRGBColorSpace,
} from 'three';
import type { HallLayout, Solid } from '../../kernel/layout';
import { PALETTE, zoneTint } from '../palette';
import { doorSpot } from './doors';
import { moved } from './model';

/** Tile size, metres. */
const TILE_M = 1.2;
/** Plate beyond the hall, and its thickness, metres. */
const MARGIN_M = 0.9;
const PLATE_M = 0.35;
const MAX_PIXELS = 2048;

type Canvas = { readonly context: CanvasRenderingContext2D; readonly scale: number; readonly layout: HallLayout };

function tracePolygon({ context }: Canvas, polygon: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [x, y] of polygon) context.lineTo(x, y);
  context.closePath();
}

function traceSolid({ context }: Canvas, solid: Solid, growM: number): void {
  context.save();
  context.translate(solid.xM, solid.yM);
  context.rotate(solid.yawRad);
  context.beginPath();
  const hx = solid.halfXM + growM;
  const hy = solid.halfYM + growM;
  if (solid.kind === 'plant' || (solid.kind === 'pillar' && Math.abs(hx - hy) < 0.05)) context.arc(0, 0, hx, 0, 7);
  else context.rect(-hx, -hy, 2 * hx, 2 * hy);
  context.restore();
}

function paintTiles(canvas: Canvas): void {
  const { context, layout, scale } = canvas;
  context.strokeStyle = PALETTE.floorLine;
  context.lineWidth = 1.3 / scale;
  context.beginPath();
  for (let x = Math.ceil(layout.minXM / TILE_M) * TILE_M; x <= layout.maxXM; x += TILE_M) {
    context.moveTo(x, layout.minYM);
    context.lineTo(x, layout.maxYM);
  }
  for (let y = Math.ceil(layout.minYM / TILE_M) * TILE_M; y <= layout.maxYM; y += TILE_M) {
    context.moveTo(layout.minXM, y);
    context.lineTo(layout.maxXM, y);
  }
  context.stroke();
}

function paintZones(canvas: Canvas): void {
  const { context, layout } = canvas;
  for (const zone of layout.zones) {
    context.globalAlpha = 0.85;
    context.fillStyle = zoneTint(zone.kind);
    tracePolygon(canvas, zone.polygon);
    context.fill();
    context.globalAlpha = 1;
  }
}

/** Blurred shadow of a path: the path itself is drawn far outside, only its shadow lands here. */
function castShadow(canvas: Canvas, trace: () => void, blurM: number, alpha: number): void {
  const { context, scale } = canvas;
  const far = 40_000;
  context.save();
  context.shadowColor = `rgba(70,58,44,${alpha})`;
  context.shadowBlur = blurM * scale;
  context.shadowOffsetX = far;
  context.fillStyle = '#000';
  context.save();
  const now = context.getTransform();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.translate(-far, 0);
  context.transform(now.a, now.b, now.c, now.d, now.e, now.f);
  trace();
  context.restore();
  context.setTransform(1, 0, 0, 1, -far, 0);
  context.fill();
  context.restore();
}

function paintContacts(canvas: Canvas): void {
  const { layout, context } = canvas;
  for (const solid of layout.solids) {
    if (solid.kind === 'seat' || solid.kind === 'dock') continue;
    castShadow(canvas, () => traceSolid(canvas, solid, 0.05), 0.7, solid.kind === 'wall' ? 0.5 : 0.42);
  }
  for (const index of layout.seats) {
    const seat = layout.places[index];
    if (!seat) continue;
    const trace = () => {
      context.beginPath();
      context.arc(seat.restXM, seat.restYM, 0.27, 0, 7);
    };
    castShadow(canvas, trace, 0.3, 0.3);
  }
}

function paintMarks(canvas: Canvas): void {
  const { context, layout } = canvas;
  for (const door of layout.doors) {
    const spot = moved(doorSpot(layout, door), 0.75, 0);
    context.save();
    context.translate(spot.xM, spot.yM);
    context.rotate(spot.yawRad);
    context.fillStyle = '#a9b0b5';
    context.fillRect(-0.5, -door.widthM / 2, 1, door.widthM);
    context.fillStyle = '#9aa2a8';
    for (let x = -0.44; x < 0.46; x += 0.11) context.fillRect(x, -door.widthM / 2, 0.035, door.widthM);
    context.restore();
  }
  for (const post of layout.posts) {
    context.strokeStyle = PALETTE.robotAccent;
    context.fillStyle = 'rgba(63,143,191,0.12)';
    context.lineWidth = 0.05;
    context.beginPath();
    context.arc(post.xM, post.yM, 0.48, 0, 7);
    context.fill();
    context.stroke();
  }
}

function paintFloor(layout: HallLayout): CanvasTexture {
  const width = layout.maxXM - layout.minXM;
  const depth = layout.maxYM - layout.minYM;
  const scale = Math.min(96, MAX_PIXELS / Math.max(width, depth));
  const element = document.createElement('canvas');
  element.width = Math.max(1, Math.round(width * scale));
  element.height = Math.max(1, Math.round(depth * scale));
  const context = element.getContext('2d');
  if (!context) throw new Error('no 2D canvas for the floor');
  context.fillStyle = PALETTE.floor;
  context.fillRect(0, 0, element.width, element.height);
  context.setTransform(scale, 0, 0, -scale, -layout.minXM * scale, layout.maxYM * scale);
  const canvas: Canvas = { context, scale, layout };
  paintZones(canvas);
  paintTiles(canvas);
  paintMarks(canvas);
  paintContacts(canvas);
  const texture = new CanvasTexture(element);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 8;
  return texture;
}

/** Outline as a flat mesh with texture coordinates over the bounding box. */
function floorGeometry(layout: HallLayout): BufferGeometry {
  const shape = new Shape();
  layout.outline.forEach(([x, y], i) => {
    if (i === 0) shape.moveTo(x, y);
    else shape.lineTo(x, y);
  });
  const flat = new ShapeGeometry(shape);
  const at = flat.getAttribute('position');
  const position: number[] = [];
  const uv: number[] = [];
  for (let i = 0; i < at.count; i++) {
    position.push(at.getX(i), 0, -at.getY(i));
    uv.push(
      (at.getX(i) - layout.minXM) / (layout.maxXM - layout.minXM),
      (at.getY(i) - layout.minYM) / (layout.maxYM - layout.minYM),
    );
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(position, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute(uv, 2));
  geometry.setIndex(Array.from(flat.getIndex()?.array ?? []));
  geometry.computeVertexNormals();
  flat.dispose();
  return geometry;
}

/** Blurred shadow of the base plate on the table it lies on. */
function paintTable(width: number, depth: number): CanvasTexture {
  const element = document.createElement('canvas');
  element.width = 256;
  element.height = 256;
  const context = element.getContext('2d');
  if (context) {
    context.shadowColor = 'rgba(60,50,40,0.55)';
    context.shadowBlur = 26;
    context.shadowOffsetX = 1000;
    const halfX = (128 * width) / (width + 20);
    const halfY = (128 * depth) / (depth + 20);
    context.fillRect(128 - halfX - 1000, 128 - halfY, 2 * halfX, 2 * halfY);
  }
  const texture = new CanvasTexture(element);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

export class Floor {
  readonly group = new Group();
  private readonly meshes: Mesh<BufferGeometry, MeshLambertMaterial | MeshBasicMaterial>[];

  constructor(layout: HallLayout) {
    const width = layout.maxXM - layout.minXM + 2 * MARGIN_M;
    const depth = layout.maxYM - layout.minYM + 2 * MARGIN_M;
    const middleX = (layout.minXM + layout.maxXM) / 2;
    const middleZ = -(layout.minYM + layout.maxYM) / 2;
    const floor = new Mesh(floorGeometry(layout), new MeshLambertMaterial({ map: paintFloor(layout) }));
    floor.receiveShadow = true;
    const plate = new Mesh(new BoxGeometry(width, PLATE_M, depth), new MeshLambertMaterial({ color: PALETTE.slab }));
    plate.position.set(middleX, -PLATE_M / 2 - 0.012, middleZ);
    plate.receiveShadow = true;
    const shade = new MeshBasicMaterial({ map: paintTable(width, depth), transparent: true, depthWrite: false });
    const table = new Mesh(new PlaneGeometry(width + 20, depth + 20).rotateX(-Math.PI / 2), shade);
    table.position.set(middleX, -PLATE_M - 0.02, middleZ);
    table.renderOrder = -1;
    this.meshes = [floor, plate, table];
    this.group.add(...this.meshes);
  }

  dispose(): void {
    for (const mesh of this.meshes) {
      mesh.geometry.dispose();
      mesh.material.map?.dispose();
      mesh.material.dispose();
    }
  }
}
