import { createCriDriver } from '@outrigger/node';
import { expect, onTestFinished, test } from 'vitest';
import { describeWithContainerd } from '../containerd/describe-with-containerd.ts';
import { serveRegistry } from '../containerd/serve-registry.ts';
import { openTestPod } from './open-test-pod.ts';

const app = (image: string, more: object = {}) => ({
  containers: [{ name: 'app', image, command: ['sleep', '3600'] }],
  ...more,
});

describeWithContainerd('an image', (daemon) => {
  test.for([
    ['localhost/busybox:1', true],
    ['localhost/busybox:9', false],
    ['localhost/nobody', false],
  ] as const)('%s is on this machine: %s', async ([image, there]) => {
    const pod = await openTestPod(daemon(), app(image));
    expect(await pod.runtime.hasImage(pod.container('app'))).toBe(there);
  });

  test('that cannot be pulled says why in the runtime’s words', async () => {
    const pod = await openTestPod(daemon(), app('127.0.0.1:1/none:1'));
    await expect(pod.runtime.pullImage(pod.container('app'))).rejects.toThrow(
      /^rpc error: code = Unknown desc = failed to pull and unpack image "127.0.0.1:1\/none:1": failed to resolve reference .*connection refused$/,
    );
  });

  test('that is not there cannot be started', async () => {
    const pod = await openTestPod(daemon(), app('localhost/busybox:9'));
    await pod.sandbox();
    await expect(pod.start('app')).rejects.toMatchObject({
      stage: 'create',
      message: 'image "localhost/busybox:9" is not present',
    });
  });

  test('of a registry that wants to know who asks is pulled with the secret that opens it', async () => {
    const registry = await serveRegistry({ user: 'me', password: 'pass:word' });
    onTestFinished(registry.close);
    const image = `${registry.host}/private:1`;
    const secrets: Readonly<Record<string, string>> = { wrong: 'me:guess', right: 'me:pass:word' };
    const options = {
      secret: (_: string, name: string) => ({
        stringData: {
          '.dockerconfigjson': JSON.stringify({
            auths: { [registry.host]: { auth: Buffer.from(secrets[name] ?? '').toString('base64') } },
          }),
        },
      }),
    };
    const stranger = await openTestPod(daemon(), app(image), { options });
    await expect(stranger.runtime.pullImage(stranger.container('app'))).rejects.toThrow(
      /401 Unauthorized|authorization failed/,
    );

    const named = app(image, { imagePullSecrets: [{ name: 'wrong' }, { name: 'right' }] });
    const pod = await openTestPod(daemon(), named, { options });
    expect(await pod.runtime.pullImage(pod.container('app'))).toBeGreaterThan(100_000);
    expect(await pod.runtime.hasImage(pod.container('app'))).toBe(true);
    await pod.sandbox();
    expect(await pod.sh(await pod.start('app'), 'echo $WHICH')).toBe('private');
  });
});

test('a driver for a runtime that is not there says so', async () => {
  await expect(createCriDriver({ endpoint: 'unix:///no/such.sock' })).rejects.toThrow(
    /^rpc error: code = Unavailable desc = .*connect ENOENT \/no\/such\.sock$/,
  );
});
