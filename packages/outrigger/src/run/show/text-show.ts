import { sayDuration } from '@outrigger/pod';
import { printable } from '../../world/printable.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { ShowParts } from './create-show.ts';

/** A line for each Event and each phase on stderr; what containers print, if wanted, on stdout. */
export function textShow(flags: RunFlags, { stdout, stderr }: Surroundings): ShowParts {
  const say = (text: string) => stderr.write(`${printable(text, false)}\n`);
  const phases = new Map<object, string>();
  const ends = new Map<object, ReadonlySet<string>>();
  return {
    say,
    hear(pod, { at, events, status, gone }) {
      const time = sayDuration(Math.round(at)).padStart(8);
      for (const { type, reason, field, message } of events) {
        const place = /\{(.+)\}/.exec(field ?? '')?.[1];
        say(
          `${time}  ${pod.name}${place === undefined ? '' : `/${place}`}  ${type === 'Warning' ? 'Warning ' : ''}${reason}: ${message}`,
        );
      }
      for (const { name, id, state } of status?.containers ?? []) {
        const end = `${pod.name}/${id}`;
        if (state.is !== 'terminated' || ends.get(pod)?.has(end)) continue;
        ends.set(pod, new Set([...(ends.get(pod) ?? []), end]));
        const { reason, exitCode, message } = state;
        say(
          `${time}  ${pod.name}/${name}  has ended: ${reason} (${exitCode})${message === '' ? '' : `: ${message.trim()}`}`,
        );
      }
      const isReady = status?.conditions.some((condition) => condition.type === 'Ready' && condition.status);
      const now = isReady ? 'Ready' : status?.phase;
      if (now !== undefined && phases.get(pod) !== now) {
        phases.set(pod, now);
        say(`${time}  ${pod.name}  is ${now}`);
      }
      if (gone) say(`${time}  ${pod.name}  is gone`);
    },
    print: flags.logs
      ? ({ pod, container, text }) => stdout.write(`${printable(`${pod.name}/${container}: ${text}`, false)}\n`)
      : undefined,
    close() {},
  };
}
