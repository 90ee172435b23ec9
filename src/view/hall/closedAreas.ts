/** Parts of the hall that are closed: the floor tinted, and tape round it at hip height. Made once, shown while closed. */
import {
  BufferGeometry,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  Mesh,
  MeshBasicMaterial,
  Shape,
  ShapeGeometry,
} from 'three';
import type { HallDrawing } from '../../runtime/frame';

/** Above the marks on the floor; lower edge of the tape and its width, m. */
const FLOOR_M = 0.024;
const TAPE_M = 0.92;
const TAPE_WIDTH_M = 0.08;
const COLOUR = 0xd9363e;

export class ClosedAreas {
  readonly group = new Group();
  private readonly floor = new MeshBasicMaterial({
    color: COLOUR,
    transparent: true,
    opacity: 0.28,
    depthWrite: false,
  });
  private readonly tape = new MeshBasicMaterial({ color: COLOUR, side: DoubleSide });
  private readonly areas: Group[];

  constructor(drawing: HallDrawing) {
    this.areas = drawing.areas.map(({ polygon }) => {
      const shape = new Shape();
      polygon.forEach(([x, y], i) => {
        if (i === 0) shape.moveTo(x, y);
        else shape.lineTo(x, y);
      });
      const floor = new Mesh(new ShapeGeometry(shape).rotateX(-Math.PI / 2), this.floor);
      floor.position.y = FLOOR_M;
      const area = new Group();
      area.add(floor, new Mesh(tapeRound(polygon), this.tape));
      area.visible = false;
      this.group.add(area);
      return area;
    });
  }

  /** @param closed (areas) 1 = closed */
  update(closed: Uint8Array): void {
    this.areas.forEach((area, i) => {
      area.visible = closed[i] === 1;
    });
  }

  dispose(): void {
    for (const area of this.areas) for (const part of area.children) (part as Mesh).geometry.dispose();
    this.floor.dispose();
    this.tape.dispose();
  }
}

function tapeRound(polygon: readonly (readonly [number, number])[]): BufferGeometry {
  const at: number[] = [];
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length] as readonly [number, number];
    const low = TAPE_M;
    const high = TAPE_M + TAPE_WIDTH_M;
    at.push(ax, low, -ay, bx, low, -by, bx, high, -by, ax, low, -ay, bx, high, -by, ax, high, -ay);
  });
  return new BufferGeometry().setAttribute('position', new Float32BufferAttribute(at, 3));
}
