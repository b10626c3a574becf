import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a kubeconfig for one cluster and one token; only its owner may read it. */
export function writeKubeconfig(
  path: string,
  { server, token }: { readonly server: string; readonly token: string },
): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'outrigger',
    clusters: [{ name: 'outrigger', cluster: { server } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'outrigger', context: { cluster: 'outrigger', user: 'admin' } }],
  };
  mkdirSync(dirname(path), { recursive: true });
  // JSON is YAML, too.
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}
