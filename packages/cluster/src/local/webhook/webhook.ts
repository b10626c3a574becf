import type { ApiObject } from '../object/api-object.ts';
import type { LabelSelector } from '../object/matches-selector.ts';
import type { WriteContext } from '../resource/resource.ts';
import type { MatchCondition } from './match-conditions.ts';
import type { MatchRule } from './matching.ts';

/** One webhook of a configuration (admissionregistration/v1). */
export interface Webhook {
  readonly name: string;
  readonly clientConfig?: ClientConfig;
  readonly rules?: readonly MatchRule[];
  readonly failurePolicy?: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly matchConditions?: readonly MatchCondition[];
  readonly sideEffects?: string;
  readonly timeoutSeconds?: number;
  readonly reinvocationPolicy?: string;
}

export interface ClientConfig {
  readonly url?: string;
  readonly caBundle?: string;
  readonly service?: {
    readonly namespace?: string;
    readonly name?: string;
    readonly path?: string;
    readonly port?: number;
  };
}

/** All webhooks of a kind, in the order of their configurations' names. */
export function webhooksOf(context: WriteContext, plural: string): readonly Webhook[] {
  const configurations = context.list(`${plural}.admissionregistration.k8s.io`);
  return configurations.flatMap((one: ApiObject) => (one.webhooks ?? []) as readonly Webhook[]);
}
