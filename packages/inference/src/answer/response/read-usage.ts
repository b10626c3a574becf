import type { Usage } from '../verdict.ts';

/**
 * Reads the `usage` of OpenAI's answers out of the end of a body or of an event stream; undefined when there is none.
 * vLLM and SGLang tell cached tokens in `prompt_tokens_details`.
 */
export function readUsage(text: string): Usage | undefined {
  for (let at = text.lastIndexOf(USAGE); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(USAGE, at - 1)) {
    const usage = objectAfter(text, at + USAGE.length);
    if (usage) return usage;
  }
  return undefined;
}

const USAGE = '"usage"';

function objectAfter(text: string, from: number): Usage | undefined {
  const open = text.indexOf('{', from);
  if (open < 0 || !/^\s*:\s*$/.test(text.slice(from, open))) return undefined;
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return usageOf(text.slice(open, at + 1));
  }
  return undefined;
}

function usageOf(json: string): Usage | undefined {
  let value: WrittenUsage;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const promptTokens = value.prompt_tokens ?? value.input_tokens;
  if (typeof promptTokens !== 'number') return undefined;
  const cached = (value.prompt_tokens_details ?? value.input_tokens_details)?.cached_tokens;
  return {
    promptTokens,
    completionTokens: value.completion_tokens ?? value.output_tokens ?? 0,
    cachedTokens: typeof cached === 'number' ? cached : undefined,
  };
}

/** Of chat and text completions, and of the Responses API. */
interface WrittenUsage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly input_tokens_details?: { readonly cached_tokens?: number } | null;
}
