import type { AliasNode, MapNode, Node, ScalarNode, SeqNode } from '../parse/node.ts';
import type { Fault } from '../problem/fault.ts';
import { quote, shorten } from '../problem/shorten.ts';
import { type Effort, isExcessive, newEffort } from './alias-limit.ts';
import type { Json } from './json.ts';
import { isMergeKey, mergedMaps } from './merge-key.ts';
import { isJustText } from './plain-scalar.ts';
import { readKey, readScalar } from './read-scalar.ts';

/** What a document says, and the faults in it; with a fault, the value is incomplete. */
export interface Reading {
  readonly value: Json;
  readonly faults: readonly Fault[];
}

/**
 * Turns a document into the value the API server would receive for it, by kubectl's rules: YAML 1.1 scalars, every key a
 * string, `<<` in the order written. A key given twice is a fault, which kubectl itself passes over in silence.
 */
export function readValue(root: Node): Reading {
  const state: State = { faults: [], open: new Set(), effort: newEffort() };
  return { value: read(root, state), faults: state.faults };
}

interface State {
  readonly faults: Fault[];
  /** Aliases being read, so that one inside its own anchor is found. */
  readonly open: Set<AliasNode>;
  readonly effort: Effort;
}

function read(node: Node, state: State): Json {
  state.effort.read++;
  if (state.open.size > 0) {
    state.effort.aliased++;
    if (isExcessive(state.effort)) return giveUp(node, state, tooMuch);
  }
  if (node.kind === 'scalar') return readLeaf(node, state);
  if (state.effort.depth >= deepest) return giveUp(node, state, tooDeep);
  state.effort.depth++;
  const value = readInside(node, state);
  state.effort.depth--;
  return value;
}

// A document is less deep by itself; only aliases of aliases get here.
const deepest = 1000;

function readInside(node: Exclude<Node, ScalarNode>, state: State): Json {
  switch (node.kind) {
    case 'map':
      return readInto({}, node, state);
    case 'seq':
      return readSeq(node, state);
    case 'alias':
      return readAlias(node, state);
  }
}

function readLeaf(node: ScalarNode, state: State): Json {
  if (node.tag === undefined && (!node.plain || isJustText(node.text))) return node.text;
  const meaning = readScalar(node);
  if (meaning.ok) return meaning.value;
  addFault(state, node, { code: 'bad-value', message: meaning.message });
  return null;
}

function readSeq(node: SeqNode, state: State): Json {
  const values: Json[] = [];
  for (const item of node.items) values.push(read(item, state));
  return values;
}

type Target = Record<string, Json>;

function readInto(target: Target, node: MapNode, state: State): Target {
  let firsts: ReadonlyMap<string, Node> | undefined;
  for (const { key, value } of node.entries) {
    if (isMergeKey(key)) {
      readMerge(target, value, state);
      continue;
    }
    const name = readName(key, state);
    const inner = read(value, state);
    if (name === undefined) continue;
    // What is there already may come from a merge, which is no duplicate.
    if (Object.hasOwn(target, name)) firsts ??= firstKeys(node);
    const first = firsts?.get(name) ?? key;
    if (first === key) set(target, name, inner);
    else addDuplicate(state, { name, key, first });
  }
  return target;
}

function firstKeys({ entries }: MapNode): ReadonlyMap<string, Node> {
  const firsts = new Map<string, Node>();
  for (const { key } of entries) {
    const meant = isMergeKey(key) ? undefined : readKey(key);
    if (meant?.ok && !firsts.has(meant.value)) firsts.set(meant.value, key);
  }
  return firsts;
}

function readName(key: Node, state: State): string | undefined {
  state.effort.read++;
  if (key.kind === 'scalar' && key.tag === undefined && (!key.plain || isJustText(key.text))) return key.text;
  const name = readKey(key);
  if (name.ok) return name.value;
  addFault(state, key, { code: 'bad-key', message: name.message });
  return undefined;
}

/** Keys of the merged map replace those written before `<<`, and are replaced by those after it. */
function readMerge(target: Target, value: Node, state: State): void {
  const maps = mergedMaps(value);
  if (!maps) {
    addFault(state, value, { code: 'bad-value', message: 'map merge requires map or sequence of maps as the value' });
    return;
  }
  for (const map of maps) {
    if (map.kind === 'alias') readAliasInto(target, map, state);
    else readInto(target, map, state);
  }
}

function readAliasInto(target: Target, alias: AliasNode, state: State): void {
  const merged = readAlias(alias, state);
  for (const [name, value] of Object.entries(merged ?? {})) set(target, name, value as Json);
}

function readAlias(alias: AliasNode, state: State): Json {
  if (state.open.has(alias)) {
    addFault(state, alias, { code: 'alias', message: `anchor '${shorten(alias.name)}' value contains itself` });
    return null;
  }
  state.open.add(alias);
  const value = read(alias.target, state);
  state.open.delete(alias);
  return value;
}

const tooMuch = { code: 'alias', message: 'document contains excessive aliasing' } as const;
const tooDeep = { code: 'too-deep', message: 'collections are nested too deeply' } as const;

/** Reads no more aliases: once is enough to refuse the document. */
function giveUp(node: Node, state: State, fault: typeof tooMuch | typeof tooDeep): Json {
  if (!state.effort.hasGivenUp) addFault(state, node, fault);
  state.effort.hasGivenUp = true;
  return null;
}

interface Duplicate {
  readonly name: string;
  readonly key: Node;
  readonly first: Node;
}

function addDuplicate(state: State, { name, key, first }: Duplicate): void {
  addFault(state, key, {
    code: 'duplicate-key',
    message: `key ${quote(name)} already set in map`,
    firstAt: first.start,
  });
}

// Enough to mend at a time; a document may have a million.
const mostFaults = 20;

function addFault({ faults }: State, { start, end }: Node, fault: Omit<Fault, 'start' | 'end'>): void {
  if (faults.length < mostFaults) faults.push({ ...fault, start, end });
}

/** `__proto__` is a key like any other. */
function set(target: Target, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[name] = value;
  }
}
