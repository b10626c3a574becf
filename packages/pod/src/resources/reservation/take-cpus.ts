/**
 * Picks CPUs the way the static policy does: whole free cores first, then single CPUs from the cores with the fewest left.
 *
 * Source: pkg/kubelet/cm/cpumanager/cpu_assignment.go@v1.36.2, takeByTopologyNUMAPacked, for one socket.
 *
 * @returns The CPU numbers in ascending order, or undefined when there are too few.
 */
export function takeCpus(
  count: number,
  free: ReadonlySet<number>,
  cores: readonly (readonly number[])[],
): readonly number[] | undefined {
  if (count > free.size) return undefined;
  const taken = new Set<number>();
  for (const core of cores) {
    const isWhole = core.every((cpu) => free.has(cpu));
    if (isWhole && count - taken.size >= core.length) for (const cpu of core) taken.add(cpu);
  }
  const freeOf = (core: readonly number[]) => core.filter((cpu) => free.has(cpu) && !taken.has(cpu));
  const singles = cores
    .map(freeOf)
    .sort((a, b) => a.length - b.length)
    .flat();
  for (const cpu of singles.slice(0, count - taken.size)) taken.add(cpu);
  return [...taken].sort((a, b) => a - b);
}
