import type { RecordedChange } from '@outrigger/events';
import { causeFinder } from './move-in-time.ts';
import type { Cause, Named, Stream } from './stream.ts';

/** A kind that makes its pods itself, without a ReplicaSet between. */
export type DirectKind = 'StatefulSet' | 'DaemonSet';

/** The Deployments of causes are of another kind: what their ReplicaSets did and said, the workload does and says itself. */
export function ofKind(stream: Stream, kind: DirectKind): Stream {
  const causeOf = causeFinder(stream);
  const isMoved = (cause: Cause | undefined) =>
    cause?.root.kind === 'Deployment' || cause?.id === 'claim without class';
  const rewritten = (changes: readonly RecordedChange[]) =>
    changes.flatMap((change) => {
      if (!isMoved(causeOf(change))) return change;
      return (change.object.kind === 'Event' ? rewriteEvent(change, kind) : rewriteObject(change, kind)) ?? [];
    });
  const moved = (named: Named): Named => (named.kind === 'Deployment' ? { ...named, kind } : named);
  return {
    events: rewritten(stream.events),
    objects: rewritten(stream.objects),
    causes: stream.causes.map((cause) =>
      isMoved(cause) ? { ...cause, root: moved(cause.root), affected: cause.affected.map(moved) } : cause,
    ),
    templates: [],
  };
}

function rewriteObject(change: RecordedChange, kind: DirectKind): RecordedChange | undefined {
  const { object } = change;
  if (object.kind === 'ReplicaSet') return undefined;
  if (object.kind === 'Deployment') return { ...change, object: { ...object, kind } };
  const metadata = object.metadata;
  const owners = metadata?.ownerReferences?.map((owner) =>
    owner.kind === 'ReplicaSet' ? { ...owner, kind, name: withoutHash(owner.name) } : owner,
  );
  return { ...change, object: { ...object, metadata: { ...metadata, ...(owners && { ownerReferences: owners }) } } };
}

function rewriteEvent(change: RecordedChange, kind: DirectKind): RecordedChange | undefined {
  const event = change.object as unknown as RecordedEvent;
  const { involvedObject: about, message } = event;
  if (about.kind === 'Deployment') return undefined;
  if (about.kind !== 'ReplicaSet') return change;
  const name = withoutHash(about.name);
  const component = `${kind.toLowerCase()}-controller`;
  // kubernetes pkg/controller/statefulset/stateful_pod_control.go@1.36; daemon sets speak as replica sets do.
  const words =
    kind === 'DaemonSet'
      ? message
      : message.replace(/Error creating: /, `create Pod ${name}-0 in StatefulSet ${name} failed error: `);
  const source = { component };
  const rewritten = { ...event, involvedObject: { ...about, kind, name }, message: words, source };
  return { ...change, object: { ...rewritten, reportingComponent: component } as RecordedChange['object'] };
}

interface RecordedEvent {
  readonly involvedObject: Named & { readonly namespace: string };
  readonly message: string;
}

function withoutHash(name: string): string {
  return name.replace(/-[a-z0-9]+$/, '');
}
