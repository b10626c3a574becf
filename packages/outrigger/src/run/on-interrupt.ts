/** Calls back for each Ctrl-C and each request to end; disposing ends that. */
export function onInterrupt(what: () => void): Disposable {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, what);
  return {
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, what);
    },
  };
}
