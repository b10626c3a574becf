/**
 * One small tree per component and reason: the places where otherwise equal messages differ. It is Drain's tree (He et al., ICWS
 * 2017) with another rule for what is alike: a place varies when so many words have stood there while all others were the same.
 * Such a rule only ever finds more places, never other ones, so that the order of the messages does not matter in the end; a
 * threshold of similarity would make one template of `Scaled up …` and `Scaled down …`.
 */
export interface LearnedWords {
  /** The text with `<*>` in the places that are known to vary. */
  readonly generalise: (text: string) => string;
  /** Texts and patterns that are remembered. */
  readonly size: () => number;
}

/** How much is remembered. */
export interface LearningLimits {
  /** So many words in one place make it one that varies. */
  readonly distinctWords: number;
  /** Of one component and reason. Further texts are known by their first words only. */
  readonly texts: number;
}

/** Nothing is known at first, but for patterns found before. `onPattern` hears of each new one and of what it replaces. */
export function learnWords(
  { distinctWords, texts: mostTexts }: LearningLimits,
  known: readonly string[],
  onPattern: (pattern: string, replaced: readonly string[]) => void,
): LearnedWords {
  const patterns = new Set(known);
  const texts = new Set<string>();
  /** By a pattern that may come to be: the texts that it would stand for. */
  const candidates = new Map<string, Set<string>>();

  function generalise(text: string): string {
    if (texts.has(text)) return text;
    const found = patternFor(text);
    if (found !== undefined) return generalise(found);
    if (texts.size >= mostTexts) return headOf(text);
    texts.add(text);
    return learn(text) ? generalise(text) : text;
  }

  function patternFor(text: string): string | undefined {
    if (patterns.size === 0) return undefined;
    return openPlaces(text).find((pattern) => patterns.has(pattern));
  }

  /** Counts the text in all its places; whether this has made a pattern. */
  function learn(text: string): boolean {
    let hasMade = false;
    // Somebody makes patterns without end: what is counted is bounded, too.
    if (candidates.size > PLACES_PER_TEXT * mostTexts) candidates.clear();
    for (const pattern of openPlaces(text)) {
      const members = candidates.get(pattern) ?? new Set<string>();
      members.add(text);
      if (members.size < distinctWords) {
        candidates.set(pattern, members);
        continue;
      }
      candidates.delete(pattern);
      if (patterns.has(pattern)) continue;
      patterns.add(pattern);
      if (patterns.size > PATTERNS_PER_TEXT * mostTexts) forgetFirst(patterns);
      for (const member of members) texts.delete(member);
      onPattern(pattern, [...members]);
      hasMade = true;
    }
    return hasMade;
  }

  return { generalise, size: () => texts.size + patterns.size };
}

const PLACES_PER_TEXT = 20;
const PATTERNS_PER_TEXT = 4;

function forgetFirst(patterns: Set<string>): void {
  for (const first of patterns) {
    patterns.delete(first);
    return;
  }
}

/** The text with one place open, for every place where a word stands that may be a name. */
function openPlaces(text: string): readonly string[] {
  const words = text.split(' ');
  if (words.length < 3 || words.length > 40) return [];
  return words.flatMap((word, place) => (mayBeName(word) ? [words.with(place, '<*>').join(' ')] : []));
}

/** Small letters only: `ErrImagePull` and `Readiness` are words of a component's own. */
function mayBeName(word: string): boolean {
  return /^[a-z][a-z._-]*$/.test(word);
}

/** A text of somebody who writes without end. */
function headOf(text: string): string {
  return `${text.split(' ', 3).join(' ')} <*>`;
}
