/** The values of `-o`, with what each prints. */
export const FORMATS = {
  text: 'what happens, as a chart and in sentences',
  wide: 'text with every detail',
  story: 'only the sentences',
  events: 'the Events, as kubectl describe shows them',
  json: 'everything, for programs',
  yaml: 'the same as YAML',
  svg: 'the chart as a picture',
  html: 'one self-contained page',
  recording: 'what a watcher of the node and of the API server would have seen: one JSON document per line',
  name: 'only the names of the objects whose pods are found',
} as const;

/** A value of `-o`. */
export type Format = keyof typeof FORMATS;
