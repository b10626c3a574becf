import type { AndOr, SyntaxNode } from 'unbash';
import type { Cut } from './cut-statement.ts';

/**
 * How to take one command out of `a && b || c`, as if it had succeeded: what is only done when it fails goes with it. Undefined
 * where the rest would do something else than before.
 */
export function cutFromChain(
  { commands, operators }: AndOr,
  at: number,
  isNoise: (node: SyntaxNode) => boolean,
): readonly Cut[] | undefined {
  const [before, self] = [commands[at - 1], commands[at]];
  if (!self || operators[at - 1] === '||') return undefined;
  if (before) {
    // `app && quit || handler`: the handler is the app's, too.
    return [{ start: before.end, end: self.end, text: '' }];
  }
  let next = at + 1;
  while (operators[next - 1] === '||') {
    const handler = commands[next];
    if (!handler || !isNoise(handler)) return undefined;
    next++;
  }
  const following = commands[next];
  return following ? [{ start: self.pos, end: following.pos, text: '' }] : undefined;
}
