import type { IContainer, IContainerPort, IEnvVar, IHTTPGetAction, ILifecycle, IProbe } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { defaultReference } from './default-reference.ts';
import { defaultAmounts } from './default-resources.ts';
import { defaultPullPolicy } from './image-tag.ts';

type Container = Draft<IContainer>;

/** Whether ports of the container are ports of the host as well, as with `hostNetwork`. */
export type HostPorts = 'as given' | 'same as containerPort';

/** A main container with its defaults; before 1.33 its resize policy too (SetDefaults_Pod@1.32). */
export function defaultMainContainer(container: Container, hostPorts: HostPorts, server: ApiServer): Container {
  const defaulted = defaultContainer(container, hostPorts, server);
  if (server.minor >= 33 || server.gates.InPlacePodVerticalScaling !== true) return defaulted;
  const policies = defaulted.resizePolicy ?? [];
  const missing = ['cpu', 'memory'].filter((resourceName) => {
    const isRequested = defaulted.resources?.requests?.[resourceName] !== undefined;
    return isRequested && !policies.some((policy) => policy.resourceName === resourceName);
  });
  if (missing.length === 0) return defaulted;
  const added = missing.map((resourceName) => ({ resourceName, restartPolicy: 'NotRequired' }));
  return { ...defaulted, resizePolicy: [...policies, ...added] };
}

/** Any container with its defaults (SetDefaults_Container and its like @1.36.2). */
export function defaultContainer(container: Container, hostPorts: HostPorts, { minor }: ApiServer): Container {
  const { ports, env, livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return {
    ...container,
    ...(ports && { ports: ports.map((port) => defaultPort(port, hostPorts)) }),
    ...(env && { env: env.map(defaultVariable) }),
    resources: defaultResources(container),
    ...(livenessProbe && { livenessProbe: defaultProbe(livenessProbe) }),
    ...(readinessProbe && { readinessProbe: defaultProbe(readinessProbe) }),
    ...(startupProbe && { startupProbe: defaultProbe(startupProbe) }),
    ...(lifecycle && { lifecycle: defaultLifecycle(lifecycle) }),
    terminationMessagePath: container.terminationMessagePath || '/dev/termination-log',
    terminationMessagePolicy: container.terminationMessagePolicy || 'File',
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? '', minor),
  };
}

function defaultPort(port: Draft<IContainerPort>, hostPorts: HostPorts): Draft<IContainerPort> {
  const { protocol, hostPort, containerPort } = port;
  const takesHostPort = hostPorts === 'same as containerPort' && !hostPort && containerPort !== undefined;
  return { ...port, ...(takesHostPort && { hostPort: containerPort }), protocol: protocol || 'TCP' };
}

function defaultVariable(variable: Draft<IEnvVar>): Draft<IEnvVar> {
  const { valueFrom } = variable;
  if (!valueFrom) return variable;
  const { fileKeyRef } = valueFrom;
  return {
    ...variable,
    valueFrom: {
      ...defaultReference(valueFrom),
      ...(fileKeyRef && { fileKeyRef: { ...fileKeyRef, optional: fileKeyRef.optional ?? false } }),
    },
  };
}

/** Requests that are not given are what the limits are. */
function defaultResources({ resources = {} }: Container): NonNullable<Container['resources']> {
  const limits = resources.limits && defaultAmounts(resources.limits);
  const requests = (resources.requests || limits) && { ...limits, ...defaultAmounts(resources.requests ?? {}) };
  return { ...resources, ...(limits && { limits }), ...(requests && { requests }) };
}

/** SetDefaults_Probe@1.36.2; zero stands for "not given". */
function defaultProbe(probe: Draft<IProbe>): Draft<IProbe> {
  const { httpGet, grpc } = probe;
  return {
    ...probe,
    ...(httpGet && { httpGet: defaultHttpGet(httpGet) }),
    ...(grpc && { grpc: { ...grpc, service: grpc.service ?? '' } }),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function defaultLifecycle(lifecycle: Draft<ILifecycle>): Draft<ILifecycle> {
  const { postStart, preStop } = lifecycle;
  return {
    ...lifecycle,
    ...(postStart?.httpGet && { postStart: { ...postStart, httpGet: defaultHttpGet(postStart.httpGet) } }),
    ...(preStop?.httpGet && { preStop: { ...preStop, httpGet: defaultHttpGet(preStop.httpGet) } }),
  };
}

function defaultHttpGet(action: Draft<IHTTPGetAction>): Draft<IHTTPGetAction> {
  return { ...action, path: action.path || '/', scheme: action.scheme || 'HTTP' };
}
