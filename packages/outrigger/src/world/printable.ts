/**
 * Text as a terminal may get it: what is in a manifest shall not clear the screen, move the cursor or set a title. Control
 * characters become the pictures of themselves; of escape sequences only colours stay, and those only in colour.
 */
export function printable(text: string, color: boolean): string {
  return text.replace(color ? commandsButColors : commands, pictureOf);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it takes out
const commands = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it takes out
const commandsButColors = /\x1b(?!\[[\d;]*m)|[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/g;

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
