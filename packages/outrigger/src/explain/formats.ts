/** The values of `-o`, with what each prints. */
export const FORMATS = {
  text: 'a chart, the story, what kubectl get and describe would show, what was assumed',
  wide: 'the same with whole messages, and with what the pod counts for on a node',
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
