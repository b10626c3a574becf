import { createHash } from 'node:crypto';
import type { Observation, TemplateRef } from '../observation.ts';
import { type LearnedWords, type LearningLimits, learnWords } from './learn-words.ts';
import { type MaskedBy, maskMessage } from './mask-message.ts';
import { rememberMasks } from './remember-masks.ts';

/** Finds the templates of messages. */
export interface Templater {
  readonly template: (observation: MaskedBy) => TemplateRef;
  /** The newest id of a template that had this one, by which it may have been stored. */
  readonly currentId: (id: string) => string;
  /** What it has learned beyond what is known of Kubernetes' messages; small, JSON, for a checkpoint. */
  readonly learned: () => readonly LearnedTemplate[];
}

/** A place that was found to vary. */
export interface LearnedTemplate {
  readonly component: string;
  readonly reason: string;
  /** `sync of <*> is done` */
  readonly text: string;
  /** Ids of what has become one by it. */
  readonly was: readonly string[];
}

/** What a templater starts with. */
export interface TemplaterOptions {
  /** By an earlier one. */
  readonly learned?: readonly LearnedTemplate[];
  readonly limits?: Partial<TemplaterLimits>;
}

/** How much is remembered. */
export interface TemplaterLimits extends LearningLimits {
  /** Of all components and reasons together; the reason that was heard of longest ago is forgotten first. */
  readonly allTexts: number;
  /** Places that were found to vary; the one that was found first is forgotten first. */
  readonly patterns: number;
}

/** A templater. The id of a template is a hash of its text alone: it is the same in every process, whatever it has seen before. */
export function createTemplater({ learned: before = [], limits = {} }: TemplaterOptions = {}): Templater {
  const most: TemplaterLimits = { distinctWords: 8, texts: 128, allTexts: 20_000, patterns: 10_000, ...limits };
  const trees = new Map<string, LearnedWords>();
  const refs = new Map<string, TemplateRef>();
  const learned = new Map<string, LearnedTemplate>();
  const later = new Map<string, string>();
  const mask = rememberMasks(maskMessage, { remembered: 4096 });
  let texts = 0;

  function remember(template: LearnedTemplate): void {
    const { component, reason, text, was } = template;
    learned.set(JSON.stringify([component, reason, text]), template);
    for (const id of was) later.set(id, idOf(text));
    for (const [key, oldest] of learned) {
      if (learned.size <= most.patterns) break;
      learned.delete(key);
      for (const id of oldest.was) later.delete(id);
    }
  }
  for (const template of before) remember(template);

  function treeOf(component: string, reason: string): LearnedWords {
    const key = `${component}\n${reason}`;
    const known = trees.get(key);
    if (known !== undefined) return known;
    const patterns = before.filter((one) => one.component === component && one.reason === reason);
    const tree = learnWords(
      most,
      patterns.map(({ text }) => text),
      (text, replaced) => remember({ component, reason, text, was: replaced.map(idOf) }),
    );
    trees.set(key, tree);
    return tree;
  }

  function forgetOldest(): void {
    for (const [key, tree] of trees) {
      if (texts <= most.allTexts || trees.size === 1) return;
      texts -= tree.size();
      trees.delete(key);
    }
  }

  function refOf(text: string): TemplateRef {
    const known = refs.get(text);
    if (known !== undefined) return known;
    // They are made again from the text alone.
    if (refs.size >= 2 * most.allTexts) refs.clear();
    const ref = { id: idOf(text), text };
    refs.set(text, ref);
    return ref;
  }

  return {
    template(observation) {
      const tree = treeOf(observation.source.component, observation.reason);
      const size = tree.size();
      const text = tree.generalise(mask(observation));
      texts += tree.size() - size;
      if (texts > most.allTexts) forgetOldest();
      return refOf(text);
    },
    currentId(id) {
      let at = id;
      // A pattern is never longer than what it stands for, and has more open places: this ends.
      for (let next = later.get(at); next !== undefined; next = later.get(at)) at = next;
      return at;
    },
    learned: () => [...learned.values()],
  };
}

/** The stage: every observation with its template. */
export function templateAll(observations: readonly Observation[], templater: Templater): readonly Observation[] {
  return observations.map((observation) => ({ ...observation, template: templater.template(observation) }));
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
