import { createMemoryStore, type EventReader } from '@outrigger/events';
import { AN_INCIDENT, SOME_EVENTS } from './some-events.ts';

/** A store that holds them. */
export async function keptEvents(): Promise<EventReader> {
  const store = createMemoryStore();
  await store.store({ observations: SOME_EVENTS, incidents: [AN_INCIDENT] });
  return store;
}
