/**
 * Moves the parts of a figure in the vertex shader: gait from the distance walked, sitting, reaching, stoop, glances.
 * Plugged into three's Lambert material and its shadow material, so light and fog stay three's.
 */
import { type IUniform, type Material, MeshDepthMaterial, MeshLambertMaterial, RGBADepthPacking } from 'three';
import { JOINTS, Paint, Part } from './parts';

const float = (value: number): string => value.toFixed(4);

const POSE = /* glsl */ `
attribute float part;
attribute vec4 aPlace;
attribute vec4 aMotion;
attribute vec4 aBody;
attribute vec4 aBottom;
attribute vec4 aSkin;
attribute vec4 aHair;
uniform float uIdleS;

void bend(inout vec2 p, inout vec2 n, vec2 pivot, float a) {
  float c = cos(a);
  float s = sin(a);
  mat2 m = mat2(c, s, -s, c);
  p = pivot + m * (p - pivot);
  n = m * n;
}

bool isPart(float a, float b) { return abs(a - b) < 0.5; }

/** Rest pose -> pose in scene axes (x east, y up, z south), metres. */
void poseFigure(inout vec3 p, inout vec3 n) {
  float gait = aPlace.w;
  float swing = aMotion.x;
  float sit = aMotion.y;
  float reach = aMotion.z;
  float idle = uIdleS * 0.7 + aMotion.w;
  bool left = p.z < 0.0;
  float legGait = left ? gait : gait + 3.14159265;
  float rest = (1.0 - swing) * (1.0 - sit);

  if (isPart(part, ${float(Part.longHair)}) && aHair.a < 0.5) p = vec3(0.0, ${float(JOINTS.headY)}, 0.0);
  if (isPart(part, ${float(Part.backpack)}) && (aBottom.a < 0.25 || aBottom.a > 0.75 || sit > 0.5)) p = vec3(0.0, 1.2, 0.0);
  if (isPart(part, ${float(Part.folder)}) && aBottom.a < 0.75) p = vec3(0.0, 1.1, 0.0);
  bool cane = isPart(part, ${float(Part.cane)});
  if (cane && (aSkin.a < 0.5 || sit > 0.5)) p = vec3(0.0, 1.0, 0.0);

  if (part > ${float(Part.thighLeft - 0.5)} && part < ${float(Part.shinRight + 0.5)}) {
    float thigh = mix(swing * 0.44 * sin(legGait), 1.46, sit);
    float knee = mix(-swing * (0.1 + 0.85 * max(0.0, cos(legGait + 0.35))), -1.42, sit);
    if (isPart(part, ${float(Part.shinLeft)}) || isPart(part, ${float(Part.shinRight)}))
      bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.kneeY)}), knee);
    bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.hipY)}), thigh);
  } else if (cane) {
    p.x += swing * 0.22 * sin(gait);
  } else {
    if (part > ${float(Part.upperArmLeft - 0.5)} && part < ${float(Part.foreArmRight + 0.5)} || isPart(part, ${float(Part.folder)})) {
      float held = isPart(part, ${float(Part.folder)}) || (left && aBottom.a > 0.75) ? 1.0 : 0.0;
      float shoulder = -swing * 0.5 * sin(legGait) * (1.0 - 0.75 * held) + rest * 0.03 * sin(idle + p.z);
      float elbow = 0.16 + 0.3 * swing + held * 0.75;
      shoulder = mix(mix(shoulder, 0.52, sit), 0.62 + 0.12 * sin(idle * 2.3 + p.z * 9.0), reach);
      elbow = mix(mix(elbow, 0.75, sit), 0.92, reach);
      if (aSkin.a > 0.5 && !left && sit < 0.5) { shoulder = 0.3 + 0.25 * swing * sin(gait); elbow = 0.55; }
      float out_ = left ? -1.0 : 1.0;
      if (isPart(part, ${float(Part.foreArmLeft)}) || isPart(part, ${float(Part.foreArmRight)})) {
        bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.elbowY)}), elbow);
      }
      bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.shoulderY)}), shoulder);
      bend(p.zy, n.zy, vec2(out_ * ${float(JOINTS.shoulderZ)}, ${float(JOINTS.shoulderY)}), out_ * 0.06);
    }
    if (isPart(part, ${float(Part.head)}) || isPart(part, ${float(Part.longHair)})) {
      float look = (1.0 - swing) * 0.5 * sin(idle * 0.9) * sin(idle * 0.37 + 1.3);
      bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.neckY)}), aBody.z * 0.6 - reach * 0.18 - sit * 0.08);
      bend(p.zx, n.zx, vec2(0.0), look);
    }
    float lean = -aBody.z - swing * 0.05 - reach * 0.1 + sit * 0.1 * (1.0 - reach);
    bend(p.xy, n.xy, vec2(0.0, ${float(JOINTS.hipY)}), lean);
    bend(p.zy, n.zy, vec2(0.0, ${float(JOINTS.hipY)}), swing * 0.03 * sin(gait) + rest * 0.015 * sin(idle * 0.8));
  }
  p.y += swing * (0.022 * cos(2.0 * gait) - 0.03) - sit * 0.335;
  p.x -= sit * 0.1;
  p *= vec3(aBody.y, aBody.x, aBody.y);

  float c = cos(aPlace.z);
  float s = sin(aPlace.z);
  p = vec3(aPlace.x + c * p.x + s * p.z, p.y, -aPlace.y - s * p.x + c * p.z);
  n = vec3(c * n.x + s * n.z, n.y, -s * n.x + c * n.z);
}
`;

const PAINT = /* glsl */ `
attribute float paint;
attribute vec4 aTop;
varying vec3 vPaint;
vec3 paintOf() {
  vec3 colour = aTop.rgb;
  if (isPart(paint, ${float(Paint.bottom)})) colour = aBottom.rgb;
  else if (isPart(paint, ${float(Paint.skin)})) colour = aSkin.rgb;
  else if (isPart(paint, ${float(Paint.hair)})) colour = aHair.rgb;
  else if (isPart(paint, ${float(Paint.shoe)})) colour = vec3(0.2, 0.2, 0.22);
  else if (isPart(paint, ${float(Paint.sleeve)})) colour = aTop.a > 0.5 ? aTop.rgb : aSkin.rgb;
  else if (isPart(paint, ${float(Paint.bag)})) colour = mix(aBottom.rgb, vec3(0.55, 0.4, 0.28), 0.5);
  else if (isPart(paint, ${float(Paint.paper)})) colour = vec3(0.93, 0.86, 0.7);
  else if (isPart(paint, ${float(Paint.stick)})) colour = vec3(0.42, 0.3, 0.2);
  return pow(colour, vec3(2.2));
}
`;

type Shader = { vertexShader: string; fragmentShader: string; uniforms: Record<string, IUniform> };

function plugPose(shader: Shader, idle: IUniform<number>, coloured: boolean): void {
  shader.uniforms.uIdleS = idle;
  shader.vertexShader = shader.vertexShader
    .replace('#include <common>', `#include <common>\n${POSE}${coloured ? PAINT : ''}`)
    .replace('#include <begin_vertex>', coloured ? 'vec3 transformed = posed;' : POSED_HERE)
    .replace('#include <beginnormal_vertex>', `${POSED_WITH_NORMAL}${coloured ? 'vPaint = paintOf();' : ''}`);
  if (!coloured) return;
  shader.fragmentShader = shader.fragmentShader
    .replace('#include <common>', '#include <common>\nvarying vec3 vPaint;')
    .replace('#include <color_fragment>', 'diffuseColor.rgb *= vPaint;');
}

const POSED_HERE = 'vec3 transformed = position; vec3 unused = vec3(0.0, 1.0, 0.0); poseFigure(transformed, unused);';
const POSED_WITH_NORMAL = 'vec3 posed = position; vec3 objectNormal = normal; poseFigure(posed, objectNormal);';

/** @param idle shared clock of small movements, seconds; runs only while the hall plays */
export function figureMaterials(idle: IUniform<number>): { surface: Material; shadow: Material } {
  const surface = new MeshLambertMaterial();
  surface.onBeforeCompile = (shader) => plugPose(shader, idle, true);
  surface.customProgramCacheKey = () => 'hall-figure';
  const shadow = new MeshDepthMaterial({ depthPacking: RGBADepthPacking });
  shadow.onBeforeCompile = (shader) => plugPose(shader, idle, false);
  shadow.customProgramCacheKey = () => 'hall-figure-shadow';
  return { surface, shadow };
}
