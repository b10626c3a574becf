import { wrap } from '@outrigger/pod';
import { sayPatience, sayProbe } from '@outrigger/sidecars';
import { MOVED } from './list-entries.ts';
import type { SidecarDocument } from './to-document.ts';

/** All about one sidecar, for people. */
export function describeEntry(document: SidecarDocument, width: number): string {
  const { id, title, image, definedIn } = document;
  const head = image === undefined ? `${id}: ${title}` : `${image} is ${id}: ${title}`;
  const lines = factsOf(document).flatMap(([name, texts]) => {
    return texts
      .flatMap((text) => wrap(text, Math.max(30, width - INDENT)).map((line, i) => (i === 0 ? line : `  ${line}`)))
      .map((line, i) => `${(i === 0 ? name : '').padEnd(INDENT)}${line}`);
  });
  const from = definedIn === undefined ? [] : [`${'Defined in'.padEnd(INDENT)}${definedIn}`];
  return `${[head, '', ...lines, ...from].join('\n')}\n`;
}

const INDENT = 18;

type Fact = readonly [name: string, texts: readonly string[]];

function factsOf(document: SidecarDocument): readonly Fact[] {
  const { role, startupProbe, startupProbeNeeds: needs, move, after, replacesInit, caveats, injector } = document;
  const facts: readonly Fact[] = [
    ['Role', [role]],
    ['Recognised by', recognition(document)],
    [
      'Moved',
      [...moved(move), ...(injector === undefined ? [] : ['where its injector has written it, with --injected'])],
    ],
    ['Startup probe', startupProbe ? [`${sayProbe(startupProbe)}, ${sayPatience(startupProbe)}`] : ['none']],
    ['  which needs', needsLines(needs)],
    ['Stays behind', after ?? []],
    ['Makes needless', replacesInit ?? []],
    ['Injected by', injector === undefined ? [] : [injector]],
    ['To know', caveats],
    ['Workarounds', workarounds(document)],
    ['Known from', document.sources],
  ];
  return facts.filter(([, texts]) => texts.length > 0);
}

function moved(move: SidecarDocument['move']): readonly string[] {
  return [move.when === 'always' ? MOVED.always : `${MOVED[move.when]}: ${move.because}`];
}

function recognition({ recognise }: SidecarDocument): readonly string[] {
  const { images, byName, argument, unlessArgument, alsoAnApp } = recognise;
  return [
    ...(images.length > 0 ? [`image ${images.join(', ')}`] : []),
    ...(byName ? [`name ${byName.join(', ')}`] : []),
    ...(argument === undefined ? [] : [`with an argument like ${argument}`]),
    ...(unlessArgument === undefined ? [] : [`not with an argument like ${unlessArgument}`]),
    ...(alsoAnApp ? ['only beside another container: it is run as an app of its own as well'] : []),
  ];
}

function needsLines(needs: SidecarDocument['startupProbeNeeds']): readonly string[] {
  return [
    ...(needs?.args ?? []),
    ...(needs?.env ?? []).map(({ name, value }) => `${name}=${value}`),
    ...(needs?.byHand ?? []),
  ];
}

function workarounds({ workarounds: known }: SidecarDocument): readonly string[] {
  if (!known) return [];
  const list = (name: string, values: readonly (string | number)[] | undefined) =>
    values && values.length > 0 ? [`${name} ${values.join(', ')}`] : [];
  return [
    ...list('waits for port', known.ports),
    ...list(
      'quit calls',
      known.quits?.map(({ path, port }) => (port === undefined ? path : `${path} at ${port}`)),
    ),
    ...list('kills of', known.processes),
    ...list('flags', known.flags),
    ...list('variables', known.env),
    ...list(
      'annotations',
      known.annotations?.map(({ key }) => key),
    ),
  ];
}
