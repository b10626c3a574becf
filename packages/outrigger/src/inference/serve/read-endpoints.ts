import { type Endpoint, parseEndpoints } from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';

/** Reads the list of `--endpoints`. */
export function readEndpoints(list: string): readonly Endpoint[] {
  const read = parseEndpoints(list.split(',').filter((each) => each.trim() !== ''));
  if (!read.ok) throw badFlag('--endpoints', read.message);
  if (read.endpoints.length === 0) throw badFlag('--endpoints', 'the list is empty', 'name model servers by ip:port');
  return read.endpoints;
}
