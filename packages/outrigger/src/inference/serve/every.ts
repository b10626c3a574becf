/** Calls back each so many ms, until it is told to stop. */
export function every(ms: number, what: () => void): () => void {
  const timer = setInterval(what, ms);
  return () => clearInterval(timer);
}
