import { ApiError, ConnectionError } from '@outrigger/cluster';
import { Failure } from '../world/failure.ts';

/** What came of asking a cluster; a cluster that is not there, or refuses, is told as such. */
export async function reaching<T>(what: () => Promise<T>): Promise<T> {
  try {
    return await what();
  } catch (error) {
    if (error instanceof ApiError)
      throw new Failure(`the API server refuses: ${error.message}`, { code: 'refused', exitCode: 3, cause: error });
    if (!(error instanceof ConnectionError)) throw error;
    const { message, code, hint } = error;
    throw new Failure(message, { code, exitCode: 3, cause: error, ...(hint !== undefined && { hint }) });
  }
}
