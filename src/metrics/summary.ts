/** The figures of one run: what `hall-twin run --json` prints. */
export type RunSummary = {
  readonly scenario: string;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  readonly hash: string;
  /** Hall seconds that were simulated, and wall seconds it took. */
  readonly simulatedS: number;
  readonly wallS: number;
  readonly citizens: {
    readonly arrived: number;
    readonly served: number;
    readonly leftUnserved: number;
    readonly inside: number;
  };
  /** Wait = service start - ticket taken, served visitors. Seconds. */
  readonly waitS: {
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
    readonly p95: number;
    readonly max: number;
    readonly byGroup: Readonly<
      Record<string, { readonly mean: number; readonly p90: number; readonly served: number }>
    >;
  };
  readonly serviceS: { readonly mean: number };
  readonly timeInSystemS: { readonly mean: number; readonly p90: number };
  readonly windows: readonly { readonly id: string; readonly utilization: number; readonly served: number }[];
  readonly utilizationMean: number;
  readonly robots: readonly {
    readonly id: string;
    readonly asked: number;
    readonly answered: number;
    readonly ledStarted: number;
    readonly ledArrived: number;
    readonly distanceM: number;
    readonly chargeRatioMin: number;
    readonly chargeRatioEnd: number;
    readonly charges: number;
    readonly collisions: number;
    /** null = no person came within sensing range. */
    readonly minPersonGapM: number | null;
  }[];
  readonly problems: readonly string[];
};
