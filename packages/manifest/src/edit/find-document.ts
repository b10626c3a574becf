import { readValue } from '../meaning/read-value.ts';
import { expandLists } from '../object/expand-lists.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Node } from '../parse/node.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { documentAt } from '../parse/split-documents.ts';
import type { Path } from '../problem/problem.ts';
import { locate } from '../source/locate.ts';
import { isSameJson } from './same-json.ts';

/** Where an object stands in a file's text. */
interface DocumentOfObject {
  /** The document, by offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Which of the document's values; more than one only where JSON objects follow one another. */
  readonly root: number;
  /** The object in that value: empty, or an item of a List. */
  readonly path: Path;
}

/** Finds the document that an object was read from, by where the object begins. */
export async function findDocument(text: string, object: KubernetesObject): Promise<DocumentOfObject | undefined> {
  // Positions do not count a byte order mark.
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const plain = text.slice(mark);
  const { offset } = object.locate([]);
  const { start, end } = documentAt(plain, offset);
  const { roots } = await parseDocument(plain.slice(start, end));
  for (const [index, root] of roots.entries()) {
    for (const { path, value } of expandLists(readValue(root).value)) {
      if (start + asWritten(locate(root, path).value).start !== offset) continue;
      // Another text may have another object there.
      if (isSameJson(value, object.value)) return { start: start + mark, end: end + mark, root: index, path };
    }
  }
  return undefined;
}

/** An item of a list may be an alias; its object begins where its text does. */
function asWritten(node: Node): Node {
  return node.kind === 'alias' ? asWritten(node.target) : node;
}
