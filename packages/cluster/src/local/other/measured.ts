import type { ApiAnswer } from '../answer/api-answer.ts';
import { requestInfo } from '../request/request-info.ts';
import type { LocalServer } from '../server.ts';
import type { Metrics, RunningRequest } from './metrics.ts';
import { requestLabels } from './request-labels.ts';

/** The same server, with every request counted. */
export function measured(server: LocalServer, metrics: Metrics): LocalServer {
  return {
    ...server,
    async answer(request) {
      const { method, path, query, headers } = request;
      const info = requestInfo(method, path, query);
      const dryRun = query.get('dryRun') ?? '';
      const running = metrics.begin(requestLabels(info, method, headers['content-type'], dryRun));
      try {
        return counted(await server.answer(request), running);
      } catch (error) {
        running.answered(500, false);
        throw error;
      }
    },
  };
}

function counted(answer: ApiAnswer, running: RunningRequest): ApiAnswer {
  const { status, body } = answer;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    running.answered(status, false);
    return answer;
  }
  running.answered(status, true);
  return { ...answer, body: untilEnd(body, running) };
}

async function* untilEnd<T>(body: AsyncIterable<T>, running: RunningRequest): AsyncGenerator<T> {
  try {
    yield* body;
  } finally {
    running.end();
  }
}
