import { eventsParts } from '../../packages/outrigger/src/events/all-parts.ts';
import { partsPage } from './parts-page.ts';

/** docs/commands/events.md. */
export function eventsPage(): string {
  return partsPage(
    'events',
    `Keeps what Kubernetes tells by its Events, counts it exactly, finds what caused what, and answers questions. What the words mean and how
it works: [events](../events/overview.md).`,
    'Without one of these words it is `outrigger events here`, which it was before there were others.',
    eventsParts,
  );
}
