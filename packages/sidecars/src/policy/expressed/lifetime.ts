import { has } from '../cel/fields.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

const ALL = 'variables.sidecarNames';

/** Start, stop and end. */
export const lifetimePolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC040',
    offenders: () => {
      const hook = 'c.lifecycle.preStop';
      const command = `${hook}.exec.command`;
      const seconds = `${has(hook, 'sleep', 'seconds')} ? int(${hook}.sleep.seconds) : ${has(hook, 'exec', 'command')} && size(${command}) == 2 && ${command}[0] == 'sleep' && ${command}[1].matches('^[0-9]{1,9}$') ? int(${command}[1]) : 0`;
      const grace =
        'has(variables.spec.terminationGracePeriodSeconds) ? int(variables.spec.terminationGracePeriodSeconds) : 30';
      return `size(variables.sidecars) == 0 || variables.isMeantToFinish ? [] : variables.mains.filter(c, ${has('c', 'lifecycle', 'preStop')} && (${seconds}) >= (${grace})).map(c, c.name)`;
    },
    says: 'sleeps in its preStop hook until the grace period is over, so sidecars are stopped all at once; set terminationGracePeriodSeconds to the sum of the stops',
    differs: {
      as: 'apart',
      because:
        'it adds up no times, so that one sleep alone has to fill the grace period, and takes it that the app starts',
    },
  },
  {
    rule: 'SC041',
    offenders: () =>
      `variables.isMeantToFinish && !variables.job.exists(j, has(j.activeDeadlineSeconds)) && !has(variables.spec.activeDeadlineSeconds) ? variables.sidecars.filter(c, has(c.startupProbe)).map(c, c.name) : []`,
    says: 'keeps the pod Pending for ever when it never starts; set activeDeadlineSeconds',
  },
  {
    rule: 'SC042',
    offenders: () =>
      `size(variables.job) > 0 && has(variables.spec.restartPolicy) && variables.spec.restartPolicy == 'OnFailure' ? ${ALL} : []`,
    says: 'counts with its restarts against the backoffLimit of the Job; use restartPolicy: Never',
  },
  {
    rule: 'SC043',
    offenders: () => {
      const hits = [137, 143].map((code) => `(${code} in r.onExitCodes.values) == (r.onExitCodes.operator == 'In')`);
      const matches = `has(r.onExitCodes) && !has(r.onExitCodes.containerName) && (${hits.join(' || ')})`;
      return `variables.job.exists(j, has(j.podFailurePolicy) && j.podFailurePolicy.rules.exists(r, ${matches})) ? ${ALL} : []`;
    },
    says: 'is meant by the podFailurePolicy, too, when it is stopped with 143 or killed with 137; name the container of the work',
  },
  {
    rule: 'SC044',
    offenders: () =>
      `variables.isMeantToFinish || size(variables.inits) == 0 || !variables.mains.exists(m, has(m.livenessProbe)) ? [] : [variables.inits[size(variables.inits) - 1]].filter(c, c.name in ${ALL} && has(c.livenessProbe) && has(c.startupProbe)).map(c, c.name)`,
    says: 'is the last init container: a crashed app waits until it has started again, up to 5 min',
  },
];
