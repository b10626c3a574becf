import { type ApiObject, type Client, startInformer } from '@outrigger/cluster';
import { EVENTS } from './resources.ts';

/** Tells what controllers warn of from now on: pods that cannot be made, a Job that has failed too often. */
export function tellWarnings(
  client: Client,
  {
    since,
    signal,
    say,
  }: { readonly since: number; readonly signal: AbortSignal; readonly say: (text: string) => void },
): void {
  const events = startInformer({ client, resource: EVENTS, signal });
  events.subscribe(({ type: change, object }) => {
    const { type, reason, message, involvedObject: about, lastTimestamp } = object as ApiObject & Warning;
    const isNew = change === 'ADDED' && Date.parse(lastTimestamp ?? '') >= since;
    if (isNew && type === 'Warning') say(`${about?.kind?.toLowerCase()}/${about?.name}: ${reason}: ${message}`);
  });
}

interface Warning {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
}
