/** Wheelchairs: one instanced mesh beside the figures; the big wheels turn with the distance rolled. */
import {
  BoxGeometry,
  type BufferGeometry,
  CylinderGeometry,
  Float32BufferAttribute,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Matrix4,
  Mesh,
  MeshLambertMaterial,
  TorusGeometry,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { STRIDE_M } from './pose';

/** Radius of the driving wheels, metres; their axle lies this high. */
const WHEEL_M = 0.3;
const WHEEL_PART = 1;

function piece(
  shape: BufferGeometry,
  x: number,
  y: number,
  z: number,
  colour: readonly [number, number, number],
  wheel: boolean,
) {
  const plain = shape.toNonIndexed().applyMatrix4(new Matrix4().makeTranslation(x, y, z));
  plain.deleteAttribute('uv');
  const count = plain.getAttribute('position').count;
  const colours: number[] = [];
  for (let i = 0; i < count; i++) colours.push(...colour);
  plain.setAttribute('color', new Float32BufferAttribute(colours, 3));
  plain.setAttribute('part', new Float32BufferAttribute(new Float32Array(count).fill(wheel ? WHEEL_PART : 0), 1));
  shape.dispose();
  return plain;
}

function chairGeometry(): BufferGeometry {
  const frame = [0.12, 0.14, 0.17] as const;
  const fabric = [0.08, 0.2, 0.33] as const;
  const tyre = [0.06, 0.06, 0.07] as const;
  const pieces = [
    piece(new BoxGeometry(0.44, 0.05, 0.42), -0.04, 0.44, 0, fabric, false),
    piece(new BoxGeometry(0.05, 0.42, 0.42), -0.27, 0.68, 0, fabric, false),
    piece(new BoxGeometry(0.18, 0.025, 0.36), 0.42, 0.1, 0, frame, false),
  ];
  for (const side of [-1, 1]) {
    const z = side * 0.26;
    pieces.push(
      piece(new TorusGeometry(WHEEL_M - 0.02, 0.022, 5, 18), -0.1, WHEEL_M, side * 0.3, tyre, true),
      piece(new BoxGeometry(0.5, 0.012, 0.012), -0.1, WHEEL_M, side * 0.3, frame, true),
      piece(new BoxGeometry(0.012, 0.5, 0.012), -0.1, WHEEL_M, side * 0.3, frame, true),
      piece(new CylinderGeometry(0.08, 0.08, 0.035, 10).rotateX(Math.PI / 2), 0.32, 0.08, side * 0.2, tyre, false),
      piece(new BoxGeometry(0.36, 0.035, 0.04), -0.06, 0.66, z, frame, false),
      piece(new BoxGeometry(0.03, 0.34, 0.03), 0.2, 0.28, side * 0.2, frame, false),
      piece(new BoxGeometry(0.14, 0.03, 0.03), -0.33, 0.88, side * 0.2, frame, false),
    );
  }
  const merged = mergeGeometries(pieces);
  for (const part of pieces) part.dispose();
  return merged;
}

const MOVE = /* glsl */ `
attribute float part;
attribute vec4 aPlace;
void moveChair(inout vec3 p, inout vec3 n) {
  if (part > 0.5) {
    float a = -aPlace.w * ${(STRIDE_M / (2 * Math.PI) / WHEEL_M).toFixed(4)};
    mat2 m = mat2(cos(a), sin(a), -sin(a), cos(a));
    p.xy = vec2(-0.1, ${WHEEL_M.toFixed(3)}) + m * (p.xy - vec2(-0.1, ${WHEEL_M.toFixed(3)}));
    n.xy = m * n.xy;
  }
  float c = cos(aPlace.z);
  float s = sin(aPlace.z);
  p = vec3(aPlace.x + c * p.x + s * p.z, p.y, -aPlace.y - s * p.x + c * p.z);
  n = vec3(c * n.x + s * n.z, n.y, -s * n.x + c * n.z);
}
`;

export class Wheelchairs {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshLambertMaterial>;
  private column: Float32Array | null = null;

  constructor() {
    const shape = chairGeometry();
    const geometry = new InstancedBufferGeometry();
    for (const name of ['position', 'normal', 'color', 'part']) geometry.setAttribute(name, shape.getAttribute(name));
    geometry.instanceCount = 0;
    const material = new MeshLambertMaterial({ vertexColors: true });
    material.onBeforeCompile = (shader) => {
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', `#include <common>\n${MOVE}`)
        .replace(
          '#include <beginnormal_vertex>',
          'vec3 posed = position; vec3 objectNormal = normal; moveChair(posed, objectNormal);',
        )
        .replace('#include <begin_vertex>', 'vec3 transformed = posed;');
    };
    material.customProgramCacheKey = () => 'hall-wheelchair';
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.visible = false;
  }

  /** @param place (count x 4) see FigureWriter.chairPlace */
  update(place: Float32Array, count: number): void {
    const geometry = this.mesh.geometry;
    if (this.column !== place) {
      this.column = place;
      geometry.dispose();
      geometry.setAttribute('aPlace', new InstancedBufferAttribute(place, 4));
    }
    geometry.getAttribute('aPlace').needsUpdate = true;
    geometry.instanceCount = count;
    this.mesh.visible = count > 0;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
