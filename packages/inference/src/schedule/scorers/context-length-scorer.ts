import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter, Scorer } from '../policy.ts';

/** The label that says for which prompts a server is meant: `0-2048`, in tokens. */
export const CONTEXT_LENGTH_LABEL = 'llm-d.ai/context-length-range';

/**
 * Prefers servers meant for prompts of this length: narrow ranges with room above first, then what is nearest; a server that
 * says nothing lies in the middle (llm-d-router ebab687 scorer/contextlengthaware).
 */
export function contextLengthScorer(label: string = CONTEXT_LENGTH_LABEL): Scorer {
  return ({ request, candidates }, kept) =>
    kept.map((place) => {
      const text = labelOf(candidates[place] as EndpointState, label);
      if (text === undefined) return 0.5;
      const range = rangeOf(text);
      return range ? rangeScore(request.promptTokens, range) : 0;
    });
}

/** Keeps servers whose range has the prompt's length, and those that say nothing (the same plug-in, with `enableFiltering`). */
export function contextLengthFilter(label: string = CONTEXT_LENGTH_LABEL): Filter {
  return ({ request, candidates }, kept) =>
    kept.filter((place) => {
      const text = labelOf(candidates[place] as EndpointState, label);
      if (text === undefined) return true;
      const range = rangeOf(text);
      return range !== undefined && request.promptTokens >= range.min && request.promptTokens <= range.max;
    });
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function labelOf({ endpoint }: EndpointState, label: string): string | undefined {
  return endpoint.pod?.labels[label];
}

function rangeOf(text: string): Range | undefined {
  const [, min, max] = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(text) ?? [];
  const range = { min: Number(min), max: Number(max) };
  return range.min <= range.max ? range : undefined;
}

function rangeScore(tokens: number, { min, max }: Range): number {
  if (tokens < min || tokens > max) {
    const distance = tokens > max ? tokens - max : min - tokens;
    return BESIDE / (1 + distance / 1000);
  }
  const width = max - min;
  if (width === 0) return 1;
  const fit = 0.7 / (1 + width / 10_000) + (0.3 * (max - tokens)) / width;
  return BESIDE + fit * (1 - BESIDE);
}

/** What lies outside a range stays below what lies inside. */
const BESIDE = 0.3;
