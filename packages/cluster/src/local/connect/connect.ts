import type { ApiAnswer } from '../answer/api-answer.ts';
import { noSuchResource, notFound } from '../answer/refusal.ts';
import type { Call } from '../world.ts';
import { answerCommand } from './command.ts';
import { answerLogs } from './logs.ts';
import type { NodeConnection } from './node-connection.ts';
import { answerPortForward } from './port-forward.ts';
import { answerProxy } from './proxy.ts';
import { answerUsage } from './usage.ts';

/** What reaches into nodes and containers: log, exec, attach, portforward, proxy, and what they use. */
export function createConnect(nodes: Nodes): (call: Call) => Promise<ApiAnswer> | ApiAnswer {
  return (call) => {
    const { resource, info } = call;
    if (resource.group === 'metrics.k8s.io') return answerUsage(call, nodes);
    const answer = answers[`${resource.plural}/${info.subresource}`];
    if (answer === undefined) throw noSuchResource();
    return answer(call, nodes);
  };
}

/** What a kubelet offers itself is not passed on here; who asks for a node that is not there is told so. */
function answerNodeProxy({ info, resource, world }: Call): never {
  const [, name = info.name] = /^(?:https?:)?([^:]+)(?::.*)?$/.exec(info.name) ?? [];
  if (world.store.get(resource.bucket, name) === undefined) throw notFound(resource, name);
  throw noSuchResource();
}

type Nodes = (name: string) => NodeConnection | undefined;

const answers: Readonly<Record<string, (call: Call, nodes: Nodes) => Promise<ApiAnswer> | ApiAnswer>> = {
  'pods/log': answerLogs,
  'pods/exec': answerCommand,
  'pods/attach': answerCommand,
  'pods/portforward': answerPortForward,
  'pods/proxy': answerProxy,
  'services/proxy': answerProxy,
  'nodes/proxy': answerNodeProxy,
};
