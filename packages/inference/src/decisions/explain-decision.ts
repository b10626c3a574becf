import type { EjectedEndpoint } from '../eject/ejected-endpoint.ts';
import type { Reason } from '../schedule/policy.ts';
import type { DecidedCandidate, Decision } from './decision.ts';

/** Why a request went where it went. */
export interface ExplainedDecision {
  readonly headline: string;
  /** Sentences, in the order in which the policy thought. */
  readonly steps: readonly string[];
  /** All candidates, the best first, those that a filter had left out last. */
  readonly table: readonly ExplainedCandidate[];
}

/** A candidate with what it had for and against it. */
export interface ExplainedCandidate {
  readonly candidate: DecidedCandidate;
  readonly isChosen: boolean;
  /** Sum of all weighted scores; undefined where a filter left it out, or nothing was scored. */
  readonly total: number | undefined;
}

/** A choice in words. */
export function explainDecision(decision: Decision): ExplainedDecision {
  const { candidates, choice, reasons } = decision;
  const filters = reasons.filter((reason) => !('scores' in reason));
  const scored = reasons.filter((reason) => 'scores' in reason);
  const totals = totalsOf(candidates.length, scored);
  const chosen = 'chosen' in choice ? choice.chosen : [];
  const steps = [
    ...leftOutSentences(decision),
    ...filters.map((reason) => filterSentence(decision, reason)),
    ...whySentences(decision, scored, totals),
  ];
  const order = candidates
    .map((_, place) => place)
    .toSorted(
      (a, b) => rank(chosen, a) - rank(chosen, b) || (totals[b] ?? -Infinity) - (totals[a] ?? -Infinity) || a - b,
    );
  return {
    headline: headline(decision),
    steps,
    table: order.map((place) => ({
      candidate: candidates[place] as DecidedCandidate,
      isChosen: place === chosen[0],
      total: totals[place],
    })),
  };
}

function headline({ at, request, choice, candidates, policy }: Decision): string {
  const { id, model, target, priority, promptTokens } = request;
  const what = target === model ? model : `${model}, as ${target}`;
  const where =
    'refused' in choice
      ? `was refused (${choice.refused})`
      : `went to ${addressAt(candidates, choice.chosen[0] as number)}`;
  const among = candidates.length === 1 ? 'the only endpoint' : `${candidates.length} endpoints`;
  return `${at} request ${id || '(without an id)'} for ${what || 'no model'} (priority ${priority}, ${promptTokens} prompt tokens) ${where}: policy ${policy} among ${among}`;
}

/** Who could not be chosen for its failures, or could all the same. */
function leftOutSentences({ leftOut }: Decision): readonly string[] {
  if (!leftOut) return [];
  const { endpoints, isPanic } = leftOut;
  const head = isPanic ? ['too few are left without those that are ejected: all may be chosen'] : [];
  return [...head, ...endpoints.map(ejectedSentence)];
}

function ejectedSentence({ address, is, cause, status, times, leftMs }: EjectedEndpoint): string {
  if (is === 'on-trial')
    return `on trial: ${address}, with few requests at once until it has answered some (last ${status})`;
  const again = times > 1 ? ` (${times} times by now)` : '';
  return `ejected: ${address}, for ${Math.ceil(leftMs / 1000)} s more${again}: ${CAUSES[cause]}, the last ${status}`;
}

const CAUSES: { readonly [cause in EjectedEndpoint['cause']]: string } = {
  'consecutive-5xx': 'answers of 5xx in a row',
  'consecutive-gateway-failure': 'answers of 502, 503 or 504 in a row',
  'failed-trial': 'it failed on trial',
};

function filterSentence({ candidates }: Decision, { by, kept }: Reason): string {
  if (kept.length === 0) return `${by}: none fits`;
  if (kept.length === candidates.length) return `${by}: all ${kept.length} fit`;
  return `${by}: keeps ${kept.length}: ${listed(kept.map((place) => addressAt(candidates, place)))}`;
}

/** What told the winner from the next best, the weightiest first. */
function whySentences(
  { candidates, choice }: Decision,
  scored: readonly Scored[],
  totals: readonly (number | undefined)[],
): readonly string[] {
  if ('refused' in choice) return [];
  const winner = choice.chosen[0] as number;
  const own = totals[winner];
  if (own === undefined) return ['one of those that are left, by chance'];
  const next = bestBeside(totals, winner);
  if (next === undefined) return ['no other was left'];
  const difference = own - (totals[next] as number);
  const other = addressAt(candidates, next);
  const head =
    difference === 0
      ? `as good as ${other}: chance chose`
      : difference > 0
        ? `better than ${other}, the next best, by ${number(difference)}`
        : `${other} has ${number(-difference)} more: chance chose, weighted`;
  const terms = scored
    .map(({ by, weight, kept, scores }) => {
      const mine = scores[kept.indexOf(winner)] ?? 0;
      const theirs = scores[kept.indexOf(next)] ?? 0;
      return { by, mine, theirs, gain: weight * (mine - theirs) };
    })
    .filter(({ gain }) => gain !== 0)
    .toSorted((a, b) => Math.abs(b.gain) - Math.abs(a.gain))
    .map(
      ({ by, mine, theirs, gain }) =>
        `${gain > 0 ? 'for' : 'against'} it, ${number(Math.abs(gain))}: ${by} ${number(mine)}, there ${number(theirs)}`,
    );
  return [head, ...terms];
}

type Scored = Extract<Reason, { readonly scores: readonly number[] }>;

function totalsOf(size: number, scored: readonly Scored[]): readonly (number | undefined)[] {
  const totals = new Array<number | undefined>(size).fill(undefined);
  for (const { weight, kept, scores } of scored)
    for (const [i, place] of kept.entries()) totals[place] = (totals[place] ?? 0) + weight * (scores[i] as number);
  return totals;
}

function bestBeside(totals: readonly (number | undefined)[], winner: number): number | undefined {
  let best: number | undefined;
  for (const [place, total] of totals.entries()) {
    if (place === winner || total === undefined) continue;
    if (best === undefined || total > (totals[best] as number)) best = place;
  }
  return best;
}

function rank(chosen: readonly number[], place: number): number {
  const at = chosen.indexOf(place);
  return at < 0 ? chosen.length : at;
}

function addressAt(candidates: readonly DecidedCandidate[], place: number): string {
  const { pod, address } = (candidates[place] as DecidedCandidate).endpoint;
  return pod ? `${pod.name} (${address})` : address;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** Three digits say enough. */
function number(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
