/** The whole standing hall: floor, model, glass, signs, boards and the clerks. Built once per drawing and language. */
import { type BufferGeometry, Group, type IUniform, Mesh, MeshLambertMaterial } from 'three';
import type { Frame, HallDrawing } from '../../runtime/frame';
import type { FigureDetail } from '../figure/geometry';
import type { ViewLanguage } from '../signText';
import { Boards } from './boards';
import { Clerks } from './clerks';
import { addCounters } from './counters';
import { addDoors } from './doors';
import { Floor } from './floor';
import { addFurniture } from './furniture';
import { Model } from './model';
import { Signs } from './signs';
import { addUpperWalls, addWalls } from './walls';

export class Hall {
  readonly group = new Group();
  private readonly floor: Floor;
  private readonly standing: Mesh<BufferGeometry, MeshLambertMaterial>;
  private readonly upper: Mesh<BufferGeometry, MeshLambertMaterial>;
  private readonly glass: Mesh<BufferGeometry, MeshLambertMaterial>;
  private readonly signs: Signs;
  private readonly boards: Boards;
  private readonly clerks: Clerks;

  constructor(drawing: HallDrawing, language: ViewLanguage, idle: IUniform<number>) {
    const { layout } = drawing;
    const model = new Model();
    const panes = new Model();
    addWalls(model, panes, layout);
    addCounters(model, panes, layout);
    addFurniture(model, layout);
    addDoors(model, panes, layout);
    this.floor = new Floor(layout);
    this.standing = new Mesh(model.finish(), new MeshLambertMaterial({ vertexColors: true }));
    const upper = new Model();
    addUpperWalls(upper, layout);
    this.upper = new Mesh(upper.finish(), this.standing.material);
    this.upper.visible = false;
    this.standing.castShadow = true;
    this.standing.receiveShadow = true;
    const clear = new MeshLambertMaterial({ color: '#bfe0ea', transparent: true, opacity: 0.28, depthWrite: false });
    this.glass = new Mesh(panes.finish(), clear);
    this.glass.visible = !panes.empty;
    this.glass.renderOrder = 4;
    this.signs = new Signs(drawing, language);
    this.boards = new Boards(drawing, this.signs.atlas);
    this.clerks = new Clerks(drawing, idle);
    this.group.add(this.floor.group, this.standing, this.upper, this.glass, this.signs.mesh);
    this.group.add(this.boards.letters, this.boards.bars, this.clerks.mesh);
  }

  /** Walls at full height for somebody inside, cut for somebody above. */
  set inside(on: boolean) {
    this.upper.visible = on;
  }

  update(frame: Frame, detail: FigureDetail): void {
    this.boards.update(frame.windows);
    this.clerks.update(frame, detail);
  }

  dispose(): void {
    this.floor.dispose();
    for (const mesh of [this.standing, this.upper, this.glass]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
    this.signs.dispose();
    this.boards.dispose();
    this.clerks.dispose();
  }
}
