import type { Client, ResourceRef } from '../../client/client.ts';
import type { ApiObject } from '../../local/object/api-object.ts';
import { isFailure, type Said } from '../plan.ts';
import { createCorrelator } from './correlator.ts';

/** Writes the Events of one controller, in turn, and forgets those that the server does not take. */
export function createRecorder({ client, now, random, component }: RecorderOptions): (said: Said) => void {
  const correlate = createCorrelator();
  const written = new Map<string, ApiObject>();
  let last = 0n;
  let turn: Promise<void> = Promise.resolve();

  function nameFor(about: string, atMs: number): string {
    // Two recorders may speak of objects of one name in the same millisecond.
    const nanos = BigInt(Math.floor(atMs)) * 1_000_000n + BigInt(Math.floor(random() * 1_000_000));
    last = nanos > last ? nanos : last + 1n;
    return `${about}.${last.toString(16)}`;
  }

  async function write(said: Said, atMs: number): Promise<void> {
    const counted = correlate(said, atMs);
    if (counted === undefined) return;
    const { count, id, message } = counted;
    const { metadata: about = {}, kind, apiVersion } = said.about;
    const at = new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
    const known = written.get(id);
    const namespace = about.namespace ?? 'default';
    if (known && count > 1) {
      const body = { count, lastTimestamp: at, message };
      const name = known.metadata?.name ?? '';
      const patched = await client.patch(events, { namespace, name }, { kind: 'strategic', body }).catch(orUndefined);
      if (patched) return;
    }
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: nameFor(about.name ?? '', atMs), namespace },
      involvedObject: {
        kind,
        ...(about.namespace !== undefined && { namespace: about.namespace }),
        name: about.name,
        uid: about.uid,
        apiVersion,
        resourceVersion: about.resourceVersion,
      },
      reason: said.reason,
      message,
      source: { component },
      firstTimestamp: at,
      lastTimestamp: at,
      count,
      type: said.type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: '',
    };
    const created = await client.create(events, event).catch(orUndefined);
    if (created === undefined) return;
    written.set(id, created);
    if (written.size > MOST_REMEMBERED) written.delete(written.keys().next().value ?? '');
  }

  return (said) => {
    const at = now();
    turn = turn.then(() => write(said, at));
  };
}

/** What a recorder needs. */
export interface RecorderOptions {
  readonly client: Client;
  readonly now: () => number;
  readonly random: () => number;
  readonly component: string;
}

/** client-go's cache of Events holds so many (tools/record/events_cache.go@1.36). */
const MOST_REMEMBERED = 4096;

const events: ResourceRef = { group: '', version: 'v1', plural: 'events' };

function orUndefined(error: unknown): undefined {
  if (isFailure(error)) return undefined;
  throw error;
}
