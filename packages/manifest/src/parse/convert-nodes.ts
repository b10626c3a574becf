import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type Node as YamlNode,
} from 'yaml';
import type { Fault } from '../problem/fault.ts';
import { shorten } from '../problem/shorten.ts';
import type { Entry, Node } from './node.ts';
import type { Parsed } from './parse-document.ts';

/** Turns the library's tree into ours. */
export function convertNodes(root: YamlNode): Parsed {
  const state: State = { anchors: new Map(), faults: [], depth: 0 };
  const node = convert(root, state);
  return state.faults.length > 0 ? { roots: [], faults: state.faults } : { roots: [node], faults: [] };
}

interface State {
  /** The latest node of each name so far: an alias means the one before it. */
  readonly anchors: Map<string, Node>;
  readonly faults: Fault[];
  depth: number;
}

// Far beyond any object, and within what recursion bears.
const deepest = 500;

function convert(node: YamlNode, state: State): Node {
  if (isScalar(node)) return anchored(node, state, toScalar(node));
  if (isAlias(node)) return toAlias(node, state);
  const [start, end] = extent(node);
  if (state.depth >= deepest) {
    addFault(state, { code: 'too-deep', message: `more than ${deepest} collections inside one another`, start, end });
    return { kind: 'seq', start, end, items: [] };
  }
  state.depth++;
  const converted = isMap(node) || isSeq(node) ? toCollection(node, state) : nothingAt(start);
  state.depth--;
  return converted;
}

function toScalar(node: Scalar): Node {
  const [start, end] = extent(node);
  // `source` is the text before any tag was applied to it.
  const text = node.source ?? String(node.value ?? '');
  return { kind: 'scalar', start, end, text, plain: node.type === 'PLAIN', ...tagOf(node) };
}

function toAlias(node: Alias, state: State): Node {
  const [start, end] = extent(node);
  const target = state.anchors.get(node.source);
  if (target) return { kind: 'alias', start, end, name: node.source, target };
  addFault(state, { code: 'alias', message: `unknown anchor '${shorten(node.source)}' referenced`, start, end });
  return nothingAt(start);
}

/** The anchor is known before the inside is read, so that an alias in it is found to be a loop. */
function toCollection(node: YamlNode & { readonly items: readonly unknown[] }, state: State): Node {
  const [start, valueEnd] = extent(node);
  if (isMap(node)) {
    const entries: Entry[] = [];
    const map = { kind: 'map' as const, start, end: valueEnd, entries, ...tagOf(node) };
    anchored(node, state, map);
    for (const pair of node.items) entries.push(toEntry(pair, state, start));
    if (!node.flow) map.end = entries.at(-1)?.value.end ?? start;
    return map;
  }
  const items: Node[] = [];
  const seq = { kind: 'seq' as const, start, end: valueEnd, items, ...tagOf(node) };
  anchored(node, state, seq);
  for (const item of node.items)
    items.push(isPair(item) ? toSinglePair(item, state, start) : convert(item as YamlNode, state));
  if (!(node as { readonly flow?: boolean }).flow) seq.end = items.at(-1)?.end ?? start;
  return seq;
}

/** `[a: b]` is a list with one map in it. */
function toSinglePair(pair: Pair, state: State, from: number): Node {
  const entry = toEntry(pair, state, from);
  return { kind: 'map', start: entry.key.start, end: entry.value.end, entries: [entry] };
}

function toEntry(pair: Pair, state: State, from: number): Entry {
  const key = pair.key === null ? nothingAt(from) : convert(pair.key as YamlNode, state);
  const value = pair.value === null ? nothingAt(key.end) : convert(pair.value as YamlNode, state);
  return { key, value };
}

function anchored(node: { readonly anchor?: string }, state: State, converted: Node): Node {
  if (node.anchor !== undefined) state.anchors.set(node.anchor, converted);
  return converted;
}

function tagOf({ tag }: { readonly tag?: string }): { readonly tag?: string } {
  return tag === undefined ? {} : { tag };
}

function extent(node: YamlNode): readonly [number, number] {
  return node.range ? [node.range[0], node.range[1]] : [0, 0];
}

function nothingAt(at: number): Node {
  return { kind: 'scalar', start: at, end: at, text: '', plain: true };
}

/** One is enough to say why a document cannot be read. */
function addFault(state: State, fault: Fault): void {
  if (state.faults.length === 0) state.faults.push(fault);
}
