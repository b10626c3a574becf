import { type Decision, type ExplainedDecision, explainDecision } from '@outrigger/inference';
import { oneLine, safeJson } from '../../events/print/safe.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { candidateLines } from './candidate-lines.ts';
import { readLogs } from './read-logs.ts';

/** What the flags of `outrigger inference explain` hold. */
export interface ExplainFlags {
  readonly request?: string;
  readonly endpoint?: string;
  readonly last?: number;
  readonly all?: boolean;
  readonly output: 'text' | 'json' | 'jsonl';
}

/** Runs `outrigger inference explain` and answers with its exit code. */
export async function explain(
  files: readonly string[],
  { request, endpoint, last = 1, all = false, output }: ExplainFlags,
  surroundings: Surroundings,
): Promise<number> {
  if (last < 1) throw badFlag('--last', 'there is nothing to say of none', 'write 1 or more');
  const lines = await readLogs(files, surroundings);
  if (!lines) return 2;
  const decisions = lines.filter((line): line is Decision => 'choice' in line);
  const fitting = decisions.filter(
    (decision) =>
      (request === undefined || decision.request.id === request) &&
      (endpoint === undefined || namesOfChosen(decision).includes(endpoint)),
  );
  if (fitting.length === 0) {
    throw new Failure(decisions.length === 0 ? 'the log has no decisions' : 'the log has no such decision', {
      code: 'no-decision',
      hint: decisions.length === 0 ? 'write one with outrigger inference serve --decisions FILE' : spanOf(decisions),
    });
  }
  const explained = fitting.slice(-last).map((decision) => ({ decision, explained: explainDecision(decision) }));
  const { stdout } = surroundings;
  if (output === 'json') stdout.write(`${safeJson({ items: explained.map(asData) }, 2)}\n`);
  else if (output === 'jsonl') for (const each of explained) stdout.write(`${safeJson(asData(each))}\n`);
  else
    for (const [at, each] of explained.entries()) {
      if (at > 0) stdout.write('\n');
      stdout.write(storyOf(each.explained, all));
    }
  return 0;
}

function storyOf({ headline, steps, table }: ExplainedDecision, all: boolean): string {
  const shown = all ? table : table.slice(0, 10);
  const left = table.length - shown.length;
  const lines = [
    oneLine(headline),
    ...steps.map((step) => `  ${oneLine(step)}`),
    '',
    ...candidateLines(shown).map(oneLine),
    ...(left > 0 ? [`… and ${left} more: --all shows them`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function asData({
  decision,
  explained,
}: {
  readonly decision: Decision;
  readonly explained: ExplainedDecision;
}): object {
  return {
    number: decision.number,
    at: decision.at,
    request: decision.request,
    policy: decision.policy,
    choice: decision.choice,
    headline: explained.headline,
    steps: explained.steps,
    candidates: explained.table.map(({ candidate, isChosen, total }) => ({ ...candidate, isChosen, total })),
  };
}

function namesOfChosen({ candidates, choice }: Decision): readonly string[] {
  if ('refused' in choice) return [];
  const endpoint = candidates[choice.chosen[0] as number]?.endpoint;
  if (!endpoint) return [];
  const { address, pod } = endpoint;
  return pod ? [address, pod.name, `${pod.namespace}/${pod.name}`] : [address];
}

function spanOf(decisions: readonly Decision[]): string {
  return `it has ${decisions.length} decisions, from ${decisions[0]?.at} to ${decisions.at(-1)?.at}`;
}
