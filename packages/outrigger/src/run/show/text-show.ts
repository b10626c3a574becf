import { sayDuration } from '@outrigger/pod';
import { printable } from '../../world/printable.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { ShowParts } from './create-show.ts';

/** A line for each Event and each phase on stderr; what containers print, if wanted, on stdout. */
export function textShow(flags: RunFlags, { stdout, stderr }: Surroundings): ShowParts {
  const say = (text: string) => stderr.write(`${printable(text, false)}\n`);
  const phases = new Map<object, string>();
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
