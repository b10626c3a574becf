import type { AnnotationWorkaround } from '../../catalog/catalog-entry.ts';
import { sayHack } from '../say-hack.ts';
import { type ContainerView, isObject, items, type PodView, wordsOf } from '../view-pod.ts';
import type { FoundHack } from './run-hacks.ts';

/** The workarounds that are settings and no commands: annotations, variables, flags, a deadline, an init container that does a half. */
export function settingHacks(view: PodView): readonly FoundHack[] {
  return [
    ...annotationHacks(view),
    ...deadlineHacks(view),
    ...view.containers.flatMap((container) => [...variableHacks(container), ...flagHacks(container)]),
    ...doubledHacks(view),
  ];
}

function annotationHacks({ pod, entries, containers }: PodView): readonly FoundHack[] {
  const annotations = pod.metadata?.annotations ?? {};
  return entries.flatMap((entry) =>
    (entry.workarounds?.annotations ?? []).flatMap((known): FoundHack[] => {
      const text = annotations[known.key];
      const field = typeof text === 'string' ? fieldIn(known, text) : undefined;
      if (typeof text !== 'string' || field === undefined) return [];
      const path = ['metadata', 'annotations', known.key];
      const about = containers.find((each) => each.entry === entry)?.name ?? entry.id;
      return [
        {
          kind: known.kind,
          about,
          path,
          evidence: field === '' ? known.key : `${known.key}: ${field}`,
          message: sayHack(known.kind, { about }),
          // Other fields of the same annotation stay.
          edits: field === '' || isOnlyField(text, field) ? [{ do: 'remove', path }] : undefined,
        },
      ];
    }),
  );
}

/** Which of its fields an annotation holds; empty where the annotation as a whole is meant. */
function fieldIn({ fields }: AnnotationWorkaround, text: string): string | undefined {
  if (!fields) return isOff(text) ? undefined : '';
  const names = fields.map((field) => field.split('.').at(-1) ?? field);
  return names.find((name) => new RegExp(`["']?${name}["']?\\s*:\\s*["']?(?!false|0s?\\b)\\S`).test(text));
}

function isOff(value: string): boolean {
  return /^(?:false|disabled|0s?)$/i.test(value.trim());
}

function isOnlyField(text: string, field: string): boolean {
  return new RegExp(`^\\s*\\{?\\s*["']?${field}["']?\\s*:\\s*["']?[\\w.]+["']?\\s*\\}?\\s*$`).test(text);
}

/** A deadline is taken for the way to end only where a sidecar would go on for ever. */
function deadlineHacks({ pod, containers }: PodView): readonly FoundHack[] {
  const { activeDeadlineSeconds, restartPolicy = 'Always' } = pod.spec ?? {};
  if (activeDeadlineSeconds === undefined || restartPolicy === 'Always') return [];
  const mains = containers.filter(({ kind }) => kind === 'main');
  const sidecar = mains.find(({ entry }) => entry !== undefined);
  if (!sidecar || mains.length < 2) return [];
  return [
    {
      kind: 'deadline-as-end',
      about: sidecar.name,
      path: ['spec', 'activeDeadlineSeconds'],
      evidence: `activeDeadlineSeconds: ${activeDeadlineSeconds}`,
      message: sayHack('deadline-as-end', { about: sidecar.name }),
      edits: undefined,
    },
  ];
}

/** What controllers and wrappers that end sidecars are told by (reference sidecars.md D.6). */
const TERMINATOR = /^(?:KRUISE_TERMINATE_SIDECAR_\w+|KUBEXIT_\w+|SCUTTLE_\w+|ISTIO_QUIT_API|ENVOY_ADMIN_API)$/;

function variableHacks({ name, path, container, entry }: ContainerView): readonly FoundHack[] {
  const variables = items(container.env);
  const own = ownSettings(
    variables.map((variable) => (isObject(variable) && !isOff(String(variable.value)) ? variable.name : undefined)),
    entry?.workarounds?.env,
  );
  return variables.flatMap((variable, index): FoundHack[] => {
    if (typeof variable?.name !== 'string') return [];
    const place = [...path, 'env', index];
    const found = { container: name, about: name, path: place, evidence: variable.name };
    const edits = [{ do: 'remove', path: place }] as const;
    if (own.has(variable.name)) return [{ ...found, ...ofItsOwn(variable.name, name), edits }];
    if (!TERMINATOR.test(variable.name)) return [];
    return [{ ...found, kind: 'job-terminator', message: sayHack('job-terminator', { about: name }), edits }];
  });
}

/** Flags by which a sidecar lets others end it, or ends late: `--quitquitquit`, and with it the port that nothing else needs. */
function flagHacks({ name, path, container, entry }: ContainerView): readonly FoundHack[] {
  const words = wordsOf(container.args);
  const own = ownSettings(
    words.map((word) => (isOff(word.replace(/^[^=]*=?/, '')) ? undefined : flagOf(word))),
    entry?.workarounds?.flags,
  );
  return words.flatMap((word, index): FoundHack[] => {
    const flag = flagOf(word);
    if (flag === undefined || !own.has(flag)) return [];
    const next = words[index + 1];
    const takesNext = !word.includes('=') && isPort(flag) && next !== undefined && !next.startsWith('-');
    const places = [index, ...(takesNext ? [index + 1] : [])].map((at) => [...path, 'args', at]);
    return [
      {
        container: name,
        about: name,
        path: [...path, 'args', index],
        evidence: takesNext ? `${word} ${next}` : word,
        ...ofItsOwn(word, name),
        edits: places.map((place) => ({ do: 'remove', path: place })),
      },
    ];
  });
}

function flagOf(word: string): string | undefined {
  return /^--?([a-z][a-z0-9-]*)(?:=|$)/.exec(word)?.[1];
}

/** Those of a sidecar's own settings that are there. A port is one where nothing else is served there, such as a profiler. */
function ownSettings(written: readonly (string | undefined)[], known: readonly string[] = []): ReadonlySet<string> {
  const found = written.filter((name): name is string => name !== undefined && known.includes(name));
  const needsPort = found.every(isPort) || written.some((name) => /(?:^|_)debug$/i.test(name ?? ''));
  return new Set(needsPort ? found.filter((name) => !isPort(name)) : found);
}

function isPort(setting: string): boolean {
  return /port$/i.test(setting);
}

function ofItsOwn(setting: string, sidecar: string): Pick<FoundHack, 'kind' | 'message'> {
  if (/drain|delay|linger|zero/i.test(setting)) {
    return {
      kind: 'delay-at-stop',
      message: `${setting} makes ${sidecar} end late; a native one is stopped after the app`,
    };
  }
  const message = `${setting} lets others end ${sidecar}, which the kubelet does for a native sidecar once the app has ended`;
  return { kind: 'quit-at-end', message };
}

/** An init container that does the first half of a sidecar's work; before other init containers, they may need what it does. */
function doubledHacks({ containers }: PodView): readonly FoundHack[] {
  const inits = containers.filter(({ kind }) => kind === 'init');
  return inits.flatMap((init): FoundHack[] => {
    const whole = containers.find(
      ({ kind, entry, name }) =>
        kind !== 'init' &&
        entry !== undefined &&
        name !== init.name &&
        (entry.replacesInit?.includes(init.name) || isHalf(init, entry)),
    );
    if (!whole) return [];
    return [
      {
        kind: 'doubled-container',
        container: init.name,
        about: whole.name,
        path: init.path,
        evidence: init.name,
        message: sayHack('doubled-container', { about: whole.name }),
        edits: init === inits.at(-1) ? [{ do: 'remove', path: init.path }] : undefined,
      },
    ];
  });
}

/** git-sync with `--one-time`, k8s-sidecar with METHOD=LIST: the same program, told to stop after the first round. */
function isHalf({ entry, env, container }: ContainerView, whole: NonNullable<ContainerView['entry']>): boolean {
  if (entry !== whole) return false;
  return env.get('METHOD') === 'LIST' || wordsOf(container.args).some((word) => /^--?one-time(?:=true)?$/.test(word));
}
