import type { Node } from '../node.ts';

/** What two readers have to agree on: structure, text, and where each scalar that is there begins and ends. */
export function outline(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      if (node.start === node.end) return 'nothing';
      // Whether blank lines after an empty block belong to it, nobody needs to know.
      return node.text === '' ? ['', node.plain, node.start] : [node.text, node.plain, node.start, node.end];
    case 'map':
      return { map: node.entries.map(({ key, value }) => [outline(key), outline(value)]), start: node.start };
    case 'seq':
      return { seq: node.items.map(outline), start: node.start };
    case 'alias':
      return { alias: node.name, start: node.start, end: node.end };
  }
}
