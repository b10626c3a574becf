import type { Path, Position, Problem } from '@outrigger/manifest';
import { isNode, LineCounter, parseDocument } from 'yaml';

/** A document that is no Kubernetes object, with where its fields are written. */
export interface YamlDocument {
  readonly value: unknown;
  readonly locate: (path: Path) => Position;
}

/** Reads the first document of a YAML or JSON text, whatever it holds. */
export function readYamlDocument(text: string, file: string): YamlDocument | Problem {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const position = (offset: number, endOffset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    const end = lineCounter.linePos(endOffset);
    const excerpt = { text: text.split('\n', line)[line - 1] ?? '', column: 1 };
    return { file, line, column: col, endLine: end.line, endColumn: end.col, offset, endOffset, excerpt };
  };
  const [error] = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  if (error) {
    return { code: 'syntax', severity: 'error', message: error.message, file, position: position(...error.pos) };
  }
  const locate = (path: Path): Position => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return position(node.range[0], node.range[1]);
    }
    return position(0, 0);
  };
  return { value: document.toJS(), locate };
}
