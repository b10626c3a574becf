/**
 * One node of a document, whichever reader made it. `start` and `end` are offsets (UTF-16 code units) into the
 * document's text; the text between them is what the node was read from.
 */
export type Node = ScalarNode | MapNode | SeqNode | AliasNode;

/** Text that no rule has given a meaning yet: `true` here is four letters, plain or quoted. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Unquoted on one or more lines, so that YAML 1.1 may read a number, a boolean or null into it. */
  readonly plain: boolean;
  readonly tag?: string;
}

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
  readonly tag?: string;
}

export interface Entry {
  readonly key: Node;
  /** An absent value is an empty plain scalar where it would stand. */
  readonly value: Node;
}

export interface SeqNode {
  readonly kind: 'seq';
  readonly start: number;
  readonly end: number;
  readonly items: readonly Node[];
  readonly tag?: string;
}

/** `*name`: stands for another node of the same document, which may be one that contains it. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly target: Node;
}
