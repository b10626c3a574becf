/** Text in letters and digits that make no words (apimachinery pkg/util/rand SafeEncodeString@1.36). */
export function safeEncode(text: string): string {
  return Array.from(text, (letter) => LETTERS[letter.charCodeAt(0) % LETTERS.length]).join('');
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
