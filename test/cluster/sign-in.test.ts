import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as requestOverTls, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthenticationNews, createLocal, followConfiguration, type LocalServer } from '@outrigger/cluster';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A real OpenID provider over TLS; its clients are people who sign in with tokens that it has signed.
const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
const config = join(folder, 'authentication.yaml');
const news: AuthenticationNews[] = [];
const ending = new AbortController();
let certificate: string;
let issuer: string;
let web: Server;
let server: LocalServer;
/** Lets whoever follows the file look at it once more. */
let look: () => void = () => undefined;

beforeAll(async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...request, ...name], { stdio: 'ignore' });
  certificate = readFileSync(cert, 'utf8');
  web = createServer({ key: readFileSync(key), cert: certificate });
  await new Promise<void>((ready) => web.listen(0, 'localhost', ready));
  issuer = `https://localhost:${(web.address() as AddressInfo).port}`;
  web.on('request', provider().callback());
  writeFileSync(config, configuration({ audience: 'cluster' }));
  const authentication = await followConfiguration(config, {
    now: () => new Date(),
    delay: (_ms, signal) =>
      new Promise<void>((done) => {
        look = done;
        signal?.addEventListener('abort', () => done(), { once: true });
      }),
    signal: ending.signal,
    tell: (one) => news.push(one),
  });
  if ('problems' in authentication) throw new Error(authentication.problems.map(({ message }) => message).join('\n'));
  server = createLocal({ token: 'T', authentication });
});

afterAll(() => {
  ending.abort();
  server?.close();
  web?.close();
  rmSync(folder, { recursive: true });
});

describe('who shows a token of an OpenID provider', () => {
  test('is who the claims say, by prefixes and expressions', async () => {
    const token = await tokenFor('jane');
    expect(await whoIs(token)).toMatchObject({
      status: 201,
      user: {
        username: 'oidc:jane',
        uid: 'uid-of-jane',
        groups: ['team-red', 'team-blue', 'system:authenticated'],
        extra: { 'example.com/tier': ['gold'] },
      },
    });
  });

  test('is refused when a rule about the claims is broken, and why is told to who runs the server', async () => {
    expect(await whoIs(await tokenFor('mallory'))).toEqual({ status: 401, user: undefined });
    expect(news.at(-1)).toEqual({
      is: 'refused',
      why: 'oidc: error evaluating claim validation expression: validation expression \'claims.tier != "none"\' failed: tier is needed',
    });
  });

  test('is refused when the user would be one of the system', async () => {
    expect(await whoIs(await tokenFor('system'))).toEqual({ status: 401, user: undefined });
  });

  test('is refused for another audience, a broken signature, or a form that is none', async () => {
    const token = await tokenFor('jane');
    const [head, body, signature = ''] = token.split('.');
    const broken = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    expect((await whoIs(`${head}.${body}.${broken}`)).status).toBe(401);
    expect((await whoIs(await tokenFor('jane', 'https://other.example.com'))).status).toBe(401);
    expect((await whoIs('no.token.atall')).status).toBe(401);
  });

  test('may only do what roles allow', async () => {
    const answer = await ask('GET', '/api/v1/namespaces', await tokenFor('jane'));
    expect(answer.body).toMatchObject({ reason: 'Forbidden', code: 403 });
  });
});

describe('who comes without a token', () => {
  test('is anonymous at the paths that are named, and nobody elsewhere', async () => {
    expect((await ask('GET', '/healthz')).status).toBe(200);
    expect((await ask('GET', '/version')).status).toBe(401);
  });
});

describe('a configuration that changes while the server runs', () => {
  test('is taken when it is right, and kept out when it is not', async () => {
    writeFileSync(config, configuration({ audience: '' }));
    await looked();
    expect(news.at(-1)).toMatchObject({
      is: 'kept',
      problems: [{ message: 'jwt[0].issuer.audiences[0]: Required value', position: { line: 6, column: 19 } }],
    });
    expect((await whoIs(await tokenFor('jane'))).status).toBe(201);
    writeFileSync(config, configuration({ audience: 'https://other.example.com' }));
    await looked();
    expect(news.at(-1)).toEqual({ is: 'reloaded' });
    expect((await whoIs(await tokenFor('jane', 'https://other.example.com'))).status).toBe(201);
    expect((await whoIs(await tokenFor('jane'))).status).toBe(401);
  });
});

function configuration({ audience }: { readonly audience: string }): string {
  return `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer:
      url: ${issuer}
      audiences: ["${audience === 'cluster' ? CLUSTER : audience}"]
      certificateAuthority: |
${certificate.trimEnd().replace(/^/gm, '        ')}
    claimValidationRules:
      - expression: claims.tier != "none"
        message: tier is needed
    claimMappings:
      username: { claim: sub, prefix: "oidc:" }
      groups: { expression: 'claims.teams.split(",").map(t, "team-" + t)' }
      uid: { expression: '"uid-of-" + claims.sub' }
      extra:
        - key: example.com/tier
          valueExpression: claims.tier
    userValidationRules:
      - expression: '!user.groups.exists(g, g == "team-system")'
        message: not one of the system
anonymous:
  enabled: true
  conditions:
    - path: /healthz
`;
}

const CLUSTER = 'https://cluster.example.com';

const people: Readonly<Record<string, object>> = {
  jane: { teams: 'red,blue', tier: 'gold' },
  mallory: { teams: 'red', tier: 'none' },
  system: { teams: 'system', tier: 'gold' },
};

function provider(): Provider {
  return new Provider(issuer, {
    clients: Object.keys(people).map((id) => ({
      client_id: id,
      client_secret: 'secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    extraTokenClaims: (_context, token) => ({ ...people[token.clientId ?? ''] }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, audience) => ({ scope: '', audience, accessTokenFormat: 'jwt' }),
      },
    },
  });
}

async function tokenFor(client: string, resource: string = CLUSTER): Promise<string> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${client}:secret`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const text = await new Promise<string>((resolve, reject) => {
    const outgoing = requestOverTls(`${issuer}/token`, { method: 'POST', ca: certificate, headers }, (incoming) => {
      let body = '';
      incoming.on('data', (part: Buffer) => {
        body += part.toString();
      });
      incoming.on('end', () => resolve(body));
    });
    outgoing.on('error', reject);
    outgoing.end(new URLSearchParams({ grant_type: 'client_credentials', resource }).toString());
  });
  return (JSON.parse(text) as { readonly access_token: string }).access_token;
}

async function whoIs(token: string) {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const answer = await ask('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', token, body);
  const { status } = answer.body as { readonly status?: { readonly userInfo?: unknown } };
  return { status: answer.status, user: status?.userInfo };
}

async function ask(method: string, path: string, token?: string, body?: object) {
  const answer = await server.answer({
    method,
    path,
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: new TextEncoder().encode(body ? JSON.stringify(body) : ''),
    signal: new AbortController().signal,
  });
  const text = String(answer.body);
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as object) : { text } };
}

/** The file was looked at, and what is in it read. */
async function looked(): Promise<void> {
  const before = news.length;
  look();
  await expect.poll(() => news.length).toBeGreaterThan(before);
}
