import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { admitPod } from '../packages/pod/src/admission/admit-pod.ts';
import { addPluginDefaults } from '../packages/pod/src/admission/defaults/plugin-defaults.ts';
import { describeWithShared } from './shared-material.ts';

interface Exchange {
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly body: { readonly spec?: unknown } };
}

// A real 1.36.2 API server was asked to create pods, good and bad; ours answers the same, body and all.
describeWithShared('the recorded API server', 'golden/api/exchanges.jsonl', (file) => {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const exchanges = lines.map((line): Exchange => JSON.parse(line));
  const created = exchanges.filter(({ request }) => request.method === 'POST' && request.path.endsWith('/pods'));
  const kept = created.filter(({ response }) => response.status === 201);
  const refused = created.filter(({ response }) => response.status !== 201);

  test('was asked to create pods', () => {
    expect(kept.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
  });

  describe('keeps pods with the same defaults', () => {
    test.each(kept)('$name', ({ request, response }) => {
      const admission = admitPod(request.body);
      if (!admission.admitted) throw new Error(admission.message);
      const pod = addPluginDefaults(admission.pod, { tokenVolume: 'kube-api-access-<x>' });
      expect(pod.spec).toEqual(response.body.spec);
    });
  });

  describe('refuses pods with the same answer', () => {
    test.each(refused)('$name', ({ request, response }) => {
      expect(admitPod(request.body)).toMatchObject({ admitted: false, status: response.body });
    });
  });
});
