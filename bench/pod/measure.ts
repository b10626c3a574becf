/** What one call costs, in ms of processor time: the machine's other work does not count, only slows. */
export interface Cost {
  readonly ms: number;
}

/** Calls until the compiler has done its work (about a second), then takes the best of several rounds. */
export function measure(call: () => unknown): Cost {
  const until = performance.now() + 1500;
  let calls = 0;
  while (performance.now() < until) {
    call();
    calls++;
  }
  const perRound = Math.max(1, Math.round(calls / 15));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < perRound; i++) call();
    const { user } = process.cpuUsage(start);
    best = Math.min(best, user / 1000 / perRound);
  }
  return { ms: best };
}
