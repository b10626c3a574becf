import {
  type EventFilter,
  type IncidentFilter,
  RefusedRequest,
  readEventFilter,
  readIncidentFilter,
} from '@outrigger/events';
import { badFlag } from '../../world/failure.ts';
import type { AskFlags } from './flags.ts';

/** The events that flags ask for, by the rules of the REST API: one word means the same in both. */
export function filterOf(flags: AskFlags, now: number): EventFilter {
  return told(() => readEventFilter(parametersOf(flags), now));
}

/** The incidents that flags ask for. */
export function incidentFilterOf(flags: AskFlags, now: number): IncidentFilter {
  return told(() => readIncidentFilter(parametersOf(flags), now));
}

/** How many are wanted. */
export function limitOf({ limit }: AskFlags): number {
  const count = Number(limit);
  if (count >= 1) return count;
  throw badFlag('--limit', `${limit} are none`);
}

function parametersOf(flags: AskFlags): URLSearchParams {
  const parameters = new URLSearchParams();
  const { namespace, allNamespaces, selector } = flags;
  const add = (name: string, values: string | readonly string[] | undefined) => {
    for (const value of [values ?? []].flat()) parameters.append(name, value);
  };
  if (!allNamespaces) add('namespace', namespace);
  for (const name of SAME_NAMES) add(name, flags[name]);
  for (const label of selector?.split(',') ?? []) {
    if (!/^[^=!\s]+==?[^=]*$/.test(label)) {
      throw badFlag('--selector', `"${label}" cannot be asked for`, 'only key=value can, several with commas');
    }
    parameters.append('label', label.replace('==', '='));
  }
  return parameters;
}

const SAME_NAMES = [
  'for',
  'workload',
  'node',
  'types',
  'reason',
  'category',
  'severity',
  'correlationId',
  'template',
  'text',
  'cluster',
  'since',
  'until',
  'state',
] as const;

/** The API's words, with the flag's name. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const [first] = error instanceof RefusedRequest ? (error.problem.errors ?? []) : [];
    if (first === undefined) throw error;
    throw badFlag(FLAGS[first.parameter] ?? `--${first.parameter}`, first.detail);
  }
}

const FLAGS: Readonly<Record<string, string>> = { correlationId: '--correlation-id', label: '--selector' };
