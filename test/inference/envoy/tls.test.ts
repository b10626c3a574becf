import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followCertificate, serveExtProc } from '@outrigger/inference';
import { expect, onTestFinished, test } from 'vitest';
import { describeWithEnvoy, ENVOY_PATIENCE, startEnvoy } from './start-envoy.ts';
import { startModelServer } from './start-model-server.ts';

describeWithEnvoy('a picker that speaks TLS', () => {
  test('takes and gives back long bodies, many at once', { timeout: ENVOY_PATIENCE }, async () => {
    await using model = await startModelServer();
    const server = await serveExtProc({
      ...{ host: '127.0.0.1', port: 0, certificate: ownCertificate() },
      pick: () => ({ to: [model.address] }),
      isReady: () => true,
      mostBodyBytes: 2 << 20,
    });
    await using envoy = await startEnvoy({ pickerPort: server.port, isTls: true });
    const body = JSON.stringify({ model: 'm', prompt: 'x'.repeat(700_000) });
    const told = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const response = await fetch(`${envoy.url}/v1/completions`, { method: 'POST', body });
        return (await response.json()) as { readonly bytes: number };
      }),
    );
    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(() => body.length));
    await server.close(0);
  });
});

function ownCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-envoy-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', files.keyFile];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', files.certFile, '-subj', '/CN=picker', '-days', '2'], {
    stdio: 'pipe',
  });
  const followed = followCertificate(files, () => () => {});
  if (!followed.ok) throw new Error(followed.message);
  return followed.certificate;
}
