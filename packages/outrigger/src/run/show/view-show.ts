import { fit, type PodStatus } from '@outrigger/pod';
import { alignColumns } from '../../resources/align-columns.ts';
import { printable } from '../../world/printable.ts';
import { usesColor, widthOf } from '../../world/style.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { PlannedPod } from '../plan-pods.ts';
import type { PrintedLine, ShowParts } from './create-show.ts';

interface Shown {
  readonly status: PodStatus | undefined;
  readonly deleting: boolean;
  readonly gone: boolean;
}

/** At most so many rows of the terminal, and so many times a second. */
const MOST_ROWS = 40;
const FRAME = 100;

/** A picture of all pods that is drawn anew in place: states, the last Events, the last lines of logs. */
export function viewShow(flags: RunFlags, { stderr, env }: Surroundings): ShowParts {
  const color = usesColor(flags.color, env, stderr);
  const pods = new Map<PlannedPod, Shown>();
  const events: string[] = [];
  const lines: PrintedLine[] = [];
  const notes: string[] = [];
  let drawn = 0;
  let isDirty = true;

  const draw = () => {
    if (!isDirty) return;
    isDirty = false;
    const width = widthOf(flags.width, env, stderr);
    const parts = [podRows(pods, color), events.slice(-5), lines.slice(-5).map(sayLine), notes.slice(-1)];
    const rows = parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]));
    const text = rows.slice(0, MOST_ROWS).map((row) => `${fit(printable(row, color), width)}\u001b[K\n`);
    const up = drawn > 0 ? `\u001b[${drawn}A` : '';
    const rest = drawn > text.length ? '\u001b[J' : '';
    stderr.write(`${up}${text.join('')}${rest}`);
    drawn = text.length;
  };
  const timer = setInterval(draw, FRAME);
  const change = () => {
    isDirty = true;
  };
  return {
    say(text) {
      notes.push(text);
      change();
    },
    hear(pod, news) {
      const { status = pods.get(pod)?.status, deleting, gone } = news;
      pods.set(pod, { status, deleting, gone });
      for (const { reason, field, message } of news.events) {
        const place = /\{(.+)\}/.exec(field ?? '')?.[1];
        events.push(`${pod.name}${place === undefined ? '' : `/${place}`}: ${reason}: ${message}`);
      }
      change();
    },
    print(line) {
      lines.push(line);
      if (lines.length > 100) lines.splice(0, 50);
      change();
    },
    close() {
      clearInterval(timer);
      draw();
    },
  };
}

const HEADINGS = ['POD', 'CONTAINER', 'STATE', 'READY', 'RESTARTS'];

function podRows(pods: ReadonlyMap<PlannedPod, Shown>, color: boolean): readonly string[] {
  const rows = [...pods].flatMap(([{ name }, { status, deleting, gone }]) => {
    const phase = gone ? 'gone' : deleting ? 'Terminating' : (status?.phase ?? 'Pending');
    const head = [name, '', phase, '', ''];
    const containers = (gone ? [] : (status?.containers ?? [])).map((container) => [
      '',
      container.name,
      sayState(container.state),
      container.ready ? 'yes' : 'no',
      String(container.restarts),
    ]);
    return [head, ...containers];
  });
  const [heading = '', ...others] = alignColumns([HEADINGS, ...rows]);
  return [color ? `\u001b[1m${heading}\u001b[22m` : heading, ...others];
}

function sayState(state: PodStatus['containers'][number]['state']): string {
  switch (state.is) {
    case 'running':
      return 'running';
    case 'waiting':
      return `waiting: ${state.reason}`;
    case 'terminated':
      return `${state.reason} (${state.exitCode})`;
  }
}

function sayLine({ pod, container, text }: PrintedLine): string {
  return `${pod.name}/${container}| ${text}`;
}
