import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { eventsPage } from './events-page.ts';

test('docs/commands/events.md shows the parts of the command with their flags (-u writes it anew)', async () => {
  await expect(eventsPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/events.md'));
});
