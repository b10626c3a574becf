import { char } from './everyday-cursor.ts';
import { readFlow, toNextToken } from './everyday-flow.ts';
import type { Node } from './node.ts';

/** Reads JSON objects that follow one another without `---`, as `kubectl get --watch -o json` prints them. */
export function parseJsonStream(text: string): readonly Node[] | undefined {
  const cursor = { text, at: 0, indent: 0, depth: 0 };
  const roots: Node[] = [];
  for (toNextToken(cursor); cursor.at < text.length; toNextToken(cursor)) {
    const root = text.charCodeAt(cursor.at) === char.openBrace ? readFlow(cursor) : undefined;
    if (!root) return undefined;
    roots.push(root);
  }
  return roots.length > 0 ? roots : undefined;
}
