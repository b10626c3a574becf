import { isInjected, isOneOf } from '../cel/entry-sets.ts';
import { listOf, wordsOf } from '../cel/fields.ts';
import { text } from '../cel/literal.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

/** Sidecars that are none yet. */
export const legacyPolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC001',
    offenders: (entries) => {
      const moves = entries.filter(({ move }) => move.when === 'always');
      return names(`variables.legacy.filter(k, ${isOneOf('k', moves)} && !${isInjected('k', entries)})`);
    },
    says: 'a sidecar that runs as an ordinary container; declare it in initContainers with restartPolicy: Always (outrigger migrate does so)',
    differs: {
      as: 'narrower',
      because:
        'it leaves out sidecars that are moved on request only, also where a play of the pod shows that they keep it running',
    },
  },
  {
    rule: 'SC003',
    offenders: () =>
      `size(variables.mains) < 2 ? [] : variables.mains.filter(c, ${wordsOf('c')}.join(' ').matches(${text(IDLE)})).map(c, c.name)`,
    says: 'does nothing but stay; use kubectl debug, or make it a native sidecar',
  },
  {
    rule: 'SC004',
    offenders: () => {
      const shared = `${listOf('c', 'volumeMounts')}.filter(m, ${listOf('variables.spec', 'volumes')}.exists(v, has(v.emptyDir) && v.name == m.name))`;
      const writes = `${listOf('w', 'volumeMounts')}.exists(m, m.name == first.name && !(has(m.readOnly) && m.readOnly))`;
      const isWritten = `[${shared}].exists(found, size(found) > 0 && [found[0]].exists(first, variables.mains.exists(w, w.name != c.name && ${writes})))`;
      const follows = `${wordsOf('c')}.join(' ').matches(${text(FOLLOWS)}) && !${wordsOf('c')}.join(' ').contains('/dev/null')`;
      return `size(variables.mains) < 2 ? [] : variables.knownMains.filter(k, k.entry == '').map(k, k.container).filter(c, ${follows} && ${isWritten}).map(c, c.name)`;
    },
    says: 'follows what another container writes, as an ordinary container; make it a native sidecar',
  },
  {
    rule: 'SC005',
    offenders: (entries) => names(`variables.legacy.filter(k, ${isInjected('k', entries)})`),
    says: 'was injected as an ordinary container; let its injector make a native sidecar of it',
    seesPodsOfControllers: true,
  },
];

/** As in the rule; RE2 knows all of it. */
const IDLE =
  '^(?:(?:/bin/)?(?:ba|a)?sh -[ce]+ )?(?:exec )?(?:/bin/)?(?:sleep (?:infinity|inf|[0-9]{5,}|[0-9]+d)|tail -[fF] /dev/null)\\s*;?$';
const FOLLOWS = '\\btail\\b.*\\s-\\w*[fF]|\\btail\\b.*--follow|\\binotifywait\\b';

function names(known: string): string {
  return `${known}.map(k, k.container.name)`;
}
