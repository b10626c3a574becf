import type { Stop } from '../answer/verdict.ts';

/** What a pool says of a request: which model it is for, how much it matters, whose it is. */
export interface Purpose {
  /** What is asked of the server: the model or an adapter. */
  readonly target: string;
  readonly priority: number;
  readonly tenant: string;
}

/** Knows the models of a pool. */
export interface ModelBook {
  /** A purpose, or why such a request is refused. `random` draws among weighted targets. */
  readonly purposeOf: (model: string, headers: ReadonlyMap<string, string>, random: () => number) => Purpose | Stop;
  /** The model beneath an adapter, or the model itself; undefined where nobody says so. */
  readonly baseModelOf?: (model: string) => string | undefined;
}

/** A book for a pool that says nothing of models: all go through as they are asked for, all alike. */
export const ANY_MODEL: ModelBook = {
  purposeOf: (model, headers) => ({ target: model, priority: 0, tenant: tenantOf(headers) }),
};

/** Upstream's header, its older name, and its default (llm-d-router pkg/epp/metadata/consts.go). */
function tenantOf(headers: ReadonlyMap<string, string>): string {
  return (
    headers.get('x-llm-d-inference-fairness-id') ?? headers.get('x-gateway-inference-fairness-id') ?? 'default-flow'
  );
}
