import type { RecordedChange } from '@outrigger/events';
import { causeFinder } from './move-in-time.ts';
import type { Cause, Named, Stream } from './stream.ts';

/** What a workload may be beside a Deployment: a kind that makes its pods itself, or by Jobs; `Pod` is one that nobody makes anew. */
export type OtherKind = 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'Pod';

/** The Deployments of causes are of another kind: what their ReplicaSets did and said, the workload does and says itself, or its Job. */
export function ofKind(stream: Stream, kindOf: (cause: Cause, index: number) => OtherKind): Stream {
  const causeOf = causeFinder(stream);
  const troubled = troubledPods(stream);
  const kinds = new Map<Cause, OtherKind>();
  for (const [index, cause] of stream.causes.entries()) {
    const isOfDeployment = cause.root.kind === 'Deployment' || cause.id === 'claim without class';
    const kind = kindOf(cause, index);
    // Of pods that nobody makes there is one, and it is there.
    if (isOfDeployment && (kind !== 'Pod' || troubled.get(cause)?.size === 1)) kinds.set(cause, kind);
  }
  const rewritten = (changes: readonly RecordedChange[]) =>
    changes.flatMap((change) => {
      const cause = causeOf(change);
      const kind = cause && kinds.get(cause);
      if (kind === undefined) return change;
      return (change.object.kind === 'Event' ? rewriteEvent(change, kind) : rewriteObject(change, kind)) ?? [];
    });
  const moved = (named: Named, kind: OtherKind, [pod = named.name]: Iterable<string>): Named =>
    named.kind !== 'Deployment' ? named : { ...named, kind, name: kind === 'Pod' ? pod : named.name };
  return {
    events: rewritten(stream.events),
    objects: rewritten(stream.objects),
    causes: stream.causes.map((cause) => {
      const kind = kinds.get(cause);
      if (kind === undefined) return cause;
      const to = (named: Named) => moved(named, kind, troubled.get(cause) ?? []);
      return { ...cause, root: to(cause.root), affected: cause.affected.map(to) };
    }),
    templates: [],
  };
}

/** Of each cause the pods of which something bad is said; what controllers say of pods that they cannot make counts as one more. */
function troubledPods({ events, causes }: Stream): ReadonlyMap<Cause, ReadonlySet<string>> {
  const causeOf = causeFinder({ events, causes, objects: [], templates: [] });
  const pods = new Map(causes.map((cause) => [cause, new Set<string>()]));
  for (const change of events) {
    const cause = causeOf(change);
    const { involvedObject: about, type, reason } = change.object as unknown as RecordedEvent;
    const isBad = type === 'Warning' || reason === 'SandboxChanged';
    if (cause !== undefined && isBad && about.kind !== 'PersistentVolumeClaim') pods.get(cause)?.add(about.name);
    if (cause !== undefined && about.kind === 'ReplicaSet' && type === 'Warning')
      pods.get(cause)?.add('none can be made');
  }
  return pods;
}

function rewriteObject(change: RecordedChange, kind: OtherKind): RecordedChange | undefined {
  const { object } = change;
  const { metadata } = object;
  if (object.kind === 'ReplicaSet') {
    if (kind !== 'CronJob') return undefined;
    const name = jobName(metadata?.name ?? '');
    const [owner] = metadata?.ownerReferences ?? [];
    const owners = owner && [{ ...owner, kind }];
    return {
      ...change,
      object: { ...object, kind: 'Job', metadata: { ...metadata, name, ownerReferences: owners } } as never,
    };
  }
  if (object.kind === 'Deployment') return kind === 'Pod' ? undefined : { ...change, object: { ...object, kind } };
  if (object.kind === 'Pod' && kind === 'Pod')
    return { ...change, object: { ...object, metadata: { ...metadata, ownerReferences: [] } } };
  const owners = metadata?.ownerReferences?.map((owner) =>
    owner.kind === 'ReplicaSet' ? { ...owner, ...makerOf(owner.name, kind) } : owner,
  );
  return { ...change, object: { ...object, metadata: { ...metadata, ...(owners && { ownerReferences: owners }) } } };
}

function rewriteEvent(change: RecordedChange, kind: OtherKind): RecordedChange | undefined {
  const event = change.object as unknown as RecordedEvent;
  const { involvedObject: about, message } = event;
  if (about.kind === 'Deployment') return undefined;
  if (about.kind !== 'ReplicaSet') return change;
  if (kind === 'Pod') return undefined;
  const maker = makerOf(about.name, kind);
  const component = `${maker.kind.toLowerCase()}-controller`;
  // kubernetes pkg/controller/statefulset/stateful_pod_control.go@1.36; the others speak as replica sets do.
  const words =
    kind === 'StatefulSet'
      ? message.replace(/Error creating: /, `create Pod ${maker.name}-0 in StatefulSet ${maker.name} failed error: `)
      : message;
  const source = { component };
  const rewritten = { ...event, involvedObject: { ...about, ...maker }, message: words, source };
  return { ...change, object: { ...rewritten, reportingComponent: component } as RecordedChange['object'] };
}

interface RecordedEvent {
  readonly involvedObject: Named & { readonly namespace: string };
  readonly message: string;
  readonly type: string;
  readonly reason: string;
}

/** Who makes the pods that a ReplicaSet made. */
function makerOf(replicaSet: string, kind: OtherKind): { readonly kind: string; readonly name: string } {
  return kind === 'CronJob'
    ? { kind: 'Job', name: jobName(replicaSet) }
    : { kind, name: replicaSet.replace(/-[a-z0-9]+$/, '') };
}

/** A CronJob's Jobs have the minute in their names. */
function jobName(replicaSet: string): string {
  const minute = 29_920_000 + (Number.parseInt(replicaSet.replace(/\D/g, '') || '1', 10) % 1000);
  return replicaSet.replace(/-[a-z0-9]+$/, `-${minute}`);
}
