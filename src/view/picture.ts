/**
 * The drawn hall as one object: what stands, people, robots, overlays, selection. `update` brings it to one instant and
 * says whether something is still on its way. No React here.
 */
import { Group, type IUniform } from 'three';
import type { Pick } from '../runtime/client';
import type { Frame, HallDrawing } from '../runtime/frame';
import type { Subject } from './camera/rig';
import { People } from './figure/people';
import { ClosedAreas } from './hall/closedAreas';
import { Hall } from './hall/hall';
import { HeatMap } from './heatmap';
import { Lights } from './lights';
import { fixedTargets, pickAlong, type Ray } from './picking';
import type { QualityLevel } from './quality';
import { type OverlayName, Overlays } from './robot/overlays';
import { Robots } from './robot/robots';
import { placeOfPick, Selection } from './selection';
import type { ViewLanguage } from './signText';

export type Instant = {
  readonly previous: Frame | null;
  readonly latest: Frame;
  /** 0..1 between the two. */
  readonly alpha: number;
  /** Screen time since the last picture, seconds. */
  readonly dtS: number;
};

export class Picture {
  readonly group = new Group();
  readonly people: People;
  readonly robots: Robots;
  readonly heat = new HeatMap();
  private readonly hall: Hall;
  private readonly closed: ClosedAreas;
  private readonly lights: Lights;
  private readonly overlays: Overlays;
  private readonly selection = new Selection();
  private readonly fixed: ReturnType<typeof fixedTargets>;
  /** Clock of glances, blinks and gestures: playing time, seconds. */
  private readonly idle: IUniform<number> = { value: 0 };
  private shown: Frame | null = null;

  constructor(
    private readonly drawing: HallDrawing,
    language: ViewLanguage,
  ) {
    this.hall = new Hall(drawing, language, this.idle);
    this.closed = new ClosedAreas(drawing);
    this.people = new People(this.idle);
    this.robots = new Robots(drawing, language);
    this.lights = new Lights(drawing.layout);
    this.overlays = new Overlays(drawing.robots.length);
    this.fixed = fixedTargets(drawing.layout);
    this.group.add(this.lights.group, this.hall.group, this.people.group, this.robots.group);
    this.group.add(this.closed.group, this.heat.group, this.overlays.group, this.selection.group);
  }

  /** Returns true while another picture is worth drawing without a new frame. */
  update(instant: Instant, level: QualityLevel, overlays: readonly OverlayName[]): boolean {
    const { previous, latest, alpha, dtS } = instant;
    const playing = alpha < 1 || latest !== this.shown;
    this.shown = latest;
    if (playing) this.idle.value = (this.idle.value + dtS) % 3600;
    this.lights.shadows = level.shadows;
    this.hall.update(latest, level.figures);
    this.closed.update(latest.closedAreas);
    const walking = this.people.update(previous, latest, alpha, dtS, level.figures);
    const gesturing = this.robots.update(previous, latest, alpha, dtS, this.idle.value);
    this.overlays.update(latest, overlays);
    return playing || walking || gesturing;
  }

  /** Seen from inside at eye height: nothing is cut away. */
  set inside(on: boolean) {
    this.hall.inside = on;
  }

  mark(selected: Pick | null, hovered: Pick | null): void {
    this.selection.update(this.placeOf(selected), this.placeOf(hovered));
  }

  private placeOf(pick: Pick | null) {
    return pick && placeOfPick(pick, this.drawing, this.people, this.robots);
  }

  /** Who the camera follows: the target, else the first robot. */
  subject(target: Pick | undefined): Subject | null {
    if (target?.kind === 'person') {
      const at = this.people.writer.placeOf(target.citizen);
      if (at) return at;
    }
    const pose = this.robots.poses[target?.kind === 'robot' ? target.robot : 0];
    return pose ? { xM: pose.xM, yM: pose.yM, headingRad: pose.yawRad } : null;
  }

  pick(ray: Ray): Pick | null {
    const { writer } = this.people;
    const people = {
      count: writer.count,
      place: writer.figures.place,
      motion: writer.figures.motion,
      citizenAt: (i: number) => writer.citizenAt(i),
    };
    return pickAlong(ray, people, this.robots.poses, this.fixed);
  }

  dispose(): void {
    this.hall.dispose();
    this.closed.dispose();
    this.heat.dispose();
    this.people.dispose();
    this.robots.dispose();
    this.lights.dispose();
    this.overlays.dispose();
    this.selection.dispose();
  }
}
