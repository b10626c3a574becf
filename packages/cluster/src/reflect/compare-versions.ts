/**
 * Which of two resourceVersions is newer: above 0 when it is the first. They are decimal numbers of any length, and comparable
 * within a resource (KEP-5504; apimachinery pkg/util/resourceversion@1.36). NaN for anything else, which some aggregated API
 * servers send.
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  if (!isDecimal(a) || !isDecimal(b)) return Number.NaN;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}

function isDecimal(text: string): boolean {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
