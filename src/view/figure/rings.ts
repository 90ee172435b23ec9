/** Soft shadow and state colour under every visitor: one quad each, drawn in one call from the figures' own columns. */
import { type BufferAttribute, InstancedBufferGeometry, Mesh, PlaneGeometry, ShaderMaterial } from 'three';

/** Half side of the quad, metres; the ring lies at 0.7..0.92 of it. */
const HALF_M = 0.4;

export class Rings {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;

  constructor() {
    const plane = new PlaneGeometry(2, 2);
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute('position', plane.getAttribute('position'));
    geometry.setIndex(plane.getIndex());
    geometry.instanceCount = 0;
    const material = new ShaderMaterial({
      transparent: true,
      depthWrite: false,
      polygonOffset: true,
      polygonOffsetFactor: -2,
      polygonOffsetUnits: -2,
      vertexShader: /* glsl */ `
        attribute vec4 aPlace;
        attribute vec4 aMotion;
        attribute vec4 aRing;
        varying vec2 vAt;
        varying vec4 vRing;
        varying float vSit;
        void main() {
          vAt = position.xy;
          vRing = aRing;
          vSit = aMotion.y;
          float half_ = ${HALF_M} * mix(1.0, 0.92, vSit);
          vec3 p = vec3(aPlace.x + position.x * half_, mix(0.012, 0.475, vSit), -aPlace.y - position.y * half_);
          gl_Position = projectionMatrix * viewMatrix * vec4(p, 1.0);
        }`,
      fragmentShader: /* glsl */ `
        varying vec2 vAt;
        varying vec4 vRing;
        varying float vSit;
        void main() {
          float r = length(vAt);
          float soft = fwidth(r) * 1.2;
          float ring = smoothstep(0.7 - soft, 0.7, r) * (1.0 - smoothstep(0.92 - soft, 0.92, r)) * vRing.a;
          float disc = 0.22 * vRing.a * (1.0 - smoothstep(0.7, 0.72, r));
          float shade = 0.3 * (1.0 - smoothstep(0.1, 0.75, r)) * (1.0 - vSit);
          vec3 colour = mix(vec3(0.16, 0.14, 0.12), vRing.rgb, clamp(ring + disc / (disc + shade + 0.001), 0.0, 1.0));
          float alpha = max(ring, disc + shade * (1.0 - disc));
          if (alpha < 0.01) discard;
          gl_FragColor = vec4(colour, alpha);
        }`,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 2;
  }

  /** Shares the figures' attributes; call when they were replaced. */
  adopt(place: BufferAttribute, motion: BufferAttribute, ring: BufferAttribute): void {
    this.mesh.geometry.dispose();
    this.mesh.geometry.setAttribute('aPlace', place);
    this.mesh.geometry.setAttribute('aMotion', motion);
    this.mesh.geometry.setAttribute('aRing', ring);
  }

  /** The shared columns were rewritten. */
  touch(): void {
    for (const name of ['aPlace', 'aMotion', 'aRing']) this.mesh.geometry.getAttribute(name).needsUpdate = true;
  }

  set count(count: number) {
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
