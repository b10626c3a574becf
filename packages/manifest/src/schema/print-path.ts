import type { Path } from '../problem/problem.ts';
import { shorten } from '../problem/shorten.ts';

/** A path in the API server's notation: `spec.containers[0].image`, `metadata.annotations[prometheus.io/port]`. */
export function printPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number' || !/^[\w$-]{1,80}$/.test(step)) text += `[${shorten(String(step))}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
