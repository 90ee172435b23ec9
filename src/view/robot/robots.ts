/** All robots: shell, arm, light ring and screens, one instanced mesh each. */
import {
  type BufferGeometry,
  Color,
  Euler,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Matrix4,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PlaneGeometry,
  TorusGeometry,
} from 'three';
import type { Frame, HallDrawing, RobotFrame } from '../../runtime/frame';
import { Columns } from '../figure/columns';
import { Rings } from '../figure/rings';
import { approach, lerp, lerpAngle } from '../interpolate';
import { ACTIVITY_COLOURS, rgbBytes } from '../phaseColours';
import type { ViewLanguage } from '../signText';
import { CHEST, FACE, LIGHT, ROBOT_HEIGHT_M, robotArm, robotShell, SHOULDER, screenMatrix } from './bodyShape';
import { Faces } from './face';

export type RobotPose = { xM: number; yM: number; yawRad: number };

/** Angle of the arm from hanging, radians: pointing ahead while leading, a small gesture while talking. */
function armAim(robot: RobotFrame, clockS: number): number {
  if (robot.activity === 'leading' || robot.activity === 'waiting-for-follower') return 1.25;
  if (robot.saying !== null || robot.activity === 'talking') return 0.75 + 0.22 * Math.sin(clockS * 3);
  return 0.06;
}

export class Robots {
  readonly group = new Group();
  /** Drawn poses, hall metres. */
  readonly poses: RobotPose[] = [];
  private readonly shell: InstancedMesh<BufferGeometry, Material>;
  private readonly arm: InstancedMesh<BufferGeometry, Material>;
  private readonly light: InstancedMesh<BufferGeometry, Material>;
  private readonly screens: InstancedMesh<BufferGeometry, Material>;
  private readonly faces: Faces;
  private readonly rings = new Rings();
  private readonly columns = new Columns();
  private readonly arms: number[] = [];
  private readonly count: number;
  private readonly scales: readonly number[];
  private readonly base = new Matrix4();
  private readonly work = new Matrix4();
  private readonly part = new Matrix4();
  private readonly faceAt = screenMatrix(FACE).multiply(screenScale(FACE));
  private readonly chestAt = screenMatrix(CHEST).multiply(screenScale(CHEST));
  private readonly colour = new Color();

  constructor(
    drawing: HallDrawing,
    private readonly language: ViewLanguage,
  ) {
    this.count = drawing.robots.length;
    this.scales = drawing.robots.map((robot) => (robot.heightM > 0.4 ? robot.heightM / ROBOT_HEIGHT_M : 1));
    const room = Math.max(1, this.count);
    this.faces = new Faces(room);
    const painted = new MeshLambertMaterial({ vertexColors: true });
    this.shell = new InstancedMesh<BufferGeometry, Material>(robotShell(), painted, room);
    this.arm = new InstancedMesh<BufferGeometry, Material>(robotArm(), painted, room);
    const ring = new TorusGeometry(LIGHT.radiusM, 0.009, 8, 40).rotateX(Math.PI / 2);
    this.light = new InstancedMesh<BufferGeometry, Material>(ring, new MeshBasicMaterial({ toneMapped: false }), room);
    this.screens = this.makeScreens(room);
    for (const mesh of [this.shell, this.arm, this.light, this.screens]) {
      mesh.frustumCulled = false;
      mesh.count = mesh === this.screens ? this.count * 2 : this.count;
      this.group.add(mesh);
    }
    for (let i = 0; i < room; i++) this.light.setColorAt(i, this.colour.set('#ffffff'));
    this.columns.grow(room);
    const { place, motion, ring: halo } = this.columns;
    this.rings.adopt(
      new InstancedBufferAttribute(place, 4),
      new InstancedBufferAttribute(motion, 4),
      new InstancedBufferAttribute(halo, 4, true),
    );
    this.group.add(this.rings.mesh);
    this.shell.castShadow = true;
    this.arm.castShadow = true;
    this.group.visible = this.count > 0;
  }

  private makeScreens(room: number): InstancedMesh<BufferGeometry, Material> {
    const plane = new PlaneGeometry(2, 2).rotateY(Math.PI / 2);
    const cells = new InstancedBufferAttribute(new Float32Array(room * 8), 4);
    for (let i = 0; i < room; i++) {
      cells.setXYZW(i * 2, ...this.faces.cell(i, 'face'));
      cells.setXYZW(i * 2 + 1, ...this.faces.cell(i, 'chest'));
    }
    plane.setAttribute('aCell', cells);
    const material = new MeshBasicMaterial({ map: this.faces.texture, toneMapped: false });
    material.onBeforeCompile = (shader) => {
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', '#include <common>\nattribute vec4 aCell;')
        .replace('#include <uv_vertex>', '#include <uv_vertex>\nvMapUv = mix(aCell.xy, aCell.zw, uv);');
    };
    material.customProgramCacheKey = () => 'hall-robot-screens';
    return new InstancedMesh<BufferGeometry, Material>(plane, material, room * 2);
  }

  /** Returns true while an arm is on its way. `clockS`: playing time; `dtS`: screen time; seconds. */
  update(previous: Frame | null, latest: Frame, alpha: number, dtS: number, clockS: number): boolean {
    let unsettled = false;
    const count = Math.min(this.count, latest.robots.length);
    this.group.visible = count > 0;
    for (let i = 0; i < count; i++) {
      const robot = latest.robots[i]!;
      const pose = between(previous?.robots[i], robot, alpha);
      this.poses[i] = pose;
      const aim = armAim(robot, clockS);
      const gap = aim - (this.arms[i] ?? aim);
      if (Math.abs(gap) > 0.02) unsettled = true;
      this.arms[i] = (this.arms[i] ?? aim) + gap * approach(dtS, 0.2);
      this.write(i, pose, this.arms[i]!, robot);
      this.faces.update(i, robot, this.language, clockS);
    }
    for (const mesh of [this.shell, this.arm, this.light, this.screens]) mesh.instanceMatrix.needsUpdate = true;
    this.rings.touch();
    this.rings.count = count;
    if (this.light.instanceColor) this.light.instanceColor.needsUpdate = true;
    return unsettled;
  }

  private write(i: number, pose: RobotPose, armRad: number, robot: RobotFrame): void {
    const scale = this.scales[i] ?? 1;
    this.base.makeRotationFromEuler(new Euler(0, pose.yawRad, 0));
    this.base.setPosition(pose.xM, 0, -pose.yM);
    this.base.multiply(this.part.makeScale(scale, scale, scale));
    this.shell.setMatrixAt(i, this.base);
    this.part.makeRotationFromEuler(new Euler(-0.12, 0, armRad, 'XYZ')).setPosition(SHOULDER.x, SHOULDER.y, SHOULDER.z);
    this.arm.setMatrixAt(i, this.work.multiplyMatrices(this.base, this.part));
    this.part.makeScale(0.967, 1, 1).setPosition(0, LIGHT.upM, 0);
    this.light.setMatrixAt(i, this.work.multiplyMatrices(this.base, this.part));
    this.light.setColorAt(i, this.colour.set(ACTIVITY_COLOURS[robot.activity]));
    this.columns.place[i * 4] = pose.xM;
    this.columns.place[i * 4 + 1] = pose.yM;
    this.columns.ring.set(rgbBytes(ACTIVITY_COLOURS[robot.activity]), i * 4);
    this.screens.setMatrixAt(i * 2, this.work.multiplyMatrices(this.base, this.faceAt));
    this.screens.setMatrixAt(i * 2 + 1, this.work.multiplyMatrices(this.base, this.chestAt));
  }

  dispose(): void {
    for (const mesh of [this.shell, this.arm, this.light, this.screens]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
      mesh.dispose();
    }
    this.faces.dispose();
    this.rings.dispose();
  }
}

const screenScale = (screen: typeof FACE): Matrix4 => new Matrix4().makeScale(1, screen.halfHeightM, screen.halfWidthM);

/** Pose between two frames; a jump (restored state) is shown at once. */
export function between(from: RobotFrame | undefined, to: RobotFrame, alpha: number): RobotPose {
  if (!from || Math.hypot(to.xM - from.xM, to.yM - from.yM) > 30) return { xM: to.xM, yM: to.yM, yawRad: to.yawRad };
  return {
    xM: lerp(from.xM, to.xM, alpha),
    yM: lerp(from.yM, to.yM, alpha),
    yawRad: lerpAngle(from.yawRad, to.yawRad, alpha),
  };
}
