/** What a client expects of its answer, in ms; undefined where it says nothing of it. */
export interface RequestObjective {
  /** Until the first token. */
  readonly ttftMs: number | undefined;
  /** For each one after it. */
  readonly tpotMs: number | undefined;
}

/**
 * Reads it from the headers of a request; undefined where they say nothing. What is no time above 0 counts as not said, as upstream
 * (llm-d-router ebab687 pkg/epp/metadata/consts.go; the older names are understood too).
 */
export function objectiveOf(headers: ReadonlyMap<string, string> | undefined): RequestObjective | undefined {
  if (!headers) return undefined;
  const ttftMs = timeOf(headers.get('x-llm-d-slo-ttft-ms') ?? headers.get('x-slo-ttft-ms'));
  const tpotMs = timeOf(headers.get('x-llm-d-slo-tpot-ms') ?? headers.get('x-slo-tpot-ms'));
  return ttftMs === undefined && tpotMs === undefined ? undefined : { ttftMs, tpotMs };
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,9}(?:\.\d{0,9})?\s*$/.test(text)) return undefined;
  return Number(text) || undefined;
}
