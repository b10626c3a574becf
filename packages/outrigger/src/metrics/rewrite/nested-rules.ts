import type { KubernetesObject, Problem } from '@outrigger/manifest';
import { mentionsContainers } from '@outrigger/sidecars';

/** ConfigMaps with rules or dashboards inside a text that ask about containers: their text is not rewritten, so say it. */
export function nestedRuleProblems(objects: readonly KubernetesObject[]): readonly Problem[] {
  return objects
    .filter(({ kind, apiVersion }) => kind === 'ConfigMap' && apiVersion === 'v1')
    .flatMap((object) =>
      Object.entries((object.value.data ?? {}) as Readonly<Record<string, unknown>>).flatMap(([key, text]) => {
        if (typeof text !== 'string' || !mentionsContainers(text)) return [];
        const path = ['data', key];
        return [
          {
            code: 'unsupported-value',
            severity: 'warning',
            message: `ConfigMap ${object.name}: ${key} asks kube-state-metrics about containers, and is not rewritten: it is a text within a text`,
            hint: 'rewrite the file that the ConfigMap is made from',
            file: object.file,
            path,
            position: object.locateKey(path),
          } satisfies Problem,
        ];
      }),
    );
}
