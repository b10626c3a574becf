import type { Scenario } from '@outrigger/pod';

type Pod = Scenario['pod'];

/** A Scenario's pod as its player hands it in: probes and hooks without a handler get a command (golden/README.md). */
export function withHandlers(pod: Pod): Pod {
  const { spec } = pod;
  if (typeof spec !== 'object' || spec === null) return pod;
  const { initContainers, containers } = spec;
  return {
    ...pod,
    spec: {
      ...spec,
      ...(Array.isArray(containers) ? { containers: containers.map(complete) } : {}),
      ...(Array.isArray(initContainers) ? { initContainers: initContainers.map(complete) } : {}),
    },
  };
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

function complete<C extends object>(container: C): C {
  const completed = { ...container } as Record<string, unknown>;
  for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    completed[name] = withHandler(completed[name]);
  const hooks = completed.lifecycle;
  if (typeof hooks === 'object' && hooks !== null) {
    const entries = Object.entries(hooks).map(([name, hook]) => [
      name,
      name === 'stopSignal' ? hook : withHandler(hook),
    ]);
    completed.lifecycle = Object.fromEntries(entries);
  }
  return completed as C;
}

function withHandler(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || HANDLERS.some((handler) => handler in value)) return value;
  return { ...value, exec: { command: ['sh'] } };
}
