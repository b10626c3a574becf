import { type EditedPod, findContainer } from '../edited-pod.ts';

/**
 * What Linkerd's injector leaves out for a native proxy: the postStart hook that holds the containers behind it, and the
 * preStop hook that waits.
 *
 * Source: linkerd/linkerd2 charts/partials/templates/_proxy.tpl.
 */
export function asLinkerdInjects(edited: EditedPod, name: string): void {
  const found = findContainer(edited.pod(), name);
  if (!found?.container.lifecycle) return;
  edited.step(
    `Drop the hooks of ${name} that its order replaces`,
    [{ op: 'remove', path: [...found.path, 'lifecycle'] }],
    name,
  );
}
