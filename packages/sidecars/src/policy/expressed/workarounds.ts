import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { pairOf, pairs } from '../cel/entry-sets.ts';
import { listOf } from '../cel/fields.ts';
import { text, texts } from '../cel/literal.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

/** What was built for want of an order, as far as it is a setting: CEL reads no scripts. */
export const workaroundPolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC012',
    offenders: (entries) => {
      const known = entries.flatMap(({ workarounds }) =>
        (workarounds?.annotations ?? []).filter(({ kind }) => kind === 'hold-application'),
      );
      return texts(known.map(({ key }) => key)).concat(
        `.filter(key, key in variables.annotations && (${known.map(isSet).join(' || ')}))`,
      );
    },
    says: 'holds the app until the proxy has started, which native sidecars need no annotation for',
    differs: { as: 'narrower', because: 'it reads annotations, and no postStart hooks that wait' },
  },
  {
    rule: 'SC016',
    offenders: () =>
      `has(variables.spec.activeDeadlineSeconds) && has(variables.spec.restartPolicy) && variables.spec.restartPolicy != 'Always' && size(variables.mains) > 1 ? variables.legacy.map(k, k.container.name) : []`,
    says: 'a sidecar that activeDeadlineSeconds has to end; a native sidecar lets the pod complete',
  },
  {
    rule: 'SC017',
    offenders: () =>
      `(variables.inits + variables.mains).filter(c, ${listOf('c', 'env')}.exists(e, e.name.matches(${text(TERMINATOR)}))).map(c, c.name)`,
    says: 'is ended by a controller from outside; a native sidecar needs none',
    differs: { as: 'narrower', because: 'it reads environment variables, and no command lines that start kubexit' },
  },
  {
    rule: 'SC019',
    offenders: (entries) => {
      const replaced = pairs(entries, ({ replacesInit }) => replacesInit ?? []);
      const isHalf = `(${listOf('i.container', 'env')}.exists(e, e.name == 'METHOD' && has(e.value) && e.value == 'LIST') || ${listOf('i.container', 'args')}.exists(w, w.matches('^--?one-time(=true)?$')))`;
      const does = `k.container.name != i.container.name && k.entry != '' && (${pairOf('k', 'i.container.name')} in ${texts(replaced)} || (k.entry == i.entry && ${isHalf}))`;
      return `variables.knownInits.filter(i, !(i.container.name in variables.sidecarNames) && (variables.knownSidecars + variables.legacy).exists(k, ${does})).map(i, i.container.name)`;
    },
    says: 'does once what a sidecar does again; one native sidecar with a startup probe does both',
  },
];

const TERMINATOR = '^(?:KRUISE_TERMINATE_SIDECAR_\\w+|KUBEXIT_\\w+|SCUTTLE_\\w+|ISTIO_QUIT_API|ENVOY_ADMIN_API)$';

type Annotation = NonNullable<NonNullable<CatalogEntry['workarounds']>['annotations']>[number];

function isSet({ key, fields }: Annotation): string {
  const value = `variables.annotations[key]`;
  const holds = fields
    ? `(${fields.map((field) => `${value}.matches(${text(settingOf(field))})`).join(' || ')})`
    : `!${value}.lowerAscii().matches('^\\\\s*(false|disabled|0s?)\\\\s*$')`;
  return `(key == ${text(key)} && ${holds})`;
}

/**
 * A field of YAML that is set to something else than `false`, `0` or `0s`. RE2 has no look-ahead, so the values that do not count
 * are left out letter by letter; a quoted value counts, as it does for the rule.
 */
function settingOf(field: string): string {
  const name = field.split('.').at(-1) ?? field;
  const other = `["']|[^\\s"'f0]|f(?:[^a]|$)|fa(?:[^l]|$)|fal(?:[^s]|$)|fals(?:[^e]|$)|0[0-9A-Za-rt-z_]|0s\\w`;
  return `["']?${name}["']?\\s*:\\s*(?:${other})`;
}
