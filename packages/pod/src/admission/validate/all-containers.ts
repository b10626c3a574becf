import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';

/** Every container with its path: init, main, ephemeral (VisitContainersWithPath in pkg/apis/core/pods@1.36.2). */
export function allContainers(
  spec: Draft<IPodSpec>,
  path: FieldPath,
): readonly { readonly container: Draft<IContainer>; readonly path: FieldPath }[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container: Draft<IContainer>, at) => ({ container, path: path.child(list).index(at) })),
  );
}
