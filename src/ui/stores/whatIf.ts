/**
 * The planner's question: one value of the scenario through a range, each design with the same days (common random
 * numbers). Plain data; the laboratory behind it is wired in by the app.
 */
import { create } from 'zustand';
import type { ScenarioSource } from '../../scenario/source';

/** A value that can be turned. `path` as in `--vary`. */
export type Lever = {
  readonly path: string;
  /** Translation key under whatIf.lever, with values. */
  readonly key: 'windows' | 'demand' | 'robots';
  readonly values: Readonly<Record<string, string | number>>;
  /** As in the file, and the range offered first. */
  readonly now: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly min: number;
  readonly max: number;
};

export type Question = {
  /** `PATH=a..b:step` or `PATH=x,y,z`. */
  readonly vary: string;
  /** A figure of docs/metrics.md that the verdict is about. */
  readonly figure: string;
  readonly replications: number;
};

export type Cell = { readonly mean: number; readonly halfWidth: number };
export type Verdict = 'better' | 'worse' | 'higher' | 'lower' | 'equal' | 'undecided';

export type Answer = {
  readonly label: string;
  /** What was set; null = as in the file. */
  readonly value: string | null;
  readonly replications: number;
  /** By figure name; missing where no day had it. */
  readonly figures: Readonly<Record<string, Cell & { readonly unit: string }>>;
  /** Paired difference of the asked figure to the scenario as it is; null for that one. */
  readonly difference: (Cell & { readonly verdict: Verdict; readonly toDecide: number | null }) | null;
  readonly warnings: readonly string[];
  readonly source: ScenarioSource;
};

export type WhatIfResult = {
  readonly scenario: string;
  readonly baseSeed: number;
  readonly figure: string;
  readonly unit: string;
  readonly confidence: number;
  readonly interrupted: boolean;
  readonly answers: readonly Answer[];
  readonly csv: string;
};

export interface WhatIfClient {
  /** Levers of a scenario; empty if its files have errors. */
  levers(source: ScenarioSource): readonly Lever[];
  /** Rejects with a message for people: a bad path, value or figure. After an abort: what is there. */
  ask(
    source: ScenarioSource,
    question: Question,
    onProgress: (done: number, all: number) => void,
    signal: AbortSignal,
  ): Promise<WhatIfResult>;
}

type WhatIf = {
  readonly client: WhatIfClient | null;
  readonly running: boolean;
  readonly done: number;
  readonly all: number;
  readonly result: WhatIfResult | null;
  readonly error: string | null;
};

export const useWhatIf = create<WhatIf>(() => ({
  client: null,
  running: false,
  done: 0,
  all: 0,
  result: null,
  error: null,
}));

let cancel: AbortController | null = null;

export async function askWhatIf(source: ScenarioSource, question: Question): Promise<void> {
  const { client, running } = useWhatIf.getState();
  if (!client || running) return;
  cancel = new AbortController();
  useWhatIf.setState({ running: true, done: 0, all: 0, result: null, error: null });
  try {
    const result = await client.ask(source, question, (done, all) => useWhatIf.setState({ done, all }), cancel.signal);
    useWhatIf.setState({ running: false, result });
  } catch (error) {
    useWhatIf.setState({ running: false, error: error instanceof Error ? error.message : String(error) });
  }
  cancel = null;
}

export function cancelWhatIf(): void {
  cancel?.abort();
}

/** Another hall is loaded: its answers are not the old one's. */
export function forgetWhatIf(): void {
  cancelWhatIf();
  useWhatIf.setState({ result: null, error: null });
}
