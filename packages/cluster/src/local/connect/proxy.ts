import { request as sendHttp } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Draft } from '@outrigger/pod';
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { badRequest, notFound, refusal } from '../answer/refusal.ts';
import { keyOf } from '../read/stored-object.ts';
import type { Call } from '../world.ts';
import { isNodeProblem, type NodeConnection } from './node-connection.ts';
import { type KeptPod, nodeOfPod, placeOf, podOfCall } from './pod-of-call.ts';

/**
 * An HTTP request through the API server to a pod, `pods/NAME:PORT/proxy/PATH`, or to a pod of a service (kubernetes
 * pkg/registry/core/pod/strategy.go ResourceLocation, pkg/registry/core/service/storage/storage.go@1.36).
 */
export async function answerProxy(call: Call, nodes: (name: string) => NodeConnection | undefined): Promise<ApiAnswer> {
  const { info, request, world } = call;
  const [, scheme = 'http', name = '', port = ''] = /^(?:(https?):)?([^:]+)(?::(.*))?$/.exec(info.name) ?? [];
  if (scheme === 'https') throw badRequest('a proxy to a port that speaks TLS is not offered here');
  const named: Call = { ...call, info: { ...info, name } };
  const { pod, number } = call.resource.plural === 'pods' ? podPort(podOfCall(named), port) : servicePort(named, port);
  // A pod without an address is refused for that (proxyutil.IsProxyableIP@1.36).
  if (call.resource.plural === 'pods' && !pod.spec?.nodeName && !pod.status?.podIP)
    throw badRequest('address not allowed');
  const node = nodeOfPod(pod, nodes);
  const gone = AbortSignal.any([request.signal, world.closing]);
  const connection = await node.portForward(placeOf(pod), number, gone);
  if (isNodeProblem(connection)) {
    throw refusal(503, 'ServiceUnavailable', `error trying to reach service: ${connection.problem}`);
  }
  return await passOn(named, connection);
}

interface PodPort {
  readonly pod: KeptPod;
  readonly number: number;
}

/** Without a port it is the first one that a container has, and 80 where there is none. */
function podPort(pod: KeptPod, asked: string): PodPort {
  const ports = (pod.spec?.containers ?? []).flatMap(({ ports: own = [] }) => own);
  const found = asked === '' ? ports[0] : ports.find(({ name }) => name === asked);
  return { pod, number: found?.containerPort ?? (Number(asked) || 80) };
}

function servicePort({ info, resource, world }: Call, asked: string): PodPort {
  const stored = world.store.get(resource.bucket, keyOf(resource, info.namespace, info.name));
  if (stored === undefined) throw notFound(resource, info.name);
  const { ports = [] } = (stored as Draft<IService>).spec ?? {};
  const port =
    asked === '' && ports.length === 1
      ? ports[0]
      : ports.find(({ name, port }) => name === asked || String(port) === asked);
  if (port === undefined)
    throw refusal(
      503,
      'ServiceUnavailable',
      `no service port ${JSON.stringify(asked)} found for service ${JSON.stringify(info.name)}`,
    );
  const slices = world.store.list('endpointslices.discovery.k8s.io', { prefix: `${info.namespace}/` });
  const own = ('entries' in slices ? slices.entries : [])
    .map(({ object }) => object as Draft<IEndpointSlice>)
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === info.name);
  for (const { endpoints = [], ports: numbers = [] } of own) {
    const number = numbers.find(({ name = '' }) => name === (port.name ?? ''))?.port;
    const ready = endpoints.find(
      ({ conditions, targetRef }) => conditions?.ready !== false && targetRef?.kind === 'Pod',
    );
    const pod = ready && world.store.get('pods', `${info.namespace}/${ready.targetRef?.name}`);
    if (pod !== undefined && number !== undefined) return { pod: pod as KeptPod, number };
  }
  throw refusal(503, 'ServiceUnavailable', `no endpoints available for service ${JSON.stringify(info.name)}`);
}

function passOn({ info, request }: Call, connection: Duplex): Promise<ApiAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const { authorization: _, host: _host, connection: _connection, ...headers } = request.headers;
  const query = request.query.size > 0 ? `?${request.query}` : '';
  const sending = sendHttp(
    {
      createConnection: () => connection,
      method: request.method,
      path: `/${info.rest}${query}`,
      headers: { ...headers, host: info.name, 'content-length': request.body.byteLength },
    },
    (incoming) => {
      const { 'transfer-encoding': _encoding, connection: _close, ...given } = incoming.headers;
      const kept = Object.entries(given).map(([name, value]) => [name, String(value)]);
      resolve({ status: incoming.statusCode ?? 502, headers: Object.fromEntries(kept), body: incoming });
    },
  );
  sending.once('error', (cause) =>
    reject(refusal(503, 'ServiceUnavailable', `error trying to reach service: ${cause.message}`)),
  );
  sending.end(request.body);
  return promise;
}
