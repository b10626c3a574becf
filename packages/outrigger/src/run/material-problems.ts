import type { KubernetesObject, Position, Problem } from '@outrigger/manifest';
import { readMaterial } from '@outrigger/node';

/** What is wrong with the ConfigMaps and Secrets among objects: the API server would not have taken them. */
export function materialProblems(objects: readonly KubernetesObject[]): readonly Problem[] {
  return objects.flatMap((object) =>
    readMaterial([object.value]).problems.map(({ kind, name, path, message }): Problem => {
      const position = object.locateKey(path);
      return {
        code: 'invalid-value',
        severity: 'error',
        message: `${kind} ${name}: ${path.join('.')} ${message}`,
        file: object.file,
        path,
        position: kind === 'Secret' ? withoutValue(position, path[1]) : position,
      };
    }),
  );
}

/** What stands beside the key is nobody's to see. */
function withoutValue(position: Position, key: string): Position {
  return { ...position, excerpt: { column: position.column, text: `${key}: …` } };
}
