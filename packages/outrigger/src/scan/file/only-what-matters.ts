import { isKustomizationFile } from '@outrigger/manifest';
import { mayMatter } from '@outrigger/sidecars';
import type { ScanInput } from './list-inputs.ts';

/** The text of an input without what no rule can be about. What somebody has named has to be readable as a whole. */
export function relevantText(text: string, { file, isNamed }: ScanInput): string {
  return isNamed || isKustomizationFile(file) ? text : onlyWhatMatters(text);
}

/**
 * A text in which the documents that no rule can be about are blank; lines stay where they are. Empty where nothing is left:
 * then there is nothing to read.
 */
function onlyWhatMatters(text: string): string {
  if (!mayMatter(text) && !text.includes('\n---')) return '';
  const documents = text.split(/^(?=---(?:[ \t\r]|$))/m);
  if (documents.length === 1) return text;
  let isBlank = true;
  const kept = documents.map((document) => {
    if (!mayMatter(document)) return document.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
    isBlank = false;
    return document;
  });
  return isBlank ? '' : kept.join('');
}
