import { has } from '../cel/fields.ts';
import { text, texts } from '../cel/literal.ts';
import type { PolicyMutation } from '../mutation.ts';
import { catalogProbes } from './catalog-probe.ts';

/** Every repair, in the order of the rules. */
export function allMutations(): readonly PolicyMutation[] {
  return [addCatalogProbe, addReadinessAsStartup];
}

const PROBELESS = `!has(c.startupProbe) && !(${has('c', 'lifecycle', 'postStart')})`;

const addCatalogProbe: PolicyMutation = {
  rule: 'SC021',
  title: 'Add the startup probe of the catalog to native sidecars that have none',
  operations: (entries) => {
    const probes = catalogProbes(entries);
    const isRight = probes.flatMap(({ entry, when }) =>
      when === '' ? [] : [`(k.entry != ${text(entry)} || (${when}))`],
    );
    const asked = [PROBELESS, ...isRight].join(' && ');
    const fits = `k.entry in ${texts(probes.map(({ entry }) => entry))} && [k.container].exists(c, ${asked})`;
    const value = probes.map(({ entry, probe }) => `k.entry == ${text(entry)} ? dyn(${probe}) : `).join('');
    const add = `[k.container].map(c, ${patch('startupProbe', `(${value}dyn({}))`)})[0]`;
    return `variables.knownSidecars.filter(k, ${fits}).map(k, ${add})`;
  },
};

const addReadinessAsStartup: PolicyMutation = {
  rule: 'SC022',
  title: 'Add a startup probe that asks what the readiness probe asks',
  operations: () => {
    const asks = (handler: string) =>
      `{${text(handler)}: dyn(c.readinessProbe.${handler}), 'periodSeconds': dyn(1), 'failureThreshold': dyn(60)}`;
    const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'];
    const value = handlers.map((handler) => `has(c.readinessProbe.${handler}) ? dyn(${asks(handler)}) : `).join('');
    const handled = handlers.map((handler) => `has(c.readinessProbe.${handler})`).join(' || ');
    return `variables.sidecars.filter(c, has(c.readinessProbe) && (${handled}) && ${PROBELESS}).map(c, ${patch('startupProbe', `(${value}dyn({}))`)})`;
  },
};

/** Adds a field to the init container `c`. */
function patch(field: string, value: string): string {
  const path = `variables.base + '/initContainers/' + string(variables.initNames.indexOf(c.name)) + ${text(`/${field}`)}`;
  return `JSONPatch{op: 'add', path: ${path}, value: ${value}}`;
}
