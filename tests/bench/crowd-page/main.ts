/** The page of `crowdPage.ts`: what the bench calls in it. */
import { type CrowdComparison, compareCrowds, oursReady, PLANS } from '../crowdCompare';
import type { CrowdRun } from '../crowdScene';
import { clockStepUs, ownCostUs, pageUs } from '../pageClock';
import type { BenchSize } from '../table';

export type CrowdPage = {
  /** Every library, taking turns window by window. */
  compare(size: BenchSize): Promise<CrowdComparison[]>;
  /** Gets our crowd alone ready; `windowOfOurs` then times one window, microseconds a person and step. */
  prepareOurs(count: number, size: BenchSize): Promise<void>;
  windowOfOurs(size: BenchSize): number;
  /** Transfers an ArrayBuffer, as a hall's worker does with each frame. */
  detach(): void;
  clock(): { readonly stepUs: number; readonly ownCostUs: number };
};

declare global {
  interface Window {
    readonly crowdPage: CrowdPage;
  }
}

if (!crossOriginIsolated)
  throw new Error('the page is not cross-origin isolated: its clock would go in steps of 0.1 ms');

let ours: CrowdRun | undefined;

const crowdPage: CrowdPage = {
  compare: (size) => compareCrowds(size, pageUs),
  async prepareOurs(count, size) {
    ours = await oursReady(count, size);
  },
  windowOfOurs(size) {
    if (!ours) throw new Error('our crowd is not ready');
    ours.window(PLANS[size].windowSteps, pageUs);
    return ours.microseconds.at(-1) as number;
  },
  detach() {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    if (buffer.byteLength !== 0) throw new Error('the buffer was not detached');
  },
  clock: () => ({ stepUs: clockStepUs(), ownCostUs }),
};

Object.assign(window, { crowdPage });
