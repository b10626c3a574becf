/** Keys in go-yaml's order: letters behind everything else, numbers by their value (go.yaml.in/yaml/v2@2.4.3 sorter.go). */
export function byGoYaml(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [a = '', b = ''] = [left[at], right[at]];
    if (a === b) continue;
    const [isLetter, isOtherLetter] = [letter.test(a), letter.test(b)];
    if (isLetter && isOtherLetter) return byPoint(a, b);
    if (isLetter || isOtherLetter) return isOtherLetter ? -1 : 1;
    const head = a === '0' || b === '0' ? carried(left, at) : '';
    const [number, otherNumber] = [digitsAt(left, at), digitsAt(right, at)];
    const difference = Number(head + number || 0) - Number(head + otherNumber || 0);
    if (difference !== 0) return difference;
    return number.length - otherNumber.length || byPoint(a, b);
  }
  return left.length - right.length;
}

const letter = /^\p{L}$/u;

function byPoint(one: string, other: string): number {
  return (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
}

/** Whether digits in front make a zero here count. */
function carried(text: readonly string[], at: number): string {
  for (let place = at - 1; place >= 0 && /\d/.test(text[place] ?? ''); place--) if (text[place] !== '0') return '1';
  return '';
}

function digitsAt(text: readonly string[], at: number): string {
  return /^\d*/.exec(text.slice(at).join(''))?.[0] ?? '';
}
