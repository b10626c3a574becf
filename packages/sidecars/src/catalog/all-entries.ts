import type { CatalogEntry } from './catalog-entry.ts';
import { adotCollector } from './entries/adot-collector.ts';
import { alloydbAuthProxy } from './entries/alloydb-auth-proxy.ts';
import { appMeshEnvoy } from './entries/app-mesh-envoy.ts';
import { argoWait } from './entries/argo-wait.ts';
import { azureWorkloadIdentityProxy } from './entries/azure-workload-identity-proxy.ts';
import { cloudIdentity } from './entries/cloud-identity.ts';
import { cloudSqlProxy } from './entries/cloud-sql-proxy.ts';
import { cloudSqlProxyV1 } from './entries/cloud-sql-proxy-v1.ts';
import { configReloader } from './entries/config-reloader.ts';
import { configmapReload } from './entries/configmap-reload.ts';
import { consulDataplane } from './entries/consul-dataplane.ts';
import { csiRegistrar } from './entries/csi-registrar.ts';
import { dapr } from './entries/dapr.ts';
import { datadogAgent } from './entries/datadog-agent.ts';
import { debugShell } from './entries/debug-shell.ts';
import { dockerInDocker } from './entries/docker-in-docker.ts';
import { envoy } from './entries/envoy.ts';
import { filebeat } from './entries/filebeat.ts';
import { fluentBit } from './entries/fluent-bit.ts';
import { fluentd } from './entries/fluentd.ts';
import { gcsFuse } from './entries/gcs-fuse.ts';
import { gitSync } from './entries/git-sync.ts';
import { grafanaAlloy } from './entries/grafana-alloy.ts';
import { istio } from './entries/istio.ts';
import { jaegerAgent } from './entries/jaeger-agent.ts';
import { k8sSidecar } from './entries/k8s-sidecar.ts';
import { knativeQueueProxy } from './entries/knative-queue-proxy.ts';
import { kubeMgmt } from './entries/kube-mgmt.ts';
import { kumaDp } from './entries/kuma-dp.ts';
import { linkerd } from './entries/linkerd.ts';
import { memcached } from './entries/memcached.ts';
import { metricsExporter } from './entries/metrics-exporter.ts';
import { netbird } from './entries/netbird.ts';
import { nginx } from './entries/nginx.ts';
import { oauth2Proxy } from './entries/oauth2-proxy.ts';
import { opa } from './entries/opa.ts';
import { otelCollector } from './entries/otel-collector.ts';
import { pgbouncer } from './entries/pgbouncer.ts';
import { promtail } from './entries/promtail.ts';
import { redis } from './entries/redis.ts';
import { statsdExporter } from './entries/statsd-exporter.ts';
import { tailscale } from './entries/tailscale.ts';
import { tektonSidecar } from './entries/tekton-sidecar.ts';
import { thanosSidecar } from './entries/thanos-sidecar.ts';
import { vaultAgent } from './entries/vault-agent.ts';
import { vector } from './entries/vector.ts';
import { xrayDaemon } from './entries/xray-daemon.ts';

/** Every sidecar that Outrigger knows; where two entries would fit a container, the earlier one is meant. */
export function allEntries(): readonly CatalogEntry[] {
  return entries;
}

const entries: readonly CatalogEntry[] = [
  istio,
  linkerd,
  cloudSqlProxy,
  cloudSqlProxyV1,
  otelCollector,
  dapr,
  vaultAgent,
  envoy,
  fluentBit,
  gitSync,
  alloydbAuthProxy,
  gcsFuse,
  consulDataplane,
  kumaDp,
  azureWorkloadIdentityProxy,
  appMeshEnvoy,
  xrayDaemon,
  adotCollector,
  fluentd,
  vector,
  filebeat,
  promtail,
  grafanaAlloy,
  datadogAgent,
  thanosSidecar,
  configReloader,
  configmapReload,
  k8sSidecar,
  tailscale,
  oauth2Proxy,
  pgbouncer,
  opa,
  kubeMgmt,
  jaegerAgent,
  statsdExporter,
  dockerInDocker,
  memcached,
  redis,
  nginx,
  cloudIdentity,
  debugShell,
  netbird,
  knativeQueueProxy,
  argoWait,
  tektonSidecar,
  csiRegistrar,
  metricsExporter,
];
