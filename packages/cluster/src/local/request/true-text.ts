/** Whether a parameter that is there says yes (apimachinery pkg/runtime Convert_Slice_string_To_bool@1.36): all but two texts do. */
export function isTrueText(text: string): boolean {
  return text !== '0' && text.toLowerCase() !== 'false';
}
