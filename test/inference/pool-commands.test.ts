import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS, rolesOf } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { runMain, writeInput } from '../command/run-main.ts';

const ALL = join(import.meta.dirname, 'pool-gateway/all.yaml');

describe('outrigger inference crds', () => {
  const names = async (...flags: readonly string[]) => {
    const { exitCode, stdout } = await runMain(['inference', 'crds', ...flags]);
    expect(exitCode).toBe(0);
    return parseAllDocuments(stdout).map((document) => document.toJS().metadata.name as string);
  };

  test('prints the definitions, with --roles the roles, with --only a part', async () => {
    const definitions = await names();
    expect(definitions).toHaveLength(7);
    expect((await names('--roles')).slice(7)).toEqual([
      'inference-platform-admin',
      'inference-model-owner',
      'inference-viewer',
      'inference-picker',
    ]);
    expect(await names('--only', 'v1')).toEqual(definitions.filter((name) => !name.endsWith('x-k8s.io')));
    expect(await names('--only', 'experimental')).toEqual(definitions.filter((name) => name.endsWith('x-k8s.io')));
    expect(await names('--only', 'roles')).toHaveLength(4);
  });

  test('prints what docs/inference/pools.md names', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/inference/pools.md'), 'utf8');
    for (const { kind, group, version } of KINDS)
      expect(page).toMatch(new RegExp(`^\\| ${kind} \\|.*\`${group}/${version}\``, 'm'));
    for (const { metadata } of rolesOf()) expect(page).toContain(`\`${metadata.name}\``);
  });

  test('prints a List as JSON', async () => {
    const { stdout } = await runMain(['inference', 'crds', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'List', items: { length: 7 } });
  });
});

interface Route {
  readonly match: Readonly<Record<string, unknown>>;
  readonly route?: Readonly<Record<string, unknown>>;
}

describe('outrigger inference envoy-config', () => {
  const configOf = async (file: string, ...flags: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runMain(['inference', 'envoy-config', '-f', file, ...flags]);
    return { exitCode, stderr, config: parse(stdout) };
  };
  const hostsOf = (config: Awaited<ReturnType<typeof configOf>>['config']) => {
    const [listener] = config.static_resources.listeners;
    const [manager] = listener.filter_chains[0].filters;
    return manager.typed_config.route_config.virtual_hosts as readonly {
      readonly name: string;
      readonly routes: readonly Route[];
    }[];
  };

  test('asks the most exact match first, and the routes of the listener that names the host most exactly only', async () => {
    const { config } = await configOf(ALL);
    const paths = hostsOf(config).map(({ name, routes }) => [
      name,
      routes.map(({ match: { headers: _headers, query_parameters: _parameters, ...path } }) => Object.values(path)[0]),
    ]);
    // For a list, for one endpoint, and for a picker that does not answer.
    const code = ['/v1/code', '/v1/code', '/v1/code'];
    expect(paths).toEqual([
      ['*', [...code, { regex: '/models/[a-z]+' }, '/docs', '/v1']],
      ['*.chat.example.com', [...code, { regex: '/models/[a-z]+' }, '/docs', '/v1']],
      ['a.chat.example.com', ['/', '/', '/', ...code, { regex: '/models/[a-z]+' }, '/docs', '/v1']],
    ]);
  });

  test('each share of a route asks the picker of its pool', async () => {
    const { config } = await configOf(ALL, '--picker', 'old=127.0.0.1:9002');
    const [ofLists, first] = hostsOf(config)[0]?.routes ?? [];
    const filter = 'envoy.filters.http.ext_proc';
    const picker = (name: string) => ({
      [filter]: { overrides: { grpc_service: { envoy_grpc: { cluster_name: name } } } },
    });
    const clusters = [
      { name: 'pool_llm_code', weight: 9, typed_per_filter_config: picker('picker_llm_code') },
      { name: 'pool_llm_old', weight: 1, typed_per_filter_config: picker('picker_llm_old') },
    ];
    expect(first).toMatchObject({ route: { weighted_clusters: { clusters }, timeout: '90s' } });
    const listed = clusters.map((cluster) => ({
      ...cluster,
      name: cluster.name.replace('pool_llm_code', 'list_llm_code'),
    }));
    expect(ofLists).toMatchObject({ route: { weighted_clusters: { clusters: listed } } });
  });

  test('tells what is not in it, and ends with 1', async () => {
    const { exitCode, stderr } = await configOf(ALL);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'HTTPRoute "llm/completions": Unknown "llm/nobody" of group "a.example" is no backend that is known here: its share of requests gets 500\n',
    );
  });

  test('shows what is wrong at its place, and ends with 2', async () => {
    const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: g }
spec: { listeners: [{ name: http, port: http, protocol: HTTP }] }
`;
    const { exitCode, stderr } = await runMain(['inference', 'envoy-config', '-f', writeInput(text)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('pod.yaml:4:41');
    expect(stderr).toContain('spec.listeners[0].port: Invalid value: "string": must be of type integer');
  });

  test.each([
    [['-f', ALL, '--gateway', 'other'], 'there is no Gateway "other"'],
    [['-f', ALL, '--picker', 'nowhere'], '--picker: "nowhere" is no address'],
  ])('%j is refused', async (flags, message) => {
    const { exitCode, stderr } = await runMain(['inference', 'envoy-config', ...flags]);
    expect({ exitCode, isSaid: stderr.includes(message) }).toEqual({ exitCode: 2, isSaid: true });
  });
});
