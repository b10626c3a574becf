/** The beginning of a body that nobody understands (apiserver pkg/endpoints/handlers/rest.go summarizeData@1.36). */
export function summarize(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return '<empty>';
  const shown = text.startsWith('{') ? bytes.subarray(0, 30).toString() : bytes.subarray(0, 30).toString('hex');
  return bytes.length > 30 ? `${shown} ...` : shown;
}
