import { describe, expect, test } from 'vitest';
import { allEntries } from './all-entries.ts';
import type { KnownContainer } from './catalog-entry.ts';
import { recogniseSidecar } from './recognise-sidecar.ts';

/** An image, and the entry that it is. */
const IMAGES: readonly (readonly [string, string | undefined])[] = [
  ['docker.io/istio/proxyv2:1.24.0', 'istio-proxy'],
  ['mirror.example.com:5000/istio/proxyv2@sha256:00', 'istio-proxy'],
  ['cr.l5d.io/linkerd/proxy:edge-25.1.1', 'linkerd-proxy'],
  ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1', 'cloud-sql-proxy'],
  ['gcr.io/cloudsql-docker/gce-proxy:1.37.0', 'cloud-sql-proxy-v1'],
  ['gcr.io/alloydb-connectors/alloydb-auth-proxy:1.13.0', 'alloydb-auth-proxy'],
  ['otel/opentelemetry-collector-contrib:0.120.0', 'otel-collector'],
  ['public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0', 'adot-collector'],
  ['ghcr.io/dapr/daprd:1.15.0', 'daprd'],
  ['hashicorp/consul-dataplane:1.6.0', 'consul-dataplane'],
  ['docker.io/kumahq/kuma-dp:2.9.0', 'kuma-dp'],
  ['fluent/fluentd:v1.18', 'fluentd'],
  ['fluent/fluentd-kubernetes-daemonset:v1', 'fluentd'],
  ['timberio/vector:0.45.0-alpine', 'vector'],
  ['docker.elastic.co/beats/filebeat:8.17.0', 'filebeat'],
  ['grafana/alloy:v1.7.0', 'grafana-alloy'],
  ['quay.io/prometheus-operator/prometheus-config-reloader:v0.80.0', 'config-reloader'],
  ['kiwigrid/k8s-sidecar:1.30.0', 'k8s-sidecar'],
  ['ghcr.io/tailscale/tailscale:v1.80', 'tailscale'],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.8.1', 'oauth2-proxy'],
  ['quay.io/prometheuscommunity/postgres-exporter:v0.16.0', 'metrics-exporter'],
  ['prom/statsd-exporter:v0.28.0', 'statsd-exporter'],
  ['docker:27-dind', 'docker-in-docker'],
  ['docker:27-cli', undefined],
  ['example/app:1', undefined],
  ['example/not-istio/proxyv2-tools:1', undefined],
];

describe('a container', () => {
  test.each(IMAGES)('of the image %s is %s', (image, id) => {
    expect(recogniseSidecar({ name: 'x', image })?.id).toBe(id);
  });

  test.each([
    ['istio-proxy', 'istio-proxy'],
    ['linkerd-proxy', 'linkerd-proxy'],
    ['queue-proxy', 'knative-queue-proxy'],
    ['app', undefined],
  ])('named %s, whatever its image, is %s', (name, id) => {
    expect(recogniseSidecar({ name, image: 'mirror/of/something:1' })?.id).toBe(id);
  });

  test('of an image that does several things is told by its arguments', () => {
    const thanos = (args: readonly string[]): KnownContainer => ({
      name: 'x',
      image: 'quay.io/thanos/thanos:v0.37.2',
      args,
    });
    expect(recogniseSidecar(thanos(['sidecar', '--tsdb.path=/data']))?.id).toBe('thanos-sidecar');
    expect(recogniseSidecar(thanos(['query']))).toBeUndefined();
    expect(
      recogniseSidecar({ name: 'gateway', image: 'istio/proxyv2:1.24.0', args: ['proxy', 'router'] }),
    ).toBeUndefined();
  });
});

describe('every entry', () => {
  test('has an id of its own, an image or a name to know it by, and says where it is known from', () => {
    const entries = allEntries();
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.length).toBeGreaterThanOrEqual(40);
    for (const { id, recognise, sources, title } of entries) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(title).not.toBe('');
      expect(recognise.images.length + (recognise.byName?.length ?? 0)).toBeGreaterThan(0);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  test('gives a startup probe that asks soon and long enough, and never changes the container to do so', () => {
    for (const { startupProbe } of allEntries()) {
      const container: KnownContainer = Object.freeze({
        name: 'x',
        image: 'x',
        args: Object.freeze(['a']) as string[],
      });
      const advice = startupProbe?.(container);
      if (!advice) continue;
      expect(advice.probe.periodSeconds).toBe(1);
      expect(advice.probe.failureThreshold).toBeGreaterThanOrEqual(60);
    }
  });
});
