/** Outline on the floor round what is selected, and a fainter one round what the pointer is over. */
import { DoubleSide, Group, Matrix4, Mesh, MeshBasicMaterial, type Object3D, PlaneGeometry, RingGeometry } from 'three';
import type { Pick } from '../runtime/client';
import type { HallDrawing } from '../runtime/frame';
import type { People } from './figure/people';
import { SIGN_HALF_M, windowSpot } from './hall/counters';
import { serverSpot } from './hall/furniture';
import { moved } from './hall/model';
import { windowBoard } from './hall/signs';
import type { Robots } from './robot/robots';

const COLOUR = '#1b6fd6';

type Place = {
  readonly xM: number;
  readonly yM: number;
  readonly radiusM: number;
  /** Sign to be framed: its plane and half size. */
  readonly sign?: { readonly matrix: Matrix4; readonly halfWidthM: number };
};

/** Where a pick stands in the drawn picture, hall metres; null if it left. */
export function placeOfPick(pick: Pick, drawing: HallDrawing, people: People, robots: Robots): Place | null {
  if (pick.kind === 'person') {
    const at = people.writer.placeOf(pick.citizen);
    return at && { xM: at.xM, yM: at.yM, radiusM: 0.5 };
  }
  if (pick.kind === 'robot') {
    const pose = robots.poses[pick.robot];
    return pose ? { xM: pose.xM, yM: pose.yM, radiusM: 0.45 } : null;
  }
  if (pick.kind === 'window') {
    const plan = drawing.layout.windows[pick.window];
    if (!plan) return null;
    const board = windowBoard(drawing, plan);
    const front = moved(windowSpot(plan), 0.55, 0);
    return { ...front, radiusM: 0.62, sign: { matrix: board.matrix, halfWidthM: board.half } };
  }
  if (pick.kind === 'kiosk') {
    const plan = drawing.layout.kiosks[pick.kiosk];
    return plan ? { ...serverSpot(drawing.layout, plan), radiusM: 0.52 } : null;
  }
  const dock = drawing.layout.docks[pick.dock];
  return dock ? { xM: dock.xM, yM: dock.yM, radiusM: 0.6 } : null;
}

class Outline {
  readonly group = new Group();
  private readonly ring: Mesh<RingGeometry, MeshBasicMaterial>;
  private readonly frame: Mesh<PlaneGeometry, MeshBasicMaterial>;

  constructor(opacity: number) {
    const look = { color: COLOUR, transparent: true, opacity, toneMapped: false, depthWrite: false } as const;
    this.ring = new Mesh(new RingGeometry(0.88, 1, 64).rotateX(-Math.PI / 2), new MeshBasicMaterial(look));
    this.frame = new Mesh(
      new PlaneGeometry(2, 2).rotateY(Math.PI / 2),
      new MeshBasicMaterial({ ...look, side: DoubleSide }),
    );
    this.frame.matrixAutoUpdate = false;
    this.group.add(this.ring, this.frame);
    this.group.visible = false;
  }

  show(place: Place | null): void {
    this.group.visible = place !== null;
    if (!place) return;
    this.ring.position.set(place.xM, 0.022, -place.yM);
    this.ring.scale.set(place.radiusM, 1, place.radiusM);
    this.frame.visible = place.sign !== undefined;
    if (!place.sign) return;
    const size = new Matrix4().makeScale(1, SIGN_HALF_M + 0.09, place.sign.halfWidthM + 0.08);
    this.frame.matrix.multiplyMatrices(place.sign.matrix, size);
  }

  dispose(): void {
    for (const mesh of [this.ring, this.frame]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
  }
}

export class Selection {
  readonly group: Object3D = new Group();
  private readonly chosen = new Outline(0.95);
  private readonly hovered = new Outline(0.4);

  constructor() {
    this.group.add(this.chosen.group, this.hovered.group);
  }

  update(chosen: Place | null, hovered: Place | null): void {
    this.chosen.show(chosen);
    this.hovered.show(hovered);
  }

  dispose(): void {
    this.chosen.dispose();
    this.hovered.dispose();
  }
}
