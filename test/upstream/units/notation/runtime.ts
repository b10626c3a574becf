import type { Instance, Runtime } from '../../../../packages/pod/src/lifecycle/runtime.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';
import { containerOf } from './pod.ts';
import { wordsOf } from './words.ts';

/**
 * What the runtime has of a pod, newest first.
 *
 * - A sandbox is a line `ATTEMPT ready` or `ATTEMPT gone`; by default there is one, `0 ready`.
 * - An instance is a line `NAME STATE WORDS`; NAME may carry an attempt (`app/1`), and is the instance's id. STATE is
 *   `created`, `running`, `unknown` or `exited CODE`. WORDS: `image=NAME` where it is not the pod's, `sandbox=ATTEMPT`
 *   where it is not the newest one's, `finished=SECOND`.
 */
export interface GivenRuntime {
  readonly sandboxes?: readonly string[];
  readonly runtime?: readonly string[];
}

/** The runtime as the engine knows it. */
export function runtimeOf(given: GivenRuntime, pod: Pod): Runtime {
  const sandboxes = (given.sandboxes ?? ['0 ready']).map((line) => {
    const [attempt = '', state = ''] = line.split(' ');
    return { id: `sandbox/${attempt}`, attempt: Number(attempt), ready: state === 'ready' };
  });
  const newest = sandboxes[0]?.attempt ?? 0;
  return { sandboxes, instances: (given.runtime ?? []).map((line) => readInstance(line, pod, newest)) };
}

const STATES = ['created', 'running', 'unknown', 'exited'] as const;

function readInstance(line: string, pod: Pod, newestSandbox: number): Instance {
  const [id, stateWord, ...words] = wordsOf(line);
  const state = STATES.find((known) => known === stateWord?.name);
  if (!id || !state) throw new Error(`no instance: ${line}`);
  const [name = '', attempt = '0'] = id.name.split('/');
  const container = containerOf(pod, name);
  const value = (key: string) => words.find((word) => word.name === key)?.value;
  const exitCode = state === 'exited' ? Number(words[0]?.name) : 0;
  return {
    id: id.name,
    name,
    index: container.index,
    attempt: Number(attempt) || 0,
    sandbox: Number(value('sandbox') ?? newestSandbox),
    image: value('image') ?? container.image,
    state,
    createdAt: 0,
    startedAt: state === 'running' || state === 'exited' ? 0 : Number.NaN,
    finishedAt: state === 'exited' ? Number(value('finished') ?? 0) * 1000 : Number.NaN,
    exitCode,
    reason: state !== 'exited' ? '' : exitCode === 0 ? 'Completed' : 'Error',
    message: '',
  };
}
