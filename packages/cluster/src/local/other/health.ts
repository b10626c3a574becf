import type { ApiAnswer } from '../answer/api-answer.ts';
import type { ApiRequest } from '../request/api-request.ts';
import { pageNotFound, textAnswer } from './text-answer.ts';

/** One thing that has to be right for the server to be of use. */
export interface HealthCheck {
  readonly name: string;
  readonly isRight: () => boolean;
}

/** `/livez`, `/readyz?verbose&exclude=etcd`, `/healthz/ping` (apiserver pkg/server/healthz/healthz.go@1.36); undefined for other paths. */
export function answerHealth(checks: readonly HealthCheck[], { path, query }: ApiRequest): ApiAnswer | undefined {
  const [, name = '', single = ''] = /^\/(healthz|livez|readyz)(?:\/(.*))?$/.exec(path) ?? [];
  if (name === '') return undefined;
  if (single !== '') return answerOne(checks, single);
  const excluded = new Set(
    query
      .getAll('exclude')
      .flatMap((value) => value.split(','))
      .filter(Boolean),
  );
  const results = checks.map((check) => resultOf(check, excluded));
  const lines = results.map(({ line }) => line);
  const unknown = [...excluded].filter((each) => !checks.some((check) => check.name === each)).sort();
  if (unknown.length > 0) {
    const quoted = unknown.map((each) => JSON.stringify(each)).join(',');
    lines.push(`warn: some health checks cannot be excluded: no matches for ${quoted}\n`);
  }
  // Whoever is told that something is wrong is told everything.
  if (results.some(({ isRight }) => !isRight)) return textAnswer(500, `${lines.join('')}${name} check failed\n`);
  return textAnswer(200, query.has('verbose') ? `${lines.join('')}${name} check passed\n` : 'ok');
}

function answerOne(checks: readonly HealthCheck[], name: string): ApiAnswer {
  const check = checks.find((each) => each.name === name);
  if (check === undefined) return pageNotFound();
  return check.isRight() ? textAnswer(200, 'ok') : textAnswer(500, 'internal server error: reason withheld\n');
}

function resultOf({ name, isRight }: HealthCheck, excluded: ReadonlySet<string>): { line: string; isRight: boolean } {
  if (excluded.has(name)) return { line: `[+]${name} excluded: ok\n`, isRight: true };
  return isRight()
    ? { line: `[+]${name} ok\n`, isRight: true }
    : { line: `[-]${name} failed: reason withheld\n`, isRight: false };
}
