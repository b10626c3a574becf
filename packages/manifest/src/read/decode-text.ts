import { isUtf8 } from 'node:buffer';
import type { TextResult } from './read-text.ts';

/** Decodes UTF-8. Refuses what is no text, and characters that go-yaml refuses. */
export function decodeText(bytes: Buffer): TextResult {
  if (isUtf16(bytes)) return { ok: false, code: 'not-text', message: 'UTF-16 text', hint: 'save the file as UTF-8' };
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) return notText(text, text.indexOf('\ufffd'), 'not valid UTF-8');
  const control = text.search(controlCharacter);
  return control < 0 ? { ok: true, text } : notText(text, control, 'control characters are not allowed');
}

// yaml_parser_update_buffer in go.yaml.in/yaml/v2@v2.4.3 readerc.go.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it looks for
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  return mark === 0xfffe || mark === 0xfeff;
}

function notText(text: string, offset: number, message: string): TextResult {
  // A binary file has no line worth showing.
  if (text.slice(0, 8192).includes('\0')) return { ok: false, code: 'not-text', message: 'a binary file' };
  return { ok: false, code: 'not-text', message, at: { text, offset } };
}
