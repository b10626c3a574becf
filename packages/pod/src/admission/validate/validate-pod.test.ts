import { describe, expect, it } from 'vitest';
import { admitPod } from '../admit-pod.ts';
import { apiServer } from '../api-server.ts';

// What concerns sidecars, restarts and the end of a pod, version by version. All that validation says is compared with
// the answers of upstream's own code in test/admission-upstream.test.ts.
type Row = readonly [what: string, minor: number, fields: object, said: string];

const verdict = (spec: object, minor: number, gates: Readonly<Record<string, boolean>> = {}) => {
  const written = { metadata: { name: 'x' }, spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec } };
  const admission = admitPod(written, { server: apiServer(minor, gates) });
  return admission.admitted ? ADMITTED : admission.message.replace('Pod "x" is invalid: ', '');
};
const ADMITTED = 'admitted';
const exec = { exec: { command: ['true'] } };
const sidecarOnly = 'Forbidden: may not be set for init containers without restartPolicy=Always';
const rule = (fields: object = {}) => ({ action: 'Restart', exitCodes: { operator: 'In', values: [42] }, ...fields });

describe('an init container', () => {
  it.each<Row>([
    ['with a probe', 27, { startupProbe: exec }, 'startupProbe: Forbidden: may not be set for init containers'],
    ['with a probe', 28, { startupProbe: exec }, `startupProbe: ${sidecarOnly}`],
    ['with a hook', 36, { lifecycle: { preStop: exec } }, `lifecycle: ${sidecarOnly}`],
    ['that lost its policy', 28, { restartPolicy: 'Always', startupProbe: exec }, `startupProbe: ${sidecarOnly}`],
    ['that is a sidecar', 29, { restartPolicy: 'Always', startupProbe: exec }, ADMITTED],
    ['that retries', 28, { restartPolicy: 'OnFailure' }, ADMITTED],
    [
      'that retries',
      33,
      { restartPolicy: 'OnFailure' },
      'restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
    ],
    ['that retries', 35, { restartPolicy: 'OnFailure' }, ADMITTED],
    ['with the name of a container', 36, { name: 'app' }, 'name: Duplicate value: "app"'],
    [
      'that is a sidecar with rules',
      35,
      { restartPolicy: 'Always', restartPolicyRules: [rule()] },
      'restartPolicyRules: Forbidden: restartPolicyRules are not allowed for init containers with restart policy Always',
    ],
    ['that is a sidecar with rules', 36, { restartPolicy: 'Always', restartPolicyRules: [rule()] }, ADMITTED],
  ])('%s in 1.%i', (_what, minor, fields, said) => {
    const initContainers = [{ name: 'init', image: 'init:1', ...fields }];
    expect(verdict({ initContainers }, minor)).toBe(said === ADMITTED ? said : `spec.initContainers[0].${said}`);
  });
});

describe('a main container', () => {
  const never = { restartPolicy: 'Never' };
  const tooManyRules = { ...never, restartPolicyRules: Array.from({ length: 21 }, () => rule()) };
  const manyCodes = { operator: 'In', values: Array.from({ length: 256 }, (_, code) => code) };
  const all = { ...never, restartPolicyRules: [rule({ action: 'RestartAllContainers' })] };
  it.each<Row>([
    ['with a restart policy', 27, never, ADMITTED],
    ['with a restart policy', 28, never, 'restartPolicy: Forbidden: may not be set for non-init containers'],
    ['with a restart policy', 35, never, ADMITTED],
    [
      'with rules but no policy',
      36,
      { restartPolicyRules: [rule()] },
      'restartPolicy: Required value: must specify restartPolicy when restart rules are used',
    ],
    ['with 21 rules', 35, tooManyRules, 'restartPolicyRules: Too long: may not be more than 20 bytes'],
    ['with 21 rules', 36, tooManyRules, 'restartPolicyRules: Too many: 21: must have at most 20 items'],
    [
      'with a rule of 256 codes',
      36,
      { ...never, restartPolicyRules: [rule({ exitCodes: manyCodes })] },
      'restartPolicyRules[0].exitCodes.values: Too many: 256: must have at most 255 items',
    ],
    [
      'with a rule for no codes',
      36,
      { ...never, restartPolicyRules: [{ action: 'Restart' }] },
      'restartPolicyRules[0].exitCodes: Required value: must be specified',
    ],
    [
      'that restarts all',
      35,
      all,
      'restartPolicyRules[0].action: Unsupported value: "RestartAllContainers": supported values: "Restart"',
    ],
    ['that restarts all', 36, all, ADMITTED],
  ])('%s in 1.%i', (_what, minor, fields, said) => {
    const containers = [{ name: 'app', image: 'app:1', ...fields }];
    expect(verdict({ containers }, minor)).toBe(said === ADMITTED ? said : `spec.containers[0].${said}`);
  });
});

describe('the end of a container', () => {
  const signal = { stopSignal: 'SIGINT' };
  const sleep = (seconds: number) => ({ preStop: { sleep: { seconds } } });
  const outOfRange = 'must be non-negative and less than terminationGracePeriodSeconds (30)';
  it.each<readonly [what: string, minor: number, gates: Readonly<Record<string, boolean>>, hook: object, said: string]>(
    [
      ['a sleep', 28, {}, sleep(5), 'preStop: Required value: must specify a handler type'],
      ['a sleep', 29, {}, sleep(5), 'preStop: Required value: must specify a handler type'],
      ['a sleep', 30, { PodLifecycleSleepAction: false }, sleep(5), ADMITTED],
      ['a sleep of the whole period', 36, {}, sleep(30), ADMITTED],
      ['a sleep past the end', 36, {}, sleep(31), `preStop.sleep: Invalid value: 31: ${outOfRange}`],
      ['no sleep at all', 33, {}, sleep(0), ADMITTED],
      ['a signal', 36, {}, signal, ADMITTED],
      [
        'a signal without a system',
        36,
        { ContainerStopSignals: true },
        signal,
        'stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`',
      ],
    ],
  )('%s in 1.%i with %o', (_what, minor, gates, lifecycle, said) => {
    const containers = [{ name: 'app', image: 'app:1', lifecycle }];
    const expected = said === ADMITTED ? said : `spec.containers[0].lifecycle.${said}`;
    expect(verdict({ containers }, minor, gates)).toBe(expected);
  });
});

describe('a probe', () => {
  it.each<readonly [kind: string, fields: object, said: string]>([
    ['livenessProbe', {}, ': Required value: must specify a handler type'],
    [
      'livenessProbe',
      { ...exec, tcpSocket: { port: 1 } },
      '.tcpSocket: Forbidden: may not specify more than 1 handler type',
    ],
    ['livenessProbe', { ...exec, successThreshold: 2 }, '.successThreshold: Invalid value: 2: must be 1'],
    [
      'livenessProbe',
      { ...exec, terminationGracePeriodSeconds: 0 },
      '.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
    ],
    [
      'readinessProbe',
      { ...exec, terminationGracePeriodSeconds: 1 },
      '.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes',
    ],
    [
      'startupProbe',
      { ...exec, periodSeconds: -1 },
      '.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'startupProbe',
      { tcpSocket: { port: 0 } },
      '.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ])('%s of %j', (kind, fields, said) => {
    const containers = [{ name: 'app', image: 'app:1', [kind]: fields }];
    expect(verdict({ containers }, 36)).toBe(`spec.containers[0].${kind}${said}`);
  });
});
