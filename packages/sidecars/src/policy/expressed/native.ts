import { isInjected, isOneOf, pairOf, pairs } from '../cel/entry-sets.ts';
import { has, listOf, portOf, wordsOf } from '../cel/fields.ts';
import { text, texts } from '../cel/literal.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const POST_START = `(${has('c', 'lifecycle', 'postStart')})`;

/** Native sidecars used wrongly. */
export const nativePolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC021',
    offenders: (entries) => {
      const probed = entries.filter(({ startupProbe }) => startupProbe);
      const bare = `[k.container].exists(c, !has(c.startupProbe) && !${POST_START} && !has(c.readinessProbe))`;
      return `variables.knownSidecars.filter(k, ${isOneOf('k', probed)} && ${bare}).map(k, k.container.name)`;
    },
    says: 'has nothing that holds the app until it has started; add a startup probe',
  },
  {
    rule: 'SC022',
    offenders: () => sidecars(`has(c.readinessProbe) && !has(c.startupProbe) && !${POST_START}`),
    says: 'has a readiness probe, which does not make the app wait; add a startup probe that asks the same',
  },
  {
    rule: 'SC023',
    offenders: () =>
      sidecars(`has(c.livenessProbe) && !has(c.startupProbe) && !has(c.readinessProbe) && !${POST_START}`),
    says: 'has a liveness probe but no startup probe; the app does not wait for it, and while it starts slowly it is restarted',
  },
  {
    rule: 'SC024',
    offenders: () => {
      const known = WAITS.map(
        ([entry, path]) =>
          `(k.entry == ${text(entry)} && ${has('c', 'startupProbe', 'httpGet', 'path')} && c.startupProbe.httpGet.path == ${text(path)})`,
      );
      const declares = (container: string) =>
        `${listOf(container, 'ports')}.exists(p, string(p.containerPort) == asked)`;
      const isTheApps = `[${portOf('c.startupProbe', 'c')}].exists(asked, asked != '' && variables.mains.exists(m, ${declares('m')}) && !${declares('c')})`;
      return `variables.knownSidecars.filter(k, [k.container].exists(c, has(c.startupProbe) && (${known.join(' || ')} || ${isTheApps}))).map(k, k.container.name)`;
    },
    says: 'has a startup probe that needs the app, which waits for it; probe what the sidecar does by itself',
  },
  {
    rule: 'SC025',
    offenders: () => {
      const bound = PROBES.map((probe) => {
        const asks = `has(c.${probe}) && !has(c.${probe}.exec) && !(${has(`c.${probe}`, 'httpGet', 'host')}) && !(${has(`c.${probe}`, 'tcpSocket', 'host')})`;
        const localOnly = `asked != '' && ${wordsOf('c')}.exists(w, w.matches(${text(LOCALHOST)} + asked + ${text('(?:$|[/\\s])')}))`;
        return `(${asks} && [${portOf(`c.${probe}`, 'c')}].exists(asked, ${localOnly}))`;
      });
      return sidecars(bound.join(' || '));
    },
    says: 'listens on localhost only where a probe asks for it at the address of the pod; bind it to 0.0.0.0 or probe with a command',
  },
  {
    rule: 'SC026',
    offenders: (entries) => {
      const hook = 'k.container.lifecycle.preStop';
      const words = `${has(hook, 'exec', 'command')} ? ${hook}.exec.command.join(' ') : ${has(hook, 'httpGet', 'path')} ? ${hook}.httpGet.path : ''`;
      const ends = `!has(${hook}.sleep) && [${words}].exists(w, w.lowerAscii().matches(${text(ENDS_WORK)}) && !w.matches(${text(DELAY)}))`;
      return `variables.knownSidecars.filter(k, ${has('k.container', 'lifecycle', 'preStop')} && !${isInjected('k', entries)} && ${ends}).map(k, k.container.name)`;
    },
    says: 'has a preStop hook that ends its work when the pod is deleted, while the app still works; do it on SIGTERM',
  },
  {
    rule: 'SC027',
    offenders: (entries) => {
      const inbound = entries.filter(({ id }) => INBOUND.includes(id));
      const asked = `!variables.isMeantToFinish && ![variables.mains[0]].exists(c, ${has('c', 'lifecycle', 'preStop')})`;
      return `${asked} ? variables.knownSidecars.filter(k, ${isOneOf('k', inbound)} && size(${listOf('k.container', 'ports')}) > 0).map(k, k.container.name) : []`;
    },
    says: 'takes requests for the app and outlives it; give the app a preStop sleep, or leave it an ordinary container',
    differs: { as: 'wider', because: 'it takes every such proxy to outlive its app, where the rule plays the stop' },
  },
  {
    rule: 'SC028',
    offenders: () => "variables.mains.filter(c, has(c.restartPolicy) && c.restartPolicy == 'Always').map(c, c.name)",
    says: 'is no sidecar by restartPolicy: Always, because it is no init container; move it to initContainers',
  },
  {
    rule: 'SC029',
    offenders: () =>
      "variables.knownInits.filter(k, k.entry != '' && has(k.container.restartPolicy) && k.container.restartPolicy != 'Always').map(k, k.container.name)",
    says: 'has a restartPolicy that makes no sidecar of it, so the pod waits for its end; write restartPolicy: Always',
  },
  {
    rule: 'SC030',
    offenders: (entries) => {
      const late = `variables.inits.exists(i, ${pairOf('k', 'i.name')} in ${texts(pairs(entries, ({ after }) => after ?? []))} && !(i.name in variables.sidecarNames) && ${indexOf('i.name')} > ${indexOf('k.container.name')})`;
      return `variables.knownSidecars.filter(k, ${late}).map(k, k.container.name)`;
    },
    says: 'starts before the init container that sets up its network; put that one in front',
    seesPodsOfControllers: true,
  },
];

/** Entries and paths that answer only when the app is there. */
const WAITS = [
  ['daprd', '/v1.0/healthz'],
  ['daprd', 'v1.0/healthz'],
  ['thanos-sidecar', '/-/ready'],
] as const;

const LOCALHOST = '(?:^|[=/@\\s])(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):';
const ENDS_WORK = 'drain|quitquitquit|/shutdown|\\bquit\\b|revoke|pkill|killall|\\bkill\\b|\\bstop\\b';
const DELAY = '^\\s*(?:\\S*sh -c )?sleep [0-9.]+\\s*$';
const INBOUND: readonly string[] = ['oauth2-proxy', 'nginx', 'envoy', 'nginx-reverse-proxy'];

function sidecars(condition: string): string {
  return `variables.sidecars.filter(c, ${condition}).map(c, c.name)`;
}

function indexOf(name: string): string {
  return `variables.initNames.indexOf(${name})`;
}
