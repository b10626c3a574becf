import type { Path } from '../problem/problem.ts';

/** A path of the value after something has been moved away, as it is before: items behind it come one later. */
export function beforeRemoval(from: Path, path: Path): Path {
  const depth = from.length - 1;
  const [index, step] = [from[depth], path[depth]];
  if (typeof index !== 'number' || typeof step !== 'number' || step < index) return path;
  return from.slice(0, depth).every((each, at) => each === path[at]) ? path.with(depth, step + 1) : path;
}
