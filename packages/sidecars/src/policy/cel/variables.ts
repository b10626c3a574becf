import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { isInjected, isOneOf, pairOf, pairs } from './entry-sets.ts';
import { listOf } from './fields.ts';
import { texts } from './literal.ts';
import { recognition } from './recognise.ts';

/** A variable of a policy: lazily computed by the API server, once for an object. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

/** The variables that some expressions need, in an order in which each finds what it needs itself. */
export function variablesFor(expressions: readonly string[], entries: readonly CatalogEntry[]): readonly Variable[] {
  const all = Object.entries(VARIABLES).map(([name, write]) => ({ name, write }));
  const needed = new Map<string, string>();
  const need = (expression: string): void => {
    for (const [, name = ''] of expression.matchAll(/\bvariables\.(\w+)/g)) {
      const found = all.find((variable) => variable.name === name);
      if (!found || needed.has(name)) continue;
      const written = found.write(entries);
      needed.set(name, written);
      need(written);
    }
  };
  expressions.forEach(need);
  return all.flatMap(({ name }) => {
    const expression = needed.get(name);
    return expression === undefined ? [] : [{ name, expression }];
  });
}

/** What expressions may speak of as `variables.NAME`, in the order of their definition. */
const VARIABLES: Readonly<Record<string, (entries: readonly CatalogEntry[]) => string>> = {
  // The Job's own fields, as a list of one; an empty list for other kinds.
  job: () => `object.kind == 'Job' ? [object.spec] : object.kind == 'CronJob' ? [object.spec.jobTemplate.spec] : []`,
  template: () =>
    `object.kind == 'Pod' ? object : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.kind == 'PodTemplate' ? object.template : object.spec.template`,
  // Where the pod's fields are, as a JSON pointer.
  base: () =>
    `object.kind == 'Pod' ? '/spec' : object.kind == 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : object.kind == 'PodTemplate' ? '/template/spec' : '/spec/template/spec'`,
  spec: () => 'variables.template.spec',
  annotations: () =>
    'has(variables.template.metadata) && has(variables.template.metadata.annotations) ? variables.template.metadata.annotations : {}',
  mains: () => 'variables.spec.containers',
  inits: () => listOf('variables.spec', 'initContainers'),
  initNames: () => 'variables.inits.map(c, c.name)',
  sidecars: () => "variables.inits.filter(c, has(c.restartPolicy) && c.restartPolicy == 'Always')",
  sidecarNames: () => 'variables.sidecars.map(c, c.name)',
  isMeantToFinish: () =>
    "size(variables.job) > 0 || (has(variables.spec.restartPolicy) && variables.spec.restartPolicy != 'Always')",
  knownMains: (entries) => known('mains', entries),
  knownSidecars: (entries) => known('sidecars', entries),
  knownInits: (entries) => known('inits', entries),
  // What an injector added is never the app, wherever it stands.
  ownMains: (entries) => `variables.knownMains.filter(k, !${isInjected('k', entries)})`,
  firstOwn: () => '(variables.ownMains.map(k, k.container.name) + [variables.mains[0].name])[0]',
  // What is also run for itself is the app when it comes first.
  sidecarsAmongMains: (entries) =>
    `variables.knownMains.filter(k, k.entry != '' && !(k.container.name == variables.firstOwn && ${isRunForItself(entries)}))`,
  // Where everything is a sidecar by its image, one is what the others are there for.
  onlyApp: (entries) =>
    `(variables.ownMains.filter(k, ${isRunForItself(entries)}).map(k, k.container.name) + [variables.firstOwn])[0]`,
  legacy: () =>
    'size(variables.sidecarsAmongMains) < size(variables.mains) ? variables.sidecarsAmongMains : variables.sidecarsAmongMains.filter(k, k.container.name != variables.onlyApp)',
};

function known(list: string, entries: readonly CatalogEntry[]): string {
  return `variables.${list}.map(c, {'container': dyn(c), 'entry': dyn(${recognition('c', entries)})})`;
}

function isRunForItself(entries: readonly CatalogEntry[]): string {
  const apps = entries.filter(({ recognise }) => recognise.alsoAnApp);
  const named = pairs(apps, ({ recognise }) => recognise.byName ?? []);
  return `${isOneOf('k', apps)} && !(${pairOf('k', 'k.container.name')} in ${texts(named)})`;
}
