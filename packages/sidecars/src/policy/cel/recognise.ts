import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { wordsOf } from './fields.ts';
import { text, texts } from './literal.ts';

/**
 * The id of the catalog's entry for a container as CEL, empty for none: what `recogniseSidecar` does, as one chain of questions,
 * images before names. The patterns are constants, which the API server compiles once for each policy.
 */
export function recognition(container: string, entries: readonly CatalogEntry[]): string {
  const own = entries.filter(({ isOwn }) => isOwn);
  const others = entries.filter(({ isOwn }) => !isOwn);
  const image = `${container}.image`;
  const questions = [own, others].flatMap((part) => [
    ...part
      .filter(({ recognise }) => recognise.images.length > 0)
      .map((entry) => [isDoing(`has(${image}) && ${image}.matches(${text(pattern(entry))})`, entry), entry.id]),
    ...part
      .filter(({ recognise }) => recognise.byName)
      .map((entry) => [isDoing(`${container}.name in ${texts(entry.recognise.byName ?? [])}`, entry), entry.id]),
  ]);
  // One question a line, which YAML then prints as a block.
  return `${questions.map(([question, id]) => `${question} ? ${text(id ?? '')} :\n`).join('')}''`;

  /** Whether this use of the image is the one that the entry means. */
  function isDoing(fits: string, { recognise, after = [], replacesInit = [] }: CatalogEntry): string {
    const { argument, unlessArgument } = recognise;
    const otherwise = [...after, ...replacesInit];
    const parts = [
      fits,
      otherwise.length > 0 && `!(${container}.name in ${texts(otherwise)})`,
      argument && `${wordsOf(container)}.exists(w, w.matches(${text(argument.source)}))`,
      unlessArgument && `!${wordsOf(container)}.exists(w, w.matches(${text(unlessArgument.source)}))`,
    ];
    return parts.filter((part) => typeof part === 'string').join(' && ');
  }
}

/** One pattern over a whole image reference: the end of the repository, then perhaps a tag and a digest. */
function pattern({ recognise }: CatalogEntry): string {
  const named = recognise.images.map((image) => image.split(':'));
  const untagged = named.flatMap(([repository = '', tag]) => (tag === undefined ? [repositoryEnd(repository)] : []));
  const tagged = named.flatMap(([repository = '', tag]) =>
    tag === undefined ? [] : [`${repositoryEnd(repository)}:${glob(tag, '[^/@]*')}`],
  );
  const alternatives = [...(untagged.length > 0 ? [`(${untagged.join('|')})(:[^/@]*)?`] : []), ...tagged];
  return `(^|/)(${alternatives.join('|')})(@.*)?$`;
}

function repositoryEnd(repository: string): string {
  const folders = repository.split('/');
  const last = folders.pop() ?? '';
  return [...folders.map((folder) => glob(folder, '[^/@]*')), glob(last, '[^/:@]*')].join('/');
}

function glob(words: string, anything: string): string {
  return words.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', anything);
}
