import type { Path } from '@outrigger/manifest';
import { checkFields, type FieldProblem } from '../pool/check-fields.ts';
import type { Schema } from '../pool/kinds/schema.ts';
import type { Fields } from '../pool/pool-object.ts';
import type { Gateway, GatewaySources, HttpRoute, ReferenceGrant } from './gateway-objects.ts';
import { GATEWAY_SPEC, ROUTE_SPEC } from './schemas.ts';

/** Objects of Gateway API, as far as they are read here; what is wrong with one is told, and it is left out. */
export function readGateways(
  objects: readonly Fields[],
  namespace: string,
  wrong: (object: Fields, problem: FieldProblem) => void,
): Pick<GatewaySources, 'gateways' | 'routes' | 'grants'> {
  const ofKind = (kind: string, schema: Schema) =>
    objects
      .filter((object) => object.kind === kind && String(object.apiVersion).startsWith('gateway.networking.k8s.io/'))
      .filter((object) => {
        const path: Path = ['spec'];
        // What is not read here is not looked at.
        const problems = checkFields(object.spec ?? {}, schema, path).filter(({ code }) => code !== 'unknown-field');
        for (const problem of problems) wrong(object, problem);
        return problems.length === 0;
      })
      .map((object) => ({ ...(object.spec as object), ...named(object, namespace) }));
  return {
    gateways: ofKind('Gateway', GATEWAY_SPEC) as readonly unknown[] as readonly Gateway[],
    routes: ofKind('HTTPRoute', ROUTE_SPEC) as readonly unknown[] as readonly HttpRoute[],
    grants: ofKind('ReferenceGrant', { type: 'object' }) as readonly unknown[] as readonly ReferenceGrant[],
  };
}

function named(object: Fields, namespace: string): Pick<HttpRoute, 'namespace' | 'name' | 'created'> {
  const metadata = (object.metadata ?? {}) as Fields;
  const created = Date.parse(String(metadata.creationTimestamp));
  return {
    namespace: String(metadata.namespace ?? namespace),
    name: String(metadata.name ?? ''),
    created: Number.isNaN(created) ? undefined : created,
  };
}
