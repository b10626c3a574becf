import { type Decision, type DecisionLine, type Replay, replayDecisions } from '@outrigger/inference';
import { oneLine, safeJson } from '../../events/print/safe.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { readLogs } from '../explain/read-logs.ts';
import { policyOfFile } from '../policy/policy-of-file.ts';
import { policies } from '../serve/policies.ts';
import { replayLines } from './replay-lines.ts';

/** What the flags of `outrigger inference replay` hold. */
export interface ReplayFlags {
  readonly policy?: keyof typeof policies;
  readonly policyFile?: string;
  readonly changes?: number;
  readonly output: 'table' | 'json';
}

/** Runs `outrigger inference replay` and answers with its exit code. */
export async function replay(
  files: readonly string[],
  { policy, policyFile, changes = 10, output }: ReplayFlags,
  surroundings: Surroundings,
): Promise<number> {
  const lines = await readLogs(files, surroundings);
  if (!lines) return 2;
  const recorded = recordedPolicies(lines);
  const against =
    policyFile === undefined
      ? policies[policy ?? onlyOne(recorded)]()
      : (await policyOfFile(policyFile, surroundings))?.policy;
  if (!against) return 2;
  const played = replayDecisions(lines, against);
  const { stdout } = surroundings;
  if (output === 'json') stdout.write(`${safeJson(asData(played, recorded), 2)}\n`);
  else for (const line of replayLines(played, recorded, changes)) stdout.write(`${oneLine(line)}\n`);
  const isAgain = recorded.length === 1 && recorded[0] === played.policy;
  return isAgain && played.changes.length > 0 ? 1 : 0;
}

function recordedPolicies(lines: readonly DecisionLine[]): readonly string[] {
  const names = new Set(lines.filter((line): line is Decision => 'choice' in line).map(({ policy }) => policy));
  if (names.size > 0) return [...names];
  throw new Failure('the log has no decisions', {
    code: 'no-decision',
    hint: 'write one with outrigger inference serve --decisions FILE',
  });
}

function onlyOne(names: readonly string[]): keyof typeof policies {
  const [name] = names;
  if (names.length === 1 && name !== undefined && Object.hasOwn(policies, name)) return name as keyof typeof policies;
  const known = Object.keys(policies).join(', ');
  throw badFlag('--policy', `the log was written by ${names.join(', ')}`, `name the one to play against: ${known}`);
}

function asData({ byEndpoint, changes, ...rest }: Replay, recorded: readonly string[]): object {
  return {
    recordedPolicies: recorded,
    ...rest,
    byEndpoint: Object.fromEntries(byEndpoint),
    changes: changes.map(({ decision, ...change }) => ({
      number: decision.number,
      at: decision.at,
      request: decision.request.id,
      ...change,
    })),
  };
}
