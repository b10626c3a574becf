import type { Happening } from '../../simulate/scenario.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';
import { partOfReboot } from '../life/reboot.ts';
import { sayDuration } from '../words/say-duration.ts';
import type { Mark, PodMark } from './chart-model.ts';

/** The moments of one container: restarts, failed probes, stop signals, ends. By time. */
export function laneMarks({ attempts }: ContainerLife): readonly Mark[] {
  const marks: Mark[] = [];
  for (const [index, { attempt, start, probes, term, end }] of attempts.entries()) {
    if (index > 0) marks.push({ at: start, kind: 'restart', attempt, text: `restart ${index}` });
    for (const { at, kind, ok } of probes)
      if (!ok) marks.push({ at, kind: 'probeFailed', attempt, text: `${kind} probe failed` });
    if (term !== undefined) marks.push({ at: term, kind: 'term', attempt, text: 'stop signal' });
    if (end?.by === 'kill') marks.push({ at: end.at, kind: 'killed', attempt, text: 'killed' });
    else if (end) {
      const kind = end.code === 0 ? 'exitOk' : 'exitFailed';
      marks.push({ at: end.at, kind, attempt, text: `exit ${end.code}` });
    }
  }
  return marks.sort((a, b) => a.at - b.at);
}

/** What was done to the pod: by somebody (the scenario knows), by the kubelet, by the API server. By time. */
export function podMarks(life: PodLife): readonly PodMark[] {
  const { timeline, scenario, deletedAt, goneAt } = life;
  const all = scenario?.timeline ?? [];
  const done = all.filter((each) => each.at <= timeline.end && partOfReboot(each, all) !== 'beginning');
  const marks = done.map((each) => markOf(each, life));
  if (deletedAt !== undefined && !marks.some((mark) => mark.kind === 'deleted'))
    marks.push({ at: deletedAt, kind: 'deleted', text: 'deleted' });
  for (const at of life.sandboxChanges) marks.push({ at, kind: 'sandboxChanged', text: 'new sandbox' });
  const ended = timeline.status.find(({ status }) => status?.reason);
  if (ended?.status && !marks.some((mark) => mark.kind === 'evicted'))
    marks.push({ at: ended.at, kind: 'evicted', text: ended.status.reason });
  if (goneAt !== undefined) marks.push({ at: goneAt, kind: 'gone', text: 'gone' });
  return marks.sort((a, b) => a.at - b.at);
}

function markOf(happening: Happening, { pod, scenario }: PodLife): PodMark {
  const { at } = happening;
  switch (happening.does) {
    case 'delete':
    case 'evict': {
      const word = happening.does === 'delete' ? 'deleted' : 'evicted';
      const grace = happening.graceSeconds ?? pod?.graceSeconds;
      return { at, kind: word, text: grace === undefined ? word : `${word} (grace ${sayDuration(grace * 1000)})` };
    }
    case 'setImage':
      return { at, kind: 'imageChanged', text: `image of ${happening.container} changed` };
    case 'remove':
      return { at, kind: 'removed', text: `dead ${happening.container} removed` };
    case 'restartKubelet':
      return { at, kind: 'kubeletRestarted', text: 'kubelet restarts' };
    case 'crash':
      return {
        at,
        kind: 'crashed',
        text: partOfReboot(happening, scenario?.timeline ?? [])
          ? 'node restarts'
          : `${victimOf(happening.what)} crashes`,
      };
  }
}

function victimOf(what: { readonly container: string } | 'sandbox' | 'everything'): string {
  if (typeof what === 'object') return what.container;
  return what === 'sandbox' ? 'the sandbox' : 'everything';
}
