/** Runs days on the browser's workers. The result does not depend on how many there are. */
import * as Comlink from 'comlink';
import type { DayEvidence } from '../metrics/evidence';
import type { EvidenceWorkerApi } from './evidenceWorker';
import type { EvidenceJob } from './runEvidence';

export type BrowserRunner = {
  readonly width: number;
  runEvidence(job: EvidenceJob): Promise<DayEvidence[]>;
  /** Ends the workers at once; days under way are lost and their promises never settle. */
  close(): void;
};

/** One core is left to the hall that is being watched. */
const widthHere = (): number => Math.max(1, Math.min(8, (navigator.hardwareConcurrency || 2) - 1));

export function createBrowserRunner(width = widthHere()): BrowserRunner {
  const workers: Worker[] = [];
  const idle: Comlink.Remote<EvidenceWorkerApi>[] = [];
  const waiting: ((api: Comlink.Remote<EvidenceWorkerApi>) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  for (let i = 0; i < width; i++) {
    const worker = new Worker(new URL('./evidenceWorker.ts', import.meta.url), { type: 'module' });
    worker.onerror = (event) => {
      for (const fail of failures) fail(new Error(event.message || 'a worker of the laboratory stopped'));
    };
    workers.push(worker);
    idle.push(Comlink.wrap<EvidenceWorkerApi>(worker));
  }
  const take = (): Promise<Comlink.Remote<EvidenceWorkerApi>> => {
    const api = idle.pop();
    return api ? Promise.resolve(api) : new Promise((resolve) => waiting.push(resolve));
  };
  const give = (api: Comlink.Remote<EvidenceWorkerApi>): void => {
    const next = waiting.shift();
    if (next) next(api);
    else idle.push(api);
  };
  return {
    width,
    async runEvidence(job) {
      const api = await take();
      let fail: (error: Error) => void = () => {};
      const broken = new Promise<never>((_, reject) => {
        fail = reject;
        failures.push(reject);
      });
      try {
        return await Promise.race([api.run(job), broken]);
      } finally {
        failures.splice(failures.indexOf(fail), 1);
        give(api);
      }
    },
    close() {
      for (const worker of workers) worker.terminate();
    },
  };
}
