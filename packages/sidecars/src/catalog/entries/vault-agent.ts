import { advise, patiently } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const vaultAgent: CatalogEntry = {
  id: 'vault-agent',
  title: 'Vault Agent',
  role: 'secrets',
  recognise: {
    images: ['hashicorp/vault', 'hashicorp/vault-enterprise', 'library/vault', 'vault'],
    byName: ['vault-agent'],
    argument: /(?:^|\s)agent(?:\s|$)/,
  },
  startupProbe: (container) =>
    advise(container, patiently({ exec: { command: ['test', '-e', '/vault/secrets/<file>'] } }), {
      byHand: [
        'Name the file that a template renders, in place of <file>',
        'Set `exit_after_auth = false` in the agent’s configuration',
      ],
    }),
  move: { when: 'ask', because: 'the startup probe has to name a file that a template renders' },
  replacesInit: ['vault-agent-init'],
  caveats: [
    'The injector has no native mode (hashicorp/vault-k8s#620)',
    'With it as a native sidecar, vault-agent-init is needed only where another init container reads the secret before',
    'Pods have agent-pre-populate-only because an agent beside a Job kept it from completing; a native one does not',
    'A preStop hook that revokes the token fires at the start of the termination, while the app still uses it',
  ],
  injector: 'vault-k8s',
  workarounds: {
    quits: [{ path: '/agent/v1/quit' }],
    processes: ['vault'],
    annotations: [{ key: 'vault.hashicorp.com/agent-enable-quit', kind: 'quit-at-end' }],
  },
  sources: [
    'hashicorp/vault-k8s agent-inject/agent/container_sidecar.go, v1.7.6',
    'hashicorp/vault-k8s agent-inject/agent/container_init_sidecar.go, v1.7.6',
    'hashicorp/vault-k8s agent-inject/agent/annotations.go, v1.7.6',
    'hashicorp/vault-k8s#620',
    'hashicorp/vault-k8s#659',
  ],
};
