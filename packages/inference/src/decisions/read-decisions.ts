import type { DecisionLine } from './decision.ts';

/** A line that cannot be read as one of a decision log. */
export interface BadDecision {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Reads a decision log, JSON lines; what cannot be read is told by its place. A last line cut short, as a crash leaves it, too. */
export function readDecisions(text: string): {
  readonly lines: readonly DecisionLine[];
  readonly bad: readonly BadDecision[];
} {
  const lines: DecisionLine[] = [];
  const bad: BadDecision[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('message' in read) bad.push({ line: at + 1, ...read });
    else lines.push(read.line);
  }
  return { lines, bad };
}

function readLine(
  line: string,
): { readonly line: DecisionLine } | { readonly column: number; readonly message: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return {
      column: columnOf((error as Error).message, line),
      message: 'no JSON: a line of a decision log is a JSON object',
    };
  }
  const wrong = isObject(value) ? whatIsWrong(value) : 'an object is needed';
  return wrong === undefined ? { line: value as DecisionLine } : { column: 1, message: wrong };
}

/** V8 tells the position only of texts that it does not show whole. */
function columnOf(message: string, line: string): number {
  if (message.includes('end of JSON')) return line.length + 1;
  return Number(/position (\d+)/.exec(message)?.[1] ?? 0) + 1;
}

function whatIsWrong(value: Fields): string | undefined {
  if (value.v !== 1) return `"v" is ${JSON.stringify(value.v)}: this version reads 1`;
  if ('answered' in value) return numbers(value, ['answered', 'tookMs']);
  const { request, candidates, reasons, choice } = value;
  if (typeof value.policy !== 'string' || typeof value.at !== 'string') return '"policy" and "at" are to be strings';
  if (!isObject(request)) return '"request" is to be an object';
  if (!Array.isArray(candidates) || candidates.length === 0) return '"candidates" is to be a list that is not empty';
  if (!Array.isArray(reasons) || !reasons.every((reason) => isReason(reason, candidates.length)))
    return '"reasons" is to be a list of {by, kept} or {by, weight, kept, scores}';
  const wrongCandidate = candidates.findIndex((candidate) => !isCandidate(candidate));
  if (wrongCandidate >= 0) return `candidate ${wrongCandidate} is to have endpoint, inFlight and cached`;
  if (!isChoice(choice, candidates.length)) return '"choice" is to have "chosen", places of candidates, or "refused"';
  if (value.leftOut !== undefined && !isLeftOut(value.leftOut)) return '"leftOut" is to have a list "endpoints"';
  return (
    numbers(value, ['number', 'seed', 'now']) ??
    numbers(request, ['priority', 'promptTokens', 'blocks', 'blockTokens']) ??
    strings(request, ['id', 'model', 'target', 'tenant'])
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isReason(value: unknown, candidates: number): boolean {
  if (!isObject(value) || typeof value.by !== 'string' || !arePlaces(value.kept, candidates)) return false;
  const { kept, scores } = value;
  if (scores === undefined) return true;
  return Array.isArray(scores) && Array.isArray(kept) && scores.length === kept.length && isNumber(value.weight);
}

function isCandidate(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.endpoint) || !isObject(value.inFlight)) return false;
  const { measured } = value;
  return (
    typeof value.endpoint.address === 'string' &&
    numbers(value.inFlight, ['requests', 'unseen', 'prefillTokens', 'tokens']) === undefined &&
    // Logs of before do not have them.
    numbers({ headTokens: 0, headSince: 0, ...value.inFlight }, ['headTokens', 'headSince']) === undefined &&
    isNumber(value.cached) &&
    (measured === undefined ||
      (isObject(measured) && numbers(measured, ['waiting', 'running', 'kvUsage']) === undefined))
  );
}

function isLeftOut(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.endpoints)) return false;
  return value.endpoints.every(
    (one) =>
      isObject(one) &&
      typeof one.address === 'string' &&
      typeof one.cause === 'string' &&
      numbers(one, ['status', 'times', 'leftMs']) === undefined,
  );
}

function isChoice(value: unknown, candidates: number): boolean {
  if (!isObject(value)) return false;
  if (typeof value.refused === 'string') return true;
  return Array.isArray(value.chosen) && value.chosen.length > 0 && arePlaces(value.chosen, candidates);
}

function arePlaces(value: unknown, candidates: number): boolean {
  return Array.isArray(value) && value.every((place) => Number.isInteger(place) && place >= 0 && place < candidates);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function numbers(value: Fields, names: readonly string[]): string | undefined {
  const wrong = names.find((name) => !isNumber(value[name]));
  return wrong === undefined ? undefined : `"${wrong}" is to be a number`;
}

function strings(value: Fields, names: readonly string[]): string | undefined {
  const wrong = names.find((name) => typeof value[name] !== 'string');
  return wrong === undefined ? undefined : `"${wrong}" is to be a string`;
}
