/** A value as Go prints it in JSON: also escaped is what HTML could misread (encoding/json HTMLEscape). */
export function goJson(value: unknown): string {
  // Absent values are null in Go.
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
