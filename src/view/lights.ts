/** Calm daylight: sky and floor bounce from everywhere, one sun with soft shadows where the device can. */
import { DirectionalLight, Group, HemisphereLight } from 'three';
import type { HallLayout } from '../kernel/layout';

const SHADOW_PIXELS = 2048;

export class Lights {
  readonly group = new Group();
  private readonly sun = new DirectionalLight('#fff8ec', 1.75);
  private readonly sky = new HemisphereLight('#fdfeff', '#e9e3d8', 2.05);

  constructor(layout: HallLayout) {
    const x = (layout.minXM + layout.maxXM) / 2;
    const z = -(layout.minYM + layout.maxYM) / 2;
    const half = Math.hypot(layout.maxXM - layout.minXM, layout.maxYM - layout.minYM) / 2 + 1;
    this.sun.position.set(x - half * 0.55, half * 1.25, z + half * 0.6);
    this.sun.target.position.set(x, 0, z);
    const { camera, mapSize } = this.sun.shadow;
    camera.left = -half;
    camera.right = half;
    camera.top = half;
    camera.bottom = -half;
    camera.near = 0.5;
    camera.far = half * 3.2;
    mapSize.set(SHADOW_PIXELS, SHADOW_PIXELS);
    this.sun.shadow.radius = 3;
    this.sun.shadow.intensity = 0.55;
    this.sun.shadow.normalBias = 0.04;
    this.sun.shadow.bias = -0.0004;
    this.group.add(this.sky, this.sun, this.sun.target);
  }

  set shadows(on: boolean) {
    if (this.sun.castShadow !== on) this.sun.castShadow = on;
  }

  dispose(): void {
    this.sun.dispose();
    this.sky.dispose();
  }
}
