/** `1 Insufficient cpu, 2 node(s) had untolerated taint(s)` (framework/types.go FitError.Error@1.36). */
export function histogram(reasons: readonly string[]): string {
  const counts = Map.groupBy(reasons, (reason) => reason);
  return [...counts]
    .map(([reason, all]) => `${all.length} ${reason}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(', ');
}
