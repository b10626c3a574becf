import { ApiError, type Client, clientOf, createLocal } from '@outrigger/cluster';
import type { Path, Problem } from '@outrigger/manifest';
import { refusalProblems } from '../../input/refusal-problems.ts';
import type { ControlledObject } from '../plan/controlled-object.ts';
import { makeCompanions } from './companions.ts';
import { RESOURCES } from './resources.ts';

/** Why an API server would not take these objects, each reason with its place; nothing is kept of the asking. */
export async function findRefusals(objects: readonly ControlledObject[]): Promise<readonly Problem[]> {
  const server = createLocal();
  try {
    const client = clientOf(server, { username: 'system:outrigger', groups: ['system:masters'] });
    const found: Problem[] = [];
    for (const object of objects) found.push(...(await ask(client, object)));
    return found;
  } finally {
    server.close();
  }
}

async function ask(client: Client, controlled: ControlledObject): Promise<readonly Problem[]> {
  const { kind, object, workload } = controlled;
  try {
    await makeCompanions(client, [controlled]);
    await client.create(RESOURCES[kind], object, { dryRun: true });
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refusalProblems(error, workload.object, (path) => inText(path, controlled));
  }
}

/** Where something of the object is in what somebody has written. */
function inText(path: Path, { workload }: ControlledObject): Path {
  const [first, second, ...rest] = path;
  // A Job's own settings stand around the settings of its pods, a CronJob's stand around those.
  if (first !== 'spec') return [...(workload.kind === 'CronJob' ? ['spec', 'jobTemplate'] : []), ...path];
  if (second === 'template') return [...workload.template.spec.slice(0, -1), ...rest];
  // What a Job says stands beside its template, and so does what a ReplicaSet says.
  return [...workload.template.spec.slice(0, -2), ...(second === undefined ? [] : [second]), ...rest];
}
