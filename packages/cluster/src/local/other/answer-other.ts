import { jsonAnswer } from '../answer/json-answer.ts';
import { methodNotSupported } from '../answer/refusal.ts';
import { answerDiscovery } from '../discovery/answer-discovery.ts';
import type { createOpenApi } from '../openapi/answer-openapi.ts';
import type { Registry } from '../resource/registry.ts';
import type { World } from '../world.ts';
import { answerHealth, type HealthCheck } from './health.ts';
import type { Metrics } from './metrics.ts';
import { rootPaths } from './paths.ts';
import { pageNotFound } from './text-answer.ts';
import { serverVersion } from './version.ts';

/** What is needed to answer for everything that is no resource. */
export interface OtherSource {
  readonly registry: Registry;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
}

/** Answers what is no resource: health, version, discovery, OpenAPI, metrics; 404 for all else. */
export function createOther({ registry, metrics, checks }: OtherSource): World['answerOther'] {
  /** Its documentation is large: it is read when somebody asks for it. */
  let openApi: ReturnType<typeof createOpenApi> | undefined;
  return async (request) => {
    const path = request.path.replace(/(?<=.)\/$/, '');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && path === '/version') throw methodNotSupported();
    // Groups are listed however one asks (kube-aggregator handler_apis.go@1.36).
    if (!isRead && path !== '/apis') return pageNotFound();
    switch (path) {
      case '/':
        return jsonAnswer(200, rootPaths(registry.all(), checks));
      case '/version':
        return jsonAnswer(200, serverVersion);
      case '/metrics':
        return { status: 200, headers: { 'content-type': METRICS }, body: metrics.text() };
      default:
        if (path.startsWith('/openapi/')) {
          openApi ??= (await import('../openapi/answer-openapi.ts')).createOpenApi(registry);
          return openApi({ ...request, path }) ?? pageNotFound();
        }
        return answerHealth(checks, request) ?? answerDiscovery(registry, request) ?? pageNotFound();
    }
  };
}

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';
