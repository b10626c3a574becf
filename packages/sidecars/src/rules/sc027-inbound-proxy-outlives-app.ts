import { outlives } from '../evidence/life-questions.ts';
import { mainsOf, sidecarsOf } from './containers-of.ts';
import { portsOf } from './probe-port.ts';
import type { Rule } from './rule.ts';
import { sayTime } from './say.ts';

export const inboundOutlivesApp: Rule = {
  id: 'SC027',
  name: 'inbound-proxy-outlives-app',
  title: 'A native sidecar takes requests for the app and outlives it',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'A reverse proxy in front of the app is stopped after it. Requests that still arrive while endpoints are being removed are answered with 502.',
  instead: 'Leave it an ordinary container, or give the app a preStop sleep that is longer than endpoints take to go.',
  sources: ['kubernetes.io/docs/concepts/workloads/pods/sidecar-containers'],
  *check(subject) {
    const [app] = mainsOf(subject);
    if (!app || app.container.lifecycle?.preStop || subject.isMeantToFinish) return;
    for (const { container, name, path, entry } of sidecarsOf(subject)) {
      const isInbound = entry ? INBOUND.includes(entry.id) : false;
      if (!isInbound || portsOf(container).length === 0) continue;
      const longer = outlives(subject.evidence.play(), name, app.name);
      if (longer <= 0) continue;
      yield {
        path,
        container: name,
        message: `${name} takes requests for ${app.name} and is stopped after it`,
        consequence: `for ${sayTime(longer)} ${name} answers for an app that has gone`,
      };
    }
  },
};

const INBOUND = ['oauth2-proxy', 'nginx', 'envoy', 'nginx-reverse-proxy'];
