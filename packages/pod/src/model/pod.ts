import type { IContainer, IPod, IProbe } from 'kubernetes-models/v1';
import type { Kubelet } from '../kubelet/profile.ts';

/** A pod as the engine reads it: defaults filled in, containers in one list, kinds decided for one kubelet. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly graceSeconds: number;
  readonly activeDeadlineSeconds: number | undefined;
  readonly readinessGates: readonly string[];
  /** Init containers in their order, then main containers, then ephemeral ones; a container's index is its place here. */
  readonly containers: readonly Container[];
  readonly inits: readonly Container[];
  readonly mains: readonly Container[];
  /** Main containers and sidecars, in the order in which the kubelet makes their probes. */
  readonly probed: readonly Container[];
  readonly hasSidecars: boolean;
  /** Some container has a rule with the action RestartAllContainers. */
  readonly mayRestartAll: boolean;
}

/** What the kubelet takes a container for. `sidecar` is an init container with `restartPolicy: Always`. */
export type ContainerKind = 'init' | 'sidecar' | 'main' | 'ephemeral';

/** One container of a pod. */
export interface Container {
  readonly index: number;
  readonly name: string;
  readonly kind: ContainerKind;
  readonly image: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never' | undefined;
  readonly rules: readonly RestartRule[];
  readonly probes: Readonly<Partial<Record<ProbeKind, Probe>>>;
  readonly hooks: Readonly<Partial<Record<HookKind, Hook>>>;
  readonly stopSignal: string;
  /** Where Events about it point: `spec.containers{app}`. */
  readonly field: string;
}

/** One entry of `restartPolicyRules` (KEP-5307, KEP-5532). */
export interface RestartRule {
  /** `None` stands for RestartAllContainers where its gate is off: the rule matches, and the policy decides. */
  readonly action: 'Restart' | 'RestartAllContainers' | 'None';
  readonly operator: 'In' | 'NotIn';
  readonly values: readonly number[];
}

/** The three kinds of probe. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';
/** The kinds in the order in which the kubelet makes their workers (pkg/kubelet/prober/prober_manager.go: AddPod). */
export const PROBE_KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];

/** A probe with the API server's defaults filled in. */
export interface Probe {
  readonly kind: ProbeKind;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  /** Replaces the pod's grace period when this probe kills. */
  readonly graceSeconds: number | undefined;
  /** What it does, as written in the pod. */
  readonly handler: IProbe;
}

/** The two kinds of hook. */
export type HookKind = 'postStart' | 'preStop';

/** A lifecycle hook; `sleepSeconds` is set for the action the kubelet carries out itself. */
export interface Hook {
  readonly kind: HookKind;
  readonly sleepSeconds: number | undefined;
  /** What it does, as written in the pod. */
  readonly handler: object;
}

/** Reads a pod the way one kubelet does: without the gate SidecarContainers an init container is never a sidecar. */
export function readPod(pod: IPod, kubelet: Kubelet): Pod {
  const spec = pod.spec;
  const sidecars = kubelet.gates.SidecarContainers;
  const rules = kubelet.gates.ContainerRestartRules;
  const all = kubelet.gates.RestartAllContainersOnContainerExits;
  const containers: Container[] = [];
  const add = (written: IContainer, kind: ContainerKind, list: string) =>
    containers.push(readContainer(written, { kind, list, index: containers.length, rules, all }));
  for (const c of spec?.initContainers ?? []) {
    add(c, sidecars && c.restartPolicy === 'Always' ? 'sidecar' : 'init', 'initContainers');
  }
  for (const c of spec?.containers ?? []) add(c, 'main', 'containers');
  for (const c of spec?.ephemeralContainers ?? []) add(c as IContainer, 'ephemeral', 'ephemeralContainers');
  const mains = containers.filter((c) => c.kind === 'main');
  return {
    name: pod.metadata?.name ?? 'pod',
    namespace: pod.metadata?.namespace ?? 'default',
    restartPolicy: (spec?.restartPolicy ?? 'Always') as Pod['restartPolicy'],
    graceSeconds: spec?.terminationGracePeriodSeconds ?? 30,
    activeDeadlineSeconds: spec?.activeDeadlineSeconds,
    readinessGates: (spec?.readinessGates ?? []).map((gate) => gate.conditionType),
    containers,
    inits: containers.filter((c) => c.kind === 'init' || c.kind === 'sidecar'),
    mains,
    probed: [...mains, ...containers.filter((c) => c.kind === 'sidecar')],
    hasSidecars: containers.some((c) => c.kind === 'sidecar'),
    mayRestartAll: containers.some((c) => c.rules.some((rule) => rule.action === 'RestartAllContainers')),
  };
}

interface Place {
  readonly kind: ContainerKind;
  readonly list: string;
  readonly index: number;
  /** Gates ContainerRestartRules and RestartAllContainersOnContainerExits. */
  readonly rules: boolean;
  readonly all: boolean;
}

function readContainer(written: IContainer, { kind, list, index, rules, all }: Place): Container {
  const image = written.image ?? '';
  const probed = kind === 'main' || kind === 'sidecar';
  return {
    index,
    name: written.name,
    kind,
    image,
    pullPolicy: (written.imagePullPolicy ?? defaultPullPolicy(image)) as Container['pullPolicy'],
    restartPolicy: rules || kind === 'sidecar' ? (written.restartPolicy as Container['restartPolicy']) : undefined,
    rules: rules ? readRules(written, all) : [],
    probes: probed ? readProbes(written) : {},
    // An ordinary init container may have none, so these are a sidecar's under a kubelet that does not know sidecars: it runs them.
    hooks: kind === 'ephemeral' ? {} : readHooks(written),
    stopSignal: written.lifecycle?.stopSignal ?? 'SIGTERM',
    field: `spec.${list}{${written.name}}`,
  };
}

/** pkg/apis/core/v1/defaults.go: SetDefaults_Container. */
function defaultPullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function readRules(written: IContainer, all: boolean): readonly RestartRule[] {
  return (written.restartPolicyRules ?? []).map((rule) => ({
    action: rule.action === 'RestartAllContainers' && !all ? 'None' : (rule.action as RestartRule['action']),
    operator: (rule.exitCodes?.operator ?? 'In') as RestartRule['operator'],
    values: rule.exitCodes?.values ?? [],
  }));
}

function readProbes(written: IContainer): Container['probes'] {
  const probes: { -readonly [K in ProbeKind]?: Probe } = {};
  for (const kind of PROBE_KINDS) {
    const probe = written[`${kind}Probe`];
    if (probe) probes[kind] = readProbe(kind, probe);
  }
  return probes;
}

/** pkg/apis/core/v1/defaults.go: SetDefaults_Probe. */
function readProbe(kind: ProbeKind, probe: IProbe): Probe {
  return {
    kind,
    initialDelaySeconds: probe.initialDelaySeconds ?? 0,
    periodSeconds: probe.periodSeconds || 10,
    timeoutSeconds: probe.timeoutSeconds || 1,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
    graceSeconds: probe.terminationGracePeriodSeconds,
    handler: probe,
  };
}

function readHooks(written: IContainer): Container['hooks'] {
  const hooks: { -readonly [K in HookKind]?: Hook } = {};
  for (const kind of ['postStart', 'preStop'] as const) {
    const handler = written.lifecycle?.[kind];
    if (handler) hooks[kind] = { kind, sleepSeconds: handler.sleep?.seconds, handler };
  }
  return hooks;
}
