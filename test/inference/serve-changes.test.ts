import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeInputs } from '../command/run-main.ts';
import { PATIENT } from './envoy/start-envoy.ts';
import { type ModelServer, startModelServer } from './envoy/start-model-server.ts';
import { chosenFor, serve } from './start-serve.ts';

/** Sends all to the endpoint with this address. */
const MODULE = (address: string) => `export const plugIn = () => ({
  scorer: ({ candidates }, kept) => kept.map((place) => (candidates[place].endpoint.address === '${address}' ? 1 : 0)),
});
`;
const POLICY = `apiVersion: llm-d.ai/v1alpha1
kind: EndpointPickerConfig
plugins:
- name: own
  type: module
  parameters: { path: ./own.mjs }
- type: max-score-picker
schedulingProfiles:
- name: default
  plugins:
  - pluginRef: own
  - pluginRef: max-score-picker
`;

describe('files of a picker that runs', { timeout: 60_000 }, () => {
  let servers: readonly [ModelServer, ModelServer];
  beforeAll(async () => {
    servers = [await startModelServer(), await startModelServer()];
    return () => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())).then(() => undefined);
  });

  test('a policy, its modules and a configuration are read again; what cannot be taken changes nothing', async () => {
    const [first, second] = servers.map(({ address }) => address) as [string, string];
    const folder = writeInputs({
      'policy.yaml': POLICY,
      'own.mjs': MODULE(first),
      'config.yaml': 'admission: {}\n',
    });
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const { address, metrics, stderr } = await serve([
      ...['--endpoints', `${first},${second}`, '--metrics', '127.0.0.1:0'],
      ...['--policy-file', join(folder, 'policy.yaml'), '--config', join(folder, 'config.yaml')],
    ]);
    const said = (text: string) => expect.poll(stderr, PATIENT).toContain(text);
    expect(await chosenFor(address, 'm')).toBe(first);

    write('own.mjs', MODULE(second));
    write('config.yaml', 'admission: {tenants: [{name: default-flow, tokensPerMinute: 1}]}\n');
    await said(`${folder}/policy.yaml has changed, and is in force`);
    await said(`${folder}/config.yaml has changed, and is in force`);
    expect([await chosenFor(address, 'm'), await chosenFor(address, 'm')]).toEqual([second, '429']);

    write('policy.yaml', POLICY.replace('max-score-picker', 'max-score-picked'));
    write('config.yaml', 'admission: {tenant: []}\n');
    await said(`${folder}/policy.yaml has changed: what it said before stays in force`);
    await said(`${folder}/config.yaml has changed: what it said before stays in force`);
    expect(stderr()).toContain('policy.yaml:7:3');
    expect(stderr()).toContain('config.yaml:1:13');
    expect(await chosenFor(address, 'm')).toBe('429');

    const page = await (await fetch(`http://${metrics}/metrics`)).text();
    const lines = page.split('\n').filter((line) => /^outrigger_inference_\w*reload/.test(line));
    expect(lines.toSorted()).toEqual([
      'outrigger_inference_last_reload_successful{file="config"} 0',
      'outrigger_inference_last_reload_successful{file="policy"} 0',
      'outrigger_inference_reloads_total{file="config",outcome="applied"} 1',
      'outrigger_inference_reloads_total{file="config",outcome="refused"} 1',
      'outrigger_inference_reloads_total{file="policy",outcome="applied"} 1',
      'outrigger_inference_reloads_total{file="policy",outcome="refused"} 1',
    ]);
  });

  test('a configuration is followed as the kubelet brings it: by a link to another folder', async () => {
    const folder = writeInputs({ 'v1/config.yaml': 'admission: {}\n' });
    const bring = (version: string, text: string) => {
      mkdirSync(join(folder, version), { recursive: true });
      writeFileSync(join(folder, version, 'config.yaml'), text);
      symlinkSync(version, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    bring('v1', 'admission: {}\n');
    symlinkSync('..data/config.yaml', join(folder, 'config.yaml'));
    const file = join(folder, 'config.yaml');
    const { address, stderr } = await serve(['--endpoints', servers[0].address, '--config', file]);
    expect(await chosenFor(address, 'm')).toBe(servers[0].address);
    bring('v2', 'admission: {otherTenants: {tokensPerMinute: 1}}\n');
    await expect.poll(stderr, PATIENT).toContain('config.yaml has changed, and is in force');
    expect([await chosenFor(address, 'm'), await chosenFor(address, 'm')]).toEqual([servers[0].address, '429']);
  });
});
