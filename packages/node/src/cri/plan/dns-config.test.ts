import { expect, test } from 'vitest';
import { dnsOf } from './dns-config.ts';
import { hostnameOf, hostsFile } from './hosts-file.ts';

const host = '# comment\nnameserver 10.0.0.1\nnameserver 10.0.0.2\nsearch old\nsearch a.b c.d\noptions ndots:2 edns0\n';
const containers: never[] = [];

test('a pod resolves names as its machine does', () => {
  expect(dnsOf({ containers }, host)).toEqual({
    servers: ['10.0.0.1', '10.0.0.2'],
    searches: ['a.b', 'c.d'],
    options: ['ndots:2', 'edns0'],
  });
});

test('what a pod adds comes behind, but for options, which it may set anew; three servers are the most', () => {
  const dnsConfig = {
    nameservers: ['10.0.0.2', '1.1.1.1', '8.8.8.8'],
    searches: ['own'],
    options: [{ name: 'ndots', value: '5' }, { name: 'debug' }],
  };
  expect(dnsOf({ containers, dnsConfig }, host)).toEqual({
    servers: ['10.0.0.1', '10.0.0.2', '1.1.1.1'],
    searches: ['a.b', 'c.d', 'own'],
    options: ['ndots:5', 'edns0', 'debug'],
  });
});

test('a pod with the policy None has only its own', () => {
  expect(dnsOf({ containers, dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'] } }, host)).toEqual({
    servers: ['1.1.1.1'],
    searches: [],
    options: [],
  });
});

test.for([
  [{ containers }, 'web', 'web'],
  [{ containers, hostname: 'other' }, 'web', 'other'],
  [{ containers }, `${'a'.repeat(62)}-b`, 'a'.repeat(62)],
] as const)('%j of %s is called %s', ([spec, name, hostname]) => {
  expect(hostnameOf(spec, name)).toBe(hostname);
});

test('a hosts file says where the pod is, and what it was told', () => {
  const world = { podIp: '10.1.0.5', hostname: 'web', hostFile: '127.0.0.1 machine\n' };
  const hostAliases = [{ ip: '1.2.3.4', hostnames: ['a', 'b'] }];
  expect(hostsFile({ containers, hostAliases, subdomain: 'sub' }, world)).toBe(`# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
10.1.0.5\tweb.sub\tweb

# Entries added by HostAliases.
1.2.3.4\ta\tb
`);
  expect(hostsFile({ containers, hostNetwork: true }, world)).toBe(
    '# Kubernetes-managed hosts file (host network).\n127.0.0.1 machine\n',
  );
});
