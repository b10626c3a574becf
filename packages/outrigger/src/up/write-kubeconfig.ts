import { chmodSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../world/make-folder.ts';
import { writable } from '../world/writable.ts';

/**
 * Writes a kubeconfig for one cluster and one token; only its owner may read it. The token is part of the address too, because
 * kubectl shows tokens to servers with TLS only (see `tokenInPath` in packages/cluster).
 */
export function writeKubeconfig(
  path: string,
  { server, token }: { readonly server: string; readonly token: string },
): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'outrigger',
    clusters: [{ name: 'outrigger', cluster: { server: `${server}/as/${token}` } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'outrigger', context: { cluster: 'outrigger', user: 'admin' } }],
  };
  const hint = 'choose another file with --kubeconfig';
  writable({ message: `no kubeconfig can be written to ${path}`, hint }, () => {
    makeFolder(dirname(path));
    // JSON is YAML, too.
    writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
  });
}
