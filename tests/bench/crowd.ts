/** Walking: microseconds of CPU a person and step, ours beside three libraries, in one process and taking turns. */
import { cpuUs } from './cpuClock';
import { compareCrowds, comparisonRows } from './crowdCompare';
import type { BenchRow, BenchSize } from './table';

export async function benchCrowd(size: BenchSize): Promise<BenchRow[]> {
  return comparisonRows('crowd', size, await compareCrowds(size, cpuUs));
}
