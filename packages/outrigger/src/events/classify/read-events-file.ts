import { createObserver, type Observation } from '@outrigger/events';
import type { Surroundings } from '../../world/surroundings.ts';
import { readObjectsFile } from '../ask/read-objects-file.ts';

/** The Events of a file in any of the forms that kubectl prints, as observations; the standard input is `-`. */
export async function readEventsFile(file: string, surroundings: Surroundings): Promise<readonly Observation[]> {
  const objects = await readObjectsFile(file, surroundings);
  const { observations } = createObserver({ cluster: '' }).observe({
    changes: objects.filter(({ kind }) => kind === 'Event').map((object) => ({ type: 'ADDED', object })),
    at: Date.now(),
    resourceVersion: undefined,
    isListed: false,
  });
  return observations;
}
