import type { Patch } from '@outrigger/manifest';
import { type EditedPod, findContainer } from '../edited-pod.ts';

/**
 * What Linkerd's injector leaves out for a native proxy: the postStart hook that holds the containers behind it, and the
 * preStop hook that waits; and the annotation that keeps it native.
 *
 * Source: linkerd/linkerd2 charts/partials/templates/_proxy.tpl and pkg/inject/inject.go (ApplyAnnotationOverrides),
 * edge-23.11.4 to edge-26.8.3.
 */
export function asLinkerdInjects(edited: EditedPod, name: string): void {
  const found = findContainer(edited.pod(), name);
  if (found?.container.lifecycle) {
    edited.step(
      `Drop the hooks of ${name} that its order replaces`,
      [{ op: 'remove', path: [...found.path, 'lifecycle'] }],
      name,
    );
  }
  edited.step('Tell the injector to keep it native', optIn(edited.pod().metadata?.annotations ?? {}));
}

/** Whether the injector holds the app until the proxy is ready (`proxy-await`): a native proxy has its startup probe only then. */
export function awaitsProxy({ lifecycle }: { readonly lifecycle?: { readonly postStart?: unknown } }): boolean {
  return lifecycle?.postStart !== undefined;
}

/**
 * Versions that know the plain annotation are native by default, so that nothing has to be said; the older spellings are of
 * versions that are legacy by default (linkerd/linkerd2#14587, #15267).
 */
function optIn(annotations: Readonly<Record<string, string>>): Patch {
  return ['config.linkerd.io', 'config.beta.linkerd.io', 'config.alpha.linkerd.io'].flatMap((prefix): Patch => {
    const path = ['metadata', 'annotations', `${prefix}/proxy-enable-native-sidecar`];
    // The spellings of Go's strconv.ParseBool.
    if (!/^(?:0|f|F|false|False|FALSE)$/.test(annotations[path[2] ?? ''] ?? '')) return [];
    return prefix === 'config.linkerd.io' ? [{ op: 'remove', path }] : [{ op: 'replace', path, value: 'true' }];
  });
}
