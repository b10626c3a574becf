import { mainsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const idleContainer: Rule = {
  id: 'SC003',
  name: 'idle-container',
  title: 'A container beside the app only keeps itself alive',
  group: 'legacy',
  severity: 'info',
  about: 'workload',
  why: '`sleep infinity` and `tail -f /dev/null` are there to be exec-ed into. As an ordinary container such a helper counts for the pod: a Job never ends, and what it does not handle (SIGTERM) is waited for until the grace period is over.',
  instead: 'Use `kubectl debug`, or make it a native sidecar.',
  sources: ['kubernetes/kubernetes#25908'],
  *check(subject) {
    const mains = mainsOf(subject);
    if (mains.length < 2) return;
    for (const { name, path, container } of mains) {
      const words = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
      if (!IDLE.test(words)) continue;
      yield { path, container: name, message: `${name} does nothing but stay (${words.trim()})` };
    }
  },
};

const IDLE =
  /^(?:(?:\/bin\/)?(?:ba|a)?sh -[ce]+ )?(?:exec )?(?:\/bin\/)?(?:sleep (?:infinity|inf|\d{5,}|\d+d)|tail -[fF] \/dev\/null)\s*;?$/;
