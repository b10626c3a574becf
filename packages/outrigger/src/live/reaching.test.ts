import { ApiError, ConnectionError } from '@outrigger/cluster';
import { expect, test } from 'vitest';
import { Failure } from '../world/failure.ts';
import { reaching } from './reaching.ts';

test.each([
  [
    'what an API server refuses',
    new ApiError(403, { text: 'pods is forbidden' }),
    { message: 'the API server refuses: pods is forbidden', code: 'refused', exitCode: 3, hint: undefined },
  ],
  [
    'a cluster that is not there',
    new ConnectionError('REFUSED', 'nobody listens', { hint: 'start it' }),
    { message: 'nobody listens', code: 'REFUSED', exitCode: 3, hint: 'start it' },
  ],
])('%s is a failure of the command', async (_, error, expected) => {
  const failure = await reaching(() => Promise.reject(error)).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ ...expected, cause: error });
});

test('a bug stays one', async () => {
  await expect(reaching(() => Promise.reject(new TypeError('x is not a function')))).rejects.toThrow(TypeError);
});
