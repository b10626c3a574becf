import type { Json, JsonObject, Workload } from '@outrigger/manifest';
import type { KnownContainer } from '../../catalog/catalog-entry.ts';
import { readImageName } from '../../catalog/read-image-name.ts';
import { readNote } from './istio-note.ts';

type Pod = Workload['pod'];
type Lifecycle = { readonly postStart?: Hook; readonly preStop?: Hook };
type Hook = { readonly exec?: { readonly command?: readonly string[] } };

/**
 * The hooks of a native proxy: no postStart that blocks, a preStop that drains; what the pod itself says wins. Undefined where
 * they stay as they are: a mesh that sets hooks of its own (`global.proxy.lifecycle`) sets them in both modes, and before 1.21
 * (istio/istio#47226) the template has the same in both and the agent knows no `drain`.
 */
export function istioLifecycle(
  pod: Pod,
  container: KnownContainer & { readonly lifecycle?: Lifecycle },
): Json | undefined {
  if (isBeforeDrain(container.image)) return undefined;
  const own = container.lifecycle ?? {};
  const asked = askedFor(pod, container.name);
  const written = Object.entries(own).filter(([hook]) => !(hook in asked));
  if (!written.every(([hook, value]) => hook === 'postStart' && isWait(value))) return undefined;
  return { preStop: { exec: { command: drain(agentPort(pod, container)) } }, ...asked };
}

/** The hooks that the pod's own `istio-proxy` container had before it was injected. */
function askedFor(pod: Pod, name: string): JsonObject {
  const { containers } = readNote(pod.metadata?.annotations?.['proxy.istio.io/overrides']) ?? {};
  const own = Array.isArray(containers)
    ? (containers as readonly JsonObject[]).find((each) => each.name === name)
    : undefined;
  return (own?.lifecycle as JsonObject | undefined) ?? {};
}

const isWait = (hook: Hook): boolean => hook.exec?.command?.join(' ') === 'pilot-agent wait';

const drain = (port: string): readonly string[] => ['pilot-agent', 'request', `--debug-port=${port}`, 'POST', 'drain'];

/**
 * The port of the agent, which the template writes out even where it is 0 and the agent has no server to ask. An annotation of the
 * pod says it; that of the whole mesh (`global.proxy.statusPort`) shows in what the template makes of it: no readiness probe for
 * 0, and otherwise the port that its init container leaves alone behind the fixed ones (`excludeInboundPort` in
 * pkg/kube/inject/template.go).
 */
function agentPort(pod: Pod, { readinessProbe }: KnownContainer): string {
  const annotated = pod.metadata?.annotations?.['status.sidecar.istio.io/port'];
  if (annotated !== undefined) return annotated;
  if (!readinessProbe) return '0';
  const args = pod.spec?.initContainers?.find((init) => /^istio-(?:init|validation)$/.test(init.name))?.args ?? [];
  const [, ports] = /^15090,15021,([\d,]+)$/.exec(args[args.indexOf('-d') + 1] ?? '') ?? [];
  const apart = ports?.split(',') ?? [];
  return apart.includes(DEFAULT_PORT) ? DEFAULT_PORT : (apart.at(-1) ?? DEFAULT_PORT);
}

const DEFAULT_PORT = '15020';

function isBeforeDrain(image: string | undefined): boolean {
  const tag = image === undefined ? undefined : readImageName(image).tag;
  const minor = /^v?1\.(\d+)(?:[.-]|$)/.exec(tag ?? '')?.[1];
  return minor !== undefined && Number(minor) < 21;
}
