/** What one picture cost. For the page's status line and for tests, which read the `data-` attributes of the view. */
import type { WebGLRenderer } from 'three';
import type { QualityLevel } from './quality';

export type ViewStats = {
  readonly drawCalls: number;
  readonly triangles: number;
  /** Script time of one picture, update and draw commands together, milliseconds (running mean). */
  readonly jsMs: number;
  /** Of it the update of people, robots, boards and camera, without draw commands, milliseconds (running mean). */
  readonly updateMs: number;
  /** Pictures drawn since the view was mounted. */
  readonly pictures: number;
  readonly quality: QualityLevel['name'];
};

/** Shortest time between two reports, milliseconds. */
const REPORT_MS = 250;

export class StatsMeter {
  private jsMs = 0;
  private updateMs = 0;
  private pictures = 0;
  private reportedMs = Number.NEGATIVE_INFINITY;

  record(
    gl: WebGLRenderer,
    updateMs: number,
    spentMs: number,
    nowMs: number,
    quality: QualityLevel['name'],
    people: number,
    element: HTMLElement,
    report: ((stats: ViewStats) => void) | undefined,
  ): void {
    this.pictures++;
    this.jsMs = this.pictures <= 2 ? spentMs : this.jsMs + (spentMs - this.jsMs) * 0.1;
    this.updateMs = this.pictures <= 2 ? updateMs : this.updateMs + (updateMs - this.updateMs) * 0.1;
    const stats: ViewStats = {
      drawCalls: gl.info.render.calls,
      triangles: gl.info.render.triangles,
      jsMs: this.jsMs,
      updateMs: this.updateMs,
      pictures: this.pictures,
      quality,
    };
    const { dataset } = element;
    dataset.drawCalls = String(stats.drawCalls);
    dataset.triangles = String(stats.triangles);
    dataset.jsMs = stats.jsMs.toFixed(3);
    dataset.updateMs = stats.updateMs.toFixed(3);
    dataset.lastUpdateMs = updateMs.toFixed(3);
    dataset.lastJsMs = spentMs.toFixed(3);
    dataset.pictures = String(stats.pictures);
    dataset.quality = quality;
    dataset.people = String(people);
    if (nowMs - this.reportedMs < REPORT_MS) return;
    this.reportedMs = nowMs;
    report?.(stats);
  }
}
