/** Outline on the floor round what is selected, and a fainter one round what the pointer is over. */
import { Group, Mesh, MeshBasicMaterial, type Object3D, RingGeometry } from 'three';
import type { HallLayout } from '../kernel/layout';
import type { Pick } from '../runtime/client';
import type { People } from './figure/people';
import { serverSpot } from './hall/furniture';
import type { Robots } from './robot/robots';

const COLOUR = '#1b6fd6';

type Place = { readonly xM: number; readonly yM: number; readonly radiusM: number };

/** Where a pick stands in the drawn picture, hall metres; null if it left. */
export function placeOfPick(pick: Pick, layout: HallLayout, people: People, robots: Robots): Place | null {
  if (pick.kind === 'person') {
    const at = people.writer.placeOf(pick.citizen);
    return at && { xM: at.xM, yM: at.yM, radiusM: 0.5 };
  }
  if (pick.kind === 'robot') {
    const pose = robots.poses[pick.robot];
    return pose ? { xM: pose.xM, yM: pose.yM, radiusM: 0.45 } : null;
  }
  if (pick.kind === 'window') {
    const plan = layout.windows[pick.window];
    return plan ? { xM: plan.xM, yM: plan.yM, radiusM: plan.widthM * 0.62 } : null;
  }
  if (pick.kind === 'kiosk') {
    const plan = layout.kiosks[pick.kiosk];
    return plan ? { ...serverSpot(layout, plan), radiusM: 0.52 } : null;
  }
  const dock = layout.docks[pick.dock];
  return dock ? { xM: dock.xM, yM: dock.yM, radiusM: 0.6 } : null;
}

class Outline {
  readonly mesh: Mesh<RingGeometry, MeshBasicMaterial>;

  constructor(opacity: number) {
    const material = new MeshBasicMaterial({
      color: COLOUR,
      transparent: true,
      opacity,
      depthTest: false,
      toneMapped: false,
    });
    this.mesh = new Mesh(new RingGeometry(0.9, 1, 64).rotateX(-Math.PI / 2), material);
    this.mesh.renderOrder = 6;
    this.mesh.visible = false;
  }

  show(place: Place | null): void {
    this.mesh.visible = place !== null;
    if (!place) return;
    this.mesh.position.set(place.xM, 0.04, -place.yM);
    this.mesh.scale.set(place.radiusM, 1, place.radiusM);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}

export class Selection {
  readonly group: Object3D = new Group();
  private readonly chosen = new Outline(0.95);
  private readonly hovered = new Outline(0.4);

  constructor() {
    this.group.add(this.chosen.mesh, this.hovered.mesh);
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
