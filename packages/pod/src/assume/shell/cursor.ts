/** A place in a text that moves on as the text is read. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  isDone(): boolean {
    return this.at >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  take(count: number): string {
    const taken = this.text.slice(this.at, this.at + count);
    this.at += count;
    return taken;
  }

  /** Takes what a sticky pattern matches here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.at += found[0].length;
    return found;
  }

  /** Takes `open`, all before `close`, and `close`; undefined when there is no `close`. */
  between(open: string, close: string): string | undefined {
    const start = this.at + open.length;
    const end = this.text.indexOf(close, start);
    if (end < 0) return undefined;
    this.at = end + close.length;
    return this.text.slice(start, end);
  }

  /** Takes a bracketed part with the brackets and quotes inside it; false when it never closes. */
  balanced(open: string, close: string): boolean {
    let depth = 0;
    while (!this.isDone()) {
      const char = this.peek();
      if (char === "'" || char === '"') {
        if (this.between(char, char) === undefined) return false;
        continue;
      }
      this.take(char === '\\' ? 2 : 1);
      if (char === open) depth++;
      else if (char === close && --depth === 0) return true;
    }
    return false;
  }
}
