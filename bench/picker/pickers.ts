import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A picker that can be started: as a command, for these endpoints, to be asked at this port. */
export interface PickerUnderTest {
  readonly command: (endpoints: readonly string[], port: number) => readonly [program: string, ...args: string[]];
}

/** Ours, as a user has it. */
export function outrigger(bundle: string): PickerUnderTest {
  return {
    command: (endpoints, port) => [
      process.execPath,
      bundle,
      ...['inference', 'serve', '--endpoints', endpoints.join(','), '--ext-proc', `127.0.0.1:${port}`],
    ],
  };
}

/** What comes goes back, by `node:http2`. */
export function echo(): PickerUnderTest {
  return { command: (_, port) => [process.execPath, join(import.meta.dirname, 'serve-echo.ts'), String(port)] };
}

/**
 * Upstream's `epp` with its default plug-ins on a file of endpoints (llm-d-router docs/discovery.md), where there is one on the PATH:
 * `go build ./cmd/epp` in a checkout of llm-d-router makes it, and it needs no cluster so.
 */
export function upstream(folder: string): PickerUnderTest | undefined {
  if (spawnSync('epp', ['--help'], { stdio: 'ignore' }).error) return undefined;
  return {
    command(endpoints, port) {
      const listed = join(folder, `endpoints-${port}.yaml`);
      const configuration = join(folder, `epp-${port}.yaml`);
      writeFileSync(listed, `endpoints:\n${endpoints.map(endpointOf).join('')}`);
      writeFileSync(configuration, CONFIGURATION.replace('PATH', listed));
      const ports = ['--grpc-port', String(port), '--grpc-health-port', String(port + 1)];
      const plain = ['--metrics-port', String(port + 2), '--secure-serving=false', '--metrics-endpoint-auth=false'];
      const named = ['--pool-name', 'bench', '--tracing=false'];
      return ['epp', '--config-file', configuration, ...ports, ...plain, ...named];
    },
  };
}

function endpointOf(address: string, index: number): string {
  const [host, port] = address.split(':');
  return `- name: server-${index}\n  address: ${host}\n  port: "${port}"\n`;
}

const CONFIGURATION = `apiVersion: llm-d.ai/v1alpha1
kind: EndpointPickerConfig
plugins:
- type: file-discovery
  parameters: { path: PATH }
- type: queue-scorer
- type: kv-cache-utilization-scorer
- type: prefix-cache-scorer
schedulingProfiles:
- name: default
  plugins:
  - { pluginRef: queue-scorer, weight: 2 }
  - { pluginRef: kv-cache-utilization-scorer, weight: 2 }
  - { pluginRef: prefix-cache-scorer, weight: 3 }
dataLayer:
  discovery: { pluginRef: file-discovery }
`;
