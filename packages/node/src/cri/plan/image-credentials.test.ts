import { expect, test } from 'vitest';
import { imageCredentials, type PullSecret } from './image-credentials.ts';

const secret = (auths: object): PullSecret => ({
  data: { '.dockerconfigjson': Buffer.from(JSON.stringify({ auths })).toString('base64') },
});
const auth = (user: string) => ({ auth: Buffer.from(`${user}:pass:word`).toString('base64') });
const known = [
  secret({
    'https://index.docker.io/v1/': auth('hub'),
    'registry.example.com': auth('all'),
    'registry.example.com/team': auth('team'),
    '*.example.org': auth('glob'),
    'localhost:5000': { username: 'plain', password: 'pass:word' },
  }),
];

test.for([
  ['nginx', ['hub']],
  ['nginx:1.2', ['hub']],
  ['docker.io/library/nginx@sha256:00', ['hub']],
  ['registry.example.com/app', ['all']],
  ['registry.example.com/team/app:1', ['team', 'all']],
  ['a.example.org/app', ['glob']],
  ['a.b.example.org/app', []],
  ['localhost:5000/app:2', ['plain']],
  ['localhost:5001/app', []],
  ['quay.io/app', []],
] as const)('%s is pulled as %s', ([image, users]) => {
  const found = imageCredentials(image, known);
  expect(found.map(({ username }) => username)).toEqual(users);
  for (const { password } of found) expect(password).toBe('pass:word');
});

test('the old kind of secret counts too, and stringData', () => {
  const old: PullSecret = {
    stringData: { '.dockercfg': JSON.stringify({ 'a.io': auth('old') }) },
  };
  expect(imageCredentials('a.io/app', [old])).toEqual([{ username: 'old', password: 'pass:word' }]);
});

test('a secret that is no JSON, or of another kind, opens nothing', () => {
  expect(
    imageCredentials('a.io/app', [{ stringData: { '.dockerconfigjson': '{' } }, { data: { key: 'eA==' } }]),
  ).toEqual([]);
});
