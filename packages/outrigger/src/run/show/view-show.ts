import { fit } from '@outrigger/pod';
import { printable } from '../../world/printable.ts';
import { usesColor, widthOf } from '../../world/style.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RunFlags } from '../flags.ts';
import type { PlannedPod } from '../plan/plan-workload.ts';
import type { PrintedLine, ShowParts } from './create-show.ts';
import { podTable, type ShownPod, tallyProbe } from './pod-table.ts';

/** Rows of a terminal that does not say how many it has, and how long one picture stands, in ms. */
const USUAL_ROWS = 24;
const FRAME = 100;
/** So many of the last Events, and of the last lines of logs. */
const LAST = 5;

/** A picture of all pods that is drawn anew in place: states, probes, the last Events, the last lines of logs. */
export function viewShow(flags: RunFlags, { stderr, env }: Surroundings): ShowParts {
  const color = usesColor(flags.color, env, stderr);
  const pods = new Map<PlannedPod, ShownPod>();
  let events: readonly string[] = [];
  let lines: readonly string[] = [];
  let note: readonly string[] = [];
  let drawn = 0;
  let isDirty = true;

  const draw = () => {
    if (!isDirty) return;
    isDirty = false;
    const width = widthOf(flags.width, env, stderr);
    const below = [events, lines, note].filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
    // What is taller than the terminal cannot be drawn over; the cursor stands below the last row.
    const room = Math.max(3, (stderr.rows ?? USUAL_ROWS) - below.length - 1);
    const [heading = '', ...table] = podTable([...pods.values()], room);
    const rows = [color ? `\u001b[1m${heading}\u001b[22m` : heading, ...table, ...below];
    const text = rows.map((row) => `${fit(printable(row, color), width)}\u001b[K\n`);
    const up = drawn > 0 ? `\u001b[${drawn}A` : '';
    const rest = drawn > text.length ? '\u001b[J' : '';
    stderr.write(`${up}${text.join('')}${rest}`);
    drawn = text.length;
  };
  const timer = setInterval(draw, FRAME);
  const shownOf = (pod: PlannedPod): ShownPod =>
    pods.get(pod) ?? { name: pod.name, status: undefined, deleting: false, gone: false, probes: new Map() };
  const change = (pod: PlannedPod, changed: Partial<ShownPod>) => {
    pods.set(pod, { ...shownOf(pod), ...changed });
    isDirty = true;
  };
  return {
    say(text) {
      note = [text];
      isDirty = true;
    },
    hear(pod, { status = shownOf(pod).status, deleting, gone, events: told }) {
      change(pod, { status, deleting, gone });
      const said = told.map(({ reason, field, message }) => {
        const place = /\{(.+)\}/.exec(field ?? '')?.[1];
        return `${pod.name}${place === undefined ? '' : `/${place}`}: ${reason}: ${message}`;
      });
      events = [...events, ...said].slice(-LAST);
    },
    probed(pod, result) {
      change(pod, { probes: tallyProbe(shownOf(pod).probes, result) });
    },
    print(line) {
      lines = [...lines, sayLine(line)].slice(-LAST);
      isDirty = true;
    },
    close() {
      clearInterval(timer);
      draw();
    },
  };
}

function sayLine({ pod, container, text }: PrintedLine): string {
  return `${pod.name}/${container}| ${text}`;
}
