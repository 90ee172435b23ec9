/**
 * Wall time in a page: a page knows no CPU time, so a busy machine shows, and what is collected on other threads does not count.
 * `performance.now` goes in steps of 5 µs where the page is cross-origin isolated (0.1 ms elsewhere, which is refused), rounded
 * without bias. The two ends of a timed step are off by 5 / sqrt(6) = 2 µs together (standard deviation), a window of 60 steps by
 * 16 µs: 1.4% of a window of 100 people of ours (0.19 µs a person and step), 0.2% at 500; the median of the windows by less.
 */

/** Microseconds by the wall clock that `work` took, the clock's own cost taken off. */
export function pageUs(work: () => void): number {
  const fromMs = performance.now();
  work();
  return 1000 * (performance.now() - fromMs) - ownCostUs;
}

/** Measured once: the middle of many means, each over many calls, because one call is far shorter than a step of the clock. */
export let ownCostUs = 0;

const means: number[] = [];
for (let round = 0; round < 40; round++) {
  let spentUs = 0;
  for (let i = 0; i < 1000; i++) spentUs += pageUs(() => {});
  means.push(spentUs / 1000);
}
ownCostUs = means.sort((x, y) => x - y)[means.length >> 1] as number;

/** The smallest step of the clock that shows in 5 ms, microseconds. */
export function clockStepUs(): number {
  let smallestMs = Number.POSITIVE_INFINITY;
  let lastMs = performance.now();
  const untilMs = lastMs + 5;
  while (lastMs < untilMs) {
    const nowMs = performance.now();
    if (nowMs > lastMs) smallestMs = Math.min(smallestMs, nowMs - lastMs);
    lastMs = nowMs;
  }
  return 1000 * smallestMs;
}
