import { describe, expect, test } from 'vitest';
import { allEntries } from './all-entries.ts';
import type { KnownContainer } from './catalog-entry.ts';
import { recogniseSidecar } from './recognise-sidecar.ts';

/** An image, and the entry that it is. */
const IMAGES: readonly (readonly [string, string | undefined])[] = [
  ['docker.io/istio/proxyv2:1.24.0', 'istio-proxy'],
  ['gcr.io/istio-release/proxyv2:1.24.0', 'istio-proxy'],
  ['mirror.example.com:5000/istio/proxyv2@sha256:00', 'istio-proxy'],
  ['cr.l5d.io/linkerd/proxy:edge-25.1.1', 'linkerd-proxy'],
  ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1', 'cloud-sql-proxy'],
  ['gcr.io/cloudsql-docker/gce-proxy:1.37.0', 'cloud-sql-proxy-v1'],
  ['gcr.io/alloydb-connectors/alloydb-auth-proxy:1.15.2', 'alloydb-auth-proxy'],
  ['gke.gcr.io/gcs-fuse-csi-driver-sidecar-mounter:v1.24.0-gke.0', 'gcs-fuse'],
  ['otel/opentelemetry-collector-contrib:0.120.0', 'otel-collector'],
  ['ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0', 'otel-collector'],
  ['public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0', 'adot-collector'],
  ['ghcr.io/dapr/daprd:1.15.0', 'daprd'],
  ['docker.io/daprio/daprd:1.18.0', 'daprd'],
  ['hashicorp/consul-dataplane:1.6.0', 'consul-dataplane'],
  ['docker.io/kumahq/kuma-dp:2.9.0', 'kuma-dp'],
  ['docker.io/kong/kuma-dp:2.9.0', 'kuma-dp'],
  ['mcr.microsoft.com/oss/azure/workload-identity/proxy:v1.6.0', 'azure-workload-identity-proxy'],
  ['mcr.microsoft.com/oss/azure/workload-identity/proxy-init:v1.6.0', undefined],
  ['envoyproxy/envoy:v1.34.0', 'envoy'],
  ['envoyproxy/envoy-distroless:v1.34.0', 'envoy'],
  ['840364872350.dkr.ecr.us-west-2.amazonaws.com/aws-appmesh-envoy:v1.29.0', 'app-mesh-envoy'],
  ['public.ecr.aws/xray/aws-xray-daemon:3.x', 'xray-daemon'],
  ['amazon/aws-xray-daemon:3.6.6', 'xray-daemon'],
  ['cr.fluentbit.io/fluent/fluent-bit:5.1.1', 'fluent-bit'],
  ['public.ecr.aws/aws-observability/aws-for-fluent-bit:2.33', 'fluent-bit'],
  ['fluent/fluentd:v1.18', 'fluentd'],
  ['fluent/fluentd-kubernetes-daemonset:v1', 'fluentd'],
  ['timberio/vector:0.45.0-alpine', 'vector'],
  ['docker.elastic.co/beats/filebeat:8.17.0', 'filebeat'],
  ['grafana/promtail:3.5.1', 'promtail'],
  ['grafana/alloy:v1.7.0', 'grafana-alloy'],
  ['gcr.io/datadoghq/agent:7', 'datadog-agent'],
  ['datadog/agent:7', 'datadog-agent'],
  ['quay.io/prometheus-operator/prometheus-config-reloader:v0.80.0', 'config-reloader'],
  ['jimmidyson/configmap-reload:v0.15.0', 'configmap-reload'],
  ['registry.k8s.io/git-sync/git-sync:v4.7.1', 'git-sync'],
  ['quay.io/kiwigrid/k8s-sidecar:1.30.0', 'k8s-sidecar'],
  ['mirror.example/library/k8s-sidecar:2.10.1', 'k8s-sidecar'],
  ['ghcr.io/tailscale/tailscale:v1.80', 'tailscale'],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.8.1', 'oauth2-proxy'],
  ['edoburu/pgbouncer:v1.24.1', 'pgbouncer'],
  ['openpolicyagent/opa:1.4.0-static', 'opa'],
  ['openpolicyagent/kube-mgmt:9.0.0', 'kube-mgmt'],
  ['jaegertracing/jaeger-agent:1.60', 'jaeger-agent'],
  ['jaegertracing/jaeger-collector:1.60', undefined],
  ['quay.io/prometheuscommunity/postgres-exporter:v0.16.0', 'metrics-exporter'],
  ['nginx/nginx-prometheus-exporter:1.5.3', 'metrics-exporter'],
  ['oliver006/redis_exporter:v1.70.0', 'metrics-exporter'],
  ['prom/statsd-exporter:v0.28.0', 'statsd-exporter'],
  ['docker:27-dind', 'docker-in-docker'],
  ['docker:dind-rootless', 'docker-in-docker'],
  ['docker:27-cli', undefined],
  ['memcached:1.6', 'memcached'],
  ['redis:8-alpine', 'redis'],
  ['valkey/valkey:8', 'redis'],
  ['nginxinc/nginx-unprivileged:1.27', 'nginx'],
  ['jtblin/kube2iam:0.12.0', 'cloud-identity'],
  ['nicolaka/netshoot:v0.13', 'debug-shell'],
  ['netbirdio/netbird:0.50.0', 'netbird'],
  ['gcr.io/knative-releases/knative.dev/serving/cmd/queue@sha256:00', 'knative-queue-proxy'],
  ['quay.io/argoproj/argoexec:v3.6.4', 'argo-wait'],
  ['ghcr.io/tektoncd/pipeline/cmd/sidecarlogresults-7501c6a20d741631510a448b48ab098f:v1.0.0', 'tekton-sidecar'],
  ['registry.k8s.io/sig-storage/livenessprobe:v2.15.0', 'csi-registrar'],
  ['registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.13.0', 'csi-registrar'],
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
    ['consul-dataplane', 'consul-dataplane'],
    ['kuma-sidecar', 'kuma-dp'],
    ['azwi-proxy', 'azure-workload-identity-proxy'],
    ['gke-gcsfuse-sidecar', 'gcs-fuse'],
    ['otc-container', 'otel-collector'],
    ['daprd', 'daprd'],
    ['config-reloader', 'config-reloader'],
    ['grafana-sc-dashboard', 'k8s-sidecar'],
    ['ts-sidecar', 'tailscale'],
    ['datadog-agent-injected', 'datadog-agent'],
    ['app', undefined],
  ])('named %s, whatever its image, is %s', (name, id) => {
    expect(recogniseSidecar({ name, image: 'mirror/of/something:1' })?.id).toBe(id);
  });

  test.each([
    ['hashicorp/vault:2.0.4', ['agent', '-config=/vault/config.hcl'], 'vault-agent'],
    ['hashicorp/vault:2.0.4', ['-ec', 'vault agent -config=/vault/config.hcl'], 'vault-agent'],
    ['hashicorp/vault:2.0.4', ['server'], undefined],
    ['quay.io/prometheus-operator/prometheus-config-reloader:v0.80.0', ['--watch-interval=0'], undefined],
    ['registry.k8s.io/git-sync/git-sync:v4.7.1', ['--one-time'], undefined],
    ['quay.io/argoproj/argoexec:v3.6.4', ['argoexec', 'init'], undefined],
  ])('of the image %s with the arguments %j is %s', (image, args, id) => {
    expect(recogniseSidecar({ name: 'x', image, args })?.id).toBe(id);
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

  test('is known by an image of the table above, or by image and argument', () => {
    const told = new Set([...IMAGES.map(([, id]) => id), 'thanos-sidecar', 'vault-agent']);
    expect(allEntries().flatMap(({ id }) => (told.has(id) ? [] : [id]))).toEqual([]);
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
