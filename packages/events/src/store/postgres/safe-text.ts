/** PostgreSQL keeps every character but NUL. It is written as U+FDD0, which is no character, and `0`; U+FDD0 itself as two of it. */
export function toSafeText(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(CARE, (each) => (each === '\0' ? '\ufdd00' : '\ufdd0\ufdd0')) : text;
}

/** The text as it was. */
export function fromSafeText(text: string): string {
  return text.includes('\ufdd0')
    ? text.replace(/\ufdd0([0\ufdd0])/g, (_, kind) => (kind === '0' ? '\0' : '\ufdd0'))
    : text;
}

const NEEDS_CARE = /[\0\ufdd0]/;
const CARE = /[\0\ufdd0]/g;
