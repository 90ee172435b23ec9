/** Clerks: seated behind every window that is not closed, and at the enquiry desks during opening hours, unless they are out. */
import type { InstancedBufferGeometry, IUniform, Material, Mesh } from 'three';
import type { Frame, HallDrawing } from '../../runtime/frame';
import { Columns, writeLook } from '../figure/columns';
import { type FigureDetail, figureGeometry } from '../figure/geometry';
import { clerkLook } from '../figure/looks';
import { FigureAttributes, figureMesh } from '../figure/people';
import { figureMaterials } from '../figure/shader';
import { clerkSpot } from './counters';
import { serverSpot } from './furniture';
import { moved, type Spot } from './model';

/** Window state of a window without a clerk. */
const CLOSED = 0;
/** Steps from the middle of an enquiry desk to the person behind it, metres. */
const BEHIND_DESK_M = 0.75;

export class Clerks {
  readonly mesh: Mesh<InstancedBufferGeometry, Material>;
  private readonly columns = new Columns();
  private readonly attributes: FigureAttributes;
  private readonly materials: { surface: Material; shadow: Material };
  private readonly windowSpots: readonly Spot[];
  private readonly deskSpots: readonly Spot[];
  private readonly opening: readonly [number, number];
  private detail: FigureDetail = 'low';
  private shown = '';

  constructor(drawing: HallDrawing, idle: IUniform<number>) {
    const { layout } = drawing;
    this.windowSpots = layout.windows.map((plan) => clerkSpot(layout, plan));
    this.deskSpots = layout.desks.map((desk) => moved(serverSpot(layout, desk), -BEHIND_DESK_M, 0));
    this.opening = [drawing.openS, drawing.closeS];
    this.columns.grow(Math.max(1, this.windowSpots.length + this.deskSpots.length));
    this.attributes = new FigureAttributes(this.columns);
    this.materials = figureMaterials(idle);
    this.mesh = figureMesh(this.detail, this.materials);
    this.attributes.attachTo(this.mesh.geometry);
  }

  update(frame: Frame, detail: FigureDetail): void {
    this.choose(detail);
    const open = frame.timeS >= this.opening[0] && frame.timeS < this.opening[1];
    const left = frame.desksLeft;
    const shown = `${open}${Array.from(frame.windows.state).join('')} ${left?.join('') ?? ''}`;
    if (shown === this.shown) return;
    this.shown = shown;
    let count = 0;
    this.windowSpots.forEach((spot, i) => {
      const state = frame.windows.state[i] ?? CLOSED;
      if (state === CLOSED) return;
      this.seat(count++, i, spot, 1, state === 3 ? 1 : 0.35);
    });
    this.deskSpots.forEach((spot, desk) => {
      if (open && left?.[desk] !== 1) this.seat(count, 500 + count++, spot, 0, 0);
    });
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    this.attributes.moved();
    this.attributes.repainted();
  }

  private seat(at: number, who: number, spot: Spot, sit: number, reach: number): void {
    const { place, motion } = this.columns;
    writeLook(this.columns, at, clerkLook(who), who * 3 + 1);
    place[at * 4] = spot.xM;
    place[at * 4 + 1] = spot.yM;
    place[at * 4 + 2] = spot.yawRad;
    motion[at * 4 + 1] = sit;
    motion[at * 4 + 2] = reach;
  }

  private choose(detail: FigureDetail): void {
    if (detail === this.detail) return;
    this.detail = detail;
    this.mesh.geometry.dispose();
    const { instanceCount } = this.mesh.geometry;
    this.mesh.geometry = figureGeometry(detail);
    this.mesh.geometry.instanceCount = instanceCount;
    this.attributes.attachTo(this.mesh.geometry);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.materials.surface.dispose();
    this.materials.shadow.dispose();
  }
}
