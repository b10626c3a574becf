import type { ISecret } from 'kubernetes-models/v1';
import type { Draft } from '../wire/shape.ts';

/**
 * With what an image may be pulled, the best match first (pkg/credentialprovider/keyring.go, v1.36.2: BasicDockerKeyring.Lookup).
 * Empty = nobody to be.
 */
export function imageCredentials(image: string, secrets: readonly PullSecret[]): readonly Draft<'AuthConfig'>[] {
  const { host, path } = placeOf(image);
  return secrets
    .flatMap(entriesOf)
    .filter(({ registry }) => matches(registry, host, path))
    .sort((a, b) => (a.registry < b.registry ? 1 : -1))
    .map(({ auth }) => auth);
}

/** A pull secret, of the type kubernetes.io/dockerconfigjson or kubernetes.io/dockercfg. */
export type PullSecret = Pick<ISecret, 'data' | 'stringData'>;

interface Entry {
  readonly registry: string;
  readonly auth: Draft<'AuthConfig'>;
}

interface WrittenAuth {
  readonly username?: string;
  readonly password?: string;
  readonly auth?: string;
}

function entriesOf(secret: PullSecret): readonly Entry[] {
  const modern = textOf(secret, '.dockerconfigjson');
  const old = textOf(secret, '.dockercfg');
  const auths = modern === undefined ? parse(old) : (parse(modern)?.auths as Record<string, WrittenAuth> | undefined);
  return Object.entries((auths ?? {}) as Record<string, WrittenAuth>).map(([registry, written]) => ({
    registry: registry.replace(/^https?:\/\//, '').replace(/^(.+)\/v[12]\/?$/, '$1'),
    auth: authOf(written),
  }));
}

function textOf({ data, stringData }: PullSecret, key: string): string | undefined {
  const written = data?.[key];
  return stringData?.[key] ?? (written === undefined ? undefined : Buffer.from(written, 'base64').toString('utf8'));
}

/** A secret that is no JSON opens nothing; the kubelet logs it and goes on. */
function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function authOf({ username, password, auth }: WrittenAuth): Draft<'AuthConfig'> {
  if (!auth) return { username, password };
  const [name, ...rest] = Buffer.from(auth, 'base64').toString('utf8').split(':');
  return { username: name, password: rest.join(':') };
}

/** `nginx` is docker.io/library/nginx. */
function placeOf(image: string): { readonly host: string; readonly path: string } {
  const name = image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? { host: first, path: rest.join('/') } : { host: 'docker.io', path: name };
}

function matches(registry: string, host: string, path: string): boolean {
  const [pattern = '', ...rest] = registry.split('/');
  // Docker's own hub goes by several names.
  const names = host === 'docker.io' ? ['docker.io', 'index.docker.io'] : [host];
  return names.some((name) => matchesHost(pattern, name)) && `${path}/`.startsWith(rest.length ? rest.join('/') : '');
}

/** Part by part, each a glob; the number of parts and the port are the same. */
function matchesHost(pattern: string, host: string): boolean {
  const [patternName = '', patternPort] = pattern.split(':');
  const [name = '', port] = host.split(':');
  const parts = patternName.split('.');
  const ofHost = name.split('.');
  return (
    patternPort === port &&
    parts.length === ofHost.length &&
    parts.every((part, index) => globOf(part).test(ofHost[index] ?? ''))
  );
}

function globOf(part: string): RegExp {
  return new RegExp(
    `^${part
      .replace(/[\\^$+.()|{}[\]]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}
