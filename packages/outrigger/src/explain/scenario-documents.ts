import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';

/** One document of a file of Scenarios: its value, or why it cannot be read. */
export interface ScenarioDocument {
  readonly value: unknown;
  readonly fault: string | undefined;
  /** `line:column` of a path, or of the nearest part above it that is there. */
  readonly placeOf: (path: readonly (string | number)[]) => string;
}

/** The documents of a file of Scenarios, one by one. */
export function* scenarioDocuments(text: string): Generator<ScenarioDocument> {
  const lines = new LineCounter();
  for (const document of parseAllDocuments(text, { lineCounter: lines })) {
    if (document.contents === null && document.errors.length === 0) continue;
    const [error] = document.errors;
    const place = (offset: number): string => {
      const { line, col } = lines.linePos(offset);
      return `${line}:${col}`;
    };
    yield {
      value: error ? undefined : document.toJS(),
      fault: error?.message.split('\n')[0],
      placeOf: (path) => place(error ? error.pos[0] : offsetOf(document, path)),
    };
  }
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.range[0];
}
