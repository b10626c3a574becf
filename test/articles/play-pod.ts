import type { Behaviour, Happening, IPodSpec, Timeline } from './door.ts';
import { kubeletOf, parseDuration, play } from './door.ts';

/** A small pod's life, as a test writes it down. */
export interface SmallLife {
  readonly spec: IPodSpec;
  /** Per container; what is left out runs on, and its probes succeed at once. */
  readonly behaviour?: Readonly<Record<string, SmallBehaviour>>;
  readonly deleteAt?: string;
  readonly until?: string;
  readonly kubelet?: string;
}

/** How a container behaves, in words such as `12s`. */
export interface SmallBehaviour {
  readonly run?: string;
  readonly exit?: number;
  readonly onTerm?: { readonly after?: string; readonly exit?: number; readonly ignore?: boolean };
  /** Since when its startup probe succeeds; `never`. */
  readonly startup?: string;
  readonly preStop?: string;
}

/** Plays a small pod by the bare rules. */
export function playPod({ spec, behaviour = {}, deleteAt, until = '10m', kubelet = '1.36.2' }: SmallLife): Timeline {
  const profile = kubeletOf(kubelet, { gates: kubelet.startsWith('1.28') ? { SidecarContainers: true } : {} });
  if (!profile) throw new Error(`no kubelet ${kubelet}`);
  const timeline: readonly Happening[] =
    deleteAt === undefined ? [] : [{ at: ms(deleteAt), does: 'delete', graceSeconds: undefined }];
  const entries = Object.entries(behaviour).map(([name, small]) => [name, [toBehaviour(small)]] as const);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec } as const;
  const life = { behaviour: Object.fromEntries(entries), timeline, until: ms(until), missingImages: isMissing };
  return play({ name: 'pod', description: '', pod, ...life }, profile);
}

/** When a container first did something, in seconds; Infinity = never. */
export function first({ log }: Timeline, container: string, what: Timeline['log'][number]['what']): number {
  const entry = log.find((each) => each.container === container && each.what === what);
  return entry ? entry.at / 1000 : Number.POSITIVE_INFINITY;
}

/** How often a container was started. */
export function starts({ log }: Timeline, container: string): number {
  return log.filter((entry) => entry.container === container && entry.what === 'start').length;
}

/** The pod's last phase. */
export function lastPhase({ status }: Timeline): string {
  return status.findLast((entry) => entry.status)?.status?.phase ?? 'Pending';
}

/** Images called `missing` cannot be had. */
function isMissing(image: string): boolean {
  return image === 'missing';
}

function toBehaviour({
  run = 'forever',
  exit = 0,
  onTerm = {},
  startup = '0s',
  preStop = '0s',
}: SmallBehaviour): Behaviour {
  const forever = Number.POSITIVE_INFINITY;
  const probe = { succeedAfter: startup === 'never' ? 0 : ms(startup), failAfter: forever, never: startup === 'never' };
  return {
    run: run === 'forever' ? forever : ms(run),
    exit,
    onTerm: { after: ms(onTerm.after ?? '0s'), exit: onTerm.exit ?? 0, ignore: onTerm.ignore ?? false },
    probes: { startup: { ...probe, takes: 0, lingers: false } },
    hooks: { preStop: { takes: ms(preStop), exit: 0 } },
  };
}

function ms(text: string): number {
  return parseDuration(text) ?? Number.NaN;
}
