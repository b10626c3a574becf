import { isInjected } from '../catalog/is-injected.ts';
import { legacySidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { consequenceOf } from './sc001-legacy-sidecar.ts';

export const injectedSidecar: Rule = {
  id: 'SC005',
  name: 'injected-legacy-sidecar',
  title: 'A mesh puts its proxy into the pod as an ordinary container',
  group: 'legacy',
  severity: 'warning',
  about: 'workload',
  why: 'The container was written by an injector, and will be again: the injector is the place to change it, for all pods at once.',
  instead: [
    'Istio: set `ENABLE_NATIVE_SIDECARS=true` on istiod. Since Istio 1.27 it is the default where every node has Kubernetes 1.33. Ambient mode needs no sidecar at all. In the values of the Helm chart `istiod`:',
    '',
    yaml('pilot:', '  env:', '    ENABLE_NATIVE_SIDECARS: "true"'),
    '',
    'In an IstioOperator:',
    '',
    yaml('spec:', '  values:', '    pilot:', '      env:', '        ENABLE_NATIVE_SIDECARS: "true"'),
    '',
    'Or on the Deployment itself, with `kubectl -n istio-system patch deployment istiod --patch-file FILE`:',
    '',
    yaml(
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '      - name: discovery',
      '        env:',
      '        - {name: ENABLE_NATIVE_SIDECARS, value: "true"}',
    ),
    '',
    'Linkerd: the Helm value `proxy.nativeSidecar: true`, or on a workload the annotation `config.linkerd.io/proxy-enable-native-sidecar: "true"`; the default since 2026-05.',
    '',
    'Then restart the workloads. Where rendered output is kept in Git, `outrigger migrate --injected` edits it.',
  ].join('\n'),
  sources: ['istio/istio#56428', 'linkerd/linkerd2#15267'],
  *check(subject) {
    for (const { name, entry, path, container } of legacySidecarsOf(subject)) {
      if (entry?.injector === undefined || !isInjected(name, entry)) continue;
      const advice = ADVICE[entry.injector];
      const consequence = consequenceOf(subject, name);
      const warning = entry.injector === 'istio' ? drainWarning(container.image) : undefined;
      yield {
        path,
        container: name,
        message: `${name} (${entry.title}) was injected as an ordinary container`,
        ...(consequence && { consequence: consequence.text }),
        ...(consequence?.isFatal && { severity: 'error' as const }),
        hint: [advice ?? `change it where it comes from: ${entry.injector}`, ...(warning ? [warning] : [])].join('; '),
      };
    }
  },
};

function yaml(...lines: readonly string[]): string {
  return ['```yaml', ...lines, '```'].join('\n');
}

const ADVICE: Readonly<Record<string, string>> = {
  istio: 'set ENABLE_NATIVE_SIDECARS=true on istiod (Helm: pilot.env.ENABLE_NATIVE_SIDECARS), or use ambient mode',
  linkerd: 'annotate it with config.linkerd.io/proxy-enable-native-sidecar: "true" (Helm: proxy.nativeSidecar)',
};

/** Envoy before 1.34 answers with `Connection: close` while it drains; Istio brings that Envoy up to 1.25 (istio/istio#51855). */
function drainWarning(image: string | undefined): string | undefined {
  const minor = Number(/:(?:v)?1\.(\d+)/.exec(image ?? '')?.[1]);
  if (!(minor < 26)) return undefined;
  return `with Istio 1.${minor} the proxy drains as soon as the pod is deleted, and the app sees Connection: close (istio/istio#51855)`;
}
