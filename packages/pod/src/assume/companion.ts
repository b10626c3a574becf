import type { IContainer } from 'kubernetes-models/v1';

/** Whether a container serves others and so runs on, even in a Job: proxies, agents, log shippers. */
export function isCompanion({ name, image = '' }: IContainer): boolean {
  const repository =
    image
      .replace(/@.*$/, '')
      .replace(/:[^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  return serves.test(name) || serves.test(repository);
}

const serves =
  /(?:^|[-_.])(?:proxy|proxyv2|sidecar|agent|envoy|daprd|kuma-dp|consul-dataplane|pgbouncer|fluent-?bit|fluentd|filebeat|vector|promtail|alloy|otel-collector|collector|otc-container|telegraf|exporter|gcsfuse|tailscale|ambassador|forwarder|shipper|syncer|git-sync|reloader|twingate|haproxy|nginx|redis|valkey|memcached|dind|opa|xray|netbird)(?:$|[-_.\d])/;
