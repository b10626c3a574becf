import { ApiError, type ApiObject, type Client, ConnectionError, type ResourceRef } from '@outrigger/cluster';
import type { PodEvent } from '@outrigger/pod';
import { eventObject } from './event-object.ts';

/** What writing Events needs. */
export interface EventWriterOptions {
  readonly client: Client;
  readonly node: string;
  readonly now: () => number;
}

/** Writes the Events of one pod: the engine has counted them, so that one seen again changes the one that is there. */
export function createEventWriter({ client, node, now }: EventWriterOptions) {
  const written = new Map<string, string>();
  let last = 0n;
  return async (event: PodEvent, pod: ApiObject): Promise<void> => {
    const key = [event.type, event.reason, event.field, event.message].join('\n');
    const namespace = pod.metadata?.namespace ?? 'default';
    const at = new Date(now());
    const known = written.get(key);
    try {
      if (known !== undefined && event.count > 1) {
        const body = { count: event.count, lastTimestamp: at.toISOString().replace(/\.\d+Z$/, 'Z') };
        await client.patch(events, { namespace, name: known }, { kind: 'strategic', body });
        return;
      }
      const nanos = BigInt(at.getTime()) * 1_000_000n;
      last = nanos > last ? nanos : last + 1n;
      const object = eventObject(event, { pod, node, suffix: last.toString(16), now: at });
      await client.create(events, object);
      written.set(key, object.metadata?.name ?? '');
    } catch (error) {
      // An Event that the server does not take is lost, as any client's; the pod runs on.
      if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
    }
  };
}

const events: ResourceRef = { group: '', version: 'v1', plural: 'events' };
