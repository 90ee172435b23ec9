/**
 * CPU time of this process, all its threads: what others do on a shared machine does not count, and a library's own
 * garbage collection does. The clock's own cost is measured at the start and taken off.
 */
const overheadUs = ((): number => {
  const times: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const from = process.cpuUsage();
    const { user, system } = process.cpuUsage(from);
    times.push(user + system);
  }
  // The warm half: the clock counts whole microseconds, so the mean and not the median.
  return times.slice(1000).reduce((sum, us) => sum + us, 0) / 1000;
})();

/** Microseconds of CPU that `work` took. */
export function cpuUs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return user + system - overheadUs;
}
