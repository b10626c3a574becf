// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of envsubst are what some cases are about
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../object/parse-manifest.ts';
import type { Problem } from '../problem/problem.ts';
import { unmark } from '../problem/testing/marked-text.ts';
import { checkObject } from './check-object.ts';

interface Case {
  readonly name: string;
  /** With what the problem points at between « and ». */
  readonly yaml: string;
  readonly expected: Pick<Problem, 'code' | 'severity' | 'message' | 'hint'>;
}

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${spec}  containers:\n  - name: app\n    image: nginx\n${container}`;

const deployment = (template: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n${template}`;

const cases: readonly Case[] = [
  {
    name: 'a field with a typing mistake is unknown, and the one meant is named',
    yaml: pod('    «imagePulPolicy»: Always\n'),
    expected: {
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "spec.containers[0].imagePulPolicy"',
      hint: 'did you mean "imagePullPolicy"?',
    },
  },
  {
    name: 'a field in the wrong case is unknown, as the API server minds case',
    yaml: pod('    «ImagePullPolicy»: Always\n'),
    expected: {
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "spec.containers[0].ImagePullPolicy"',
      hint: 'did you mean "imagePullPolicy"?',
    },
  },
  {
    name: 'a field of an outer object is said to be indented too far',
    yaml: pod('    «volumes»: []\n'),
    expected: {
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "spec.containers[0].volumes"',
      hint: 'volumes is a field of spec; is it indented too far?',
    },
  },
  {
    name: 'an unknown field that resembles nothing is only unknown',
    yaml: deployment('  template:\n    spec:\n      «flavour»: sweet\n      containers: [{name: a, image: b}]\n'),
    expected: { code: 'unknown-field', severity: 'error', message: 'unknown field "spec.template.spec.flavour"' },
  },
  {
    name: 'a directive of a Kustomize patch says what to do with patches',
    yaml: pod('', '  «$retainKeys»: [a]\n'),
    expected: {
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "spec.$retainKeys"',
      hint: 'a directive of a Kustomize patch; build it first: kubectl kustomize DIRECTORY',
    },
  },
  {
    name: 'a number in an environment variable wants quotes',
    yaml: pod('    env: [{name: PORT, value: «8080»}]\n'),
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for spec.containers[0].env[0].value: got "integer", expected "string"',
      hint: 'put quotes around it: "8080"',
    },
  },
  {
    name: 'a word that YAML 1.1 takes for a boolean is explained',
    yaml: pod('    env: [{name: DEBUG, value: «yes»}]\n'),
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for spec.containers[0].env[0].value: got "boolean", expected "string"',
      hint: 'Kubernetes reads yes as true; put quotes around it: "yes"',
    },
  },
  {
    name: 'a quoted number where a number belongs',
    yaml: deployment('  replicas: «"3"»\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n'),
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for spec.replicas: got "string", expected "integer"',
      hint: 'remove the quotes: 3',
    },
  },
  {
    name: 'one container where a list belongs',
    yaml: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    «name: app\n    image: nginx»\n',
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for spec.containers: got "object", expected "array"',
    },
  },
  {
    name: 'an empty item of a list',
    yaml: pod('    args: [a, «~»]\n'),
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for spec.containers[0].args[1]: got "null", expected "string"',
    },
  },
  {
    name: 'a container without a name is pointed at as a whole',
    yaml: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - «image: nginx»\n',
    expected: { code: 'missing-field', severity: 'error', message: 'spec.containers[0].name: Required value' },
  },
  {
    name: 'a missing field is pointed at where its object begins',
    yaml: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n«spec»:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n',
    expected: { code: 'missing-field', severity: 'error', message: 'spec.selector: Required value' },
  },
  {
    name: 'a template without a spec has no pod',
    yaml: deployment('  «template»:\n    metadata: {labels: {app: web}}\n'),
    expected: { code: 'missing-field', severity: 'error', message: 'spec.template.spec.containers: Required value' },
  },
  {
    name: 'a word that is none of those allowed',
    yaml: pod('', '  restartPolicy: «Allways»\n'),
    expected: {
      code: 'unsupported-value',
      severity: 'error',
      message: 'spec.restartPolicy: Unsupported value: "Allways": supported values: "Always", "Never", "OnFailure"',
      hint: 'did you mean "Always"?',
    },
  },
  {
    name: 'a quantity that is none',
    yaml: pod('    resources: {limits: {memory: «128MB»}}\n'),
    expected: {
      code: 'invalid-value',
      severity: 'error',
      message:
        'spec.containers[0].resources.limits.memory: Invalid value: "128MB": quantities must match the regular expression ' +
        "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      hint: 'for example 500m, 2 or 128Mi',
    },
  },
  {
    name: 'a quantity with an unknown suffix',
    yaml: pod('    resources: {limits: {memory: «128K»}}\n'),
    expected: {
      code: 'invalid-value',
      severity: 'error',
      message: `spec.containers[0].resources.limits.memory: Invalid value: "128K": unable to parse quantity's suffix`,
      hint: 'for example 500m, 2 or 128Mi',
    },
  },
  {
    name: 'a number too large for its field',
    yaml: pod('    ports: [{containerPort: «8000000000»}]\n'),
    expected: {
      code: 'invalid-value',
      severity: 'error',
      message: 'spec.containers[0].ports[0].containerPort: Invalid value: 8000000000: must fit into 32 bits',
    },
  },
  {
    name: 'a label whose name has dots is written in brackets',
    yaml: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    prometheus.io/scrape: «true»\nspec:\n  containers: [{name: a, image: b}]\n',
    expected: {
      code: 'wrong-type',
      severity: 'error',
      message: 'invalid type for metadata.annotations[prometheus.io/scrape]: got "boolean", expected "string"',
      hint: 'put quotes around it: "true"',
    },
  },
  {
    name: 'a template where a number belongs',
    yaml: deployment('  replicas: «"${REPLICAS}"»\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n'),
    expected: {
      code: 'unrendered-template',
      severity: 'error',
      message: 'an unrendered template: ${REPLICAS}',
      hint: 'replace the variables first: envsubst < web.yaml',
    },
  },
  {
    name: 'a Helm template for an image, in quotes',
    yaml: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: app\n    image: «"{{ .Values.image }}:{{ .Values.tag }}"»\n',
    expected: {
      code: 'unrendered-template',
      severity: 'error',
      message: 'an unrendered template: {{ .Values.image }}',
      hint: 'render the chart first: helm template CHART',
    },
  },
  {
    name: 'a version that is not served any more is a warning, with the one that is',
    yaml: 'apiVersion: «batch/v1beta1»\nkind: CronJob\nmetadata: {name: web}\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: a, image: b}]\n',
    expected: {
      code: 'removed-version',
      severity: 'warning',
      message: 'no matches for kind "CronJob" in version "batch/v1beta1"',
      hint: 'Kubernetes 1.25 removed it; write batch/v1',
    },
  },
  {
    name: 'a version that never was',
    yaml: 'apiVersion: «v1»\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n',
    expected: {
      code: 'unknown-kind',
      severity: 'error',
      message: 'no matches for kind "Deployment" in version "v1"',
      hint: 'write apps/v1',
    },
  },
  {
    name: 'a Job whose pods would be restarted always, as by default, is refused',
    yaml: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec:\n  template:\n    «spec»:\n      containers: [{name: a, image: b}]\n',
    expected: {
      code: 'missing-field',
      severity: 'error',
      message: 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
      hint: 'without one it is "Always", and a Job would never be done',
    },
  },
  {
    name: 'a Deployment whose pods would not be restarted always is refused',
    yaml: deployment(
      '  template:\n    metadata: {labels: {app: web}}\n    spec:\n      restartPolicy: «Never»\n      containers: [{name: a, image: b}]\n',
    ),
    expected: {
      code: 'unsupported-value',
      severity: 'error',
      message: 'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    },
  },
  {
    name: 'a kind known to embed a pod template is held to it',
    yaml: 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec:\n  flavour: any\n  template:\n    spec:\n      containers: [{name: a, image: b, «imagee»: c}]\n',
    expected: {
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "spec.template.spec.containers[0].imagee"',
      hint: 'did you mean "image"?',
    },
  },
  {
    name: 'any other kind may have fields of its own, and gets a warning',
    yaml: 'apiVersion: example.com/v1\nkind: Robot\nmetadata: {name: web}\nspec:\n  podTemplate:\n    spec:\n      containers: [{name: a, image: b, «imagee»: c}]\n',
    expected: {
      code: 'unknown-field',
      severity: 'warning',
      message: 'unknown field "spec.podTemplate.spec.containers[0].imagee"',
      hint: 'did you mean "image"?',
    },
  },
];

describe('checkObject', () => {
  test.each(cases)('$name', async ({ yaml, expected }) => {
    const { text, offset, endOffset } = unmark(yaml);
    const { objects, problems: faults } = await parseManifest(text, 'web.yaml');
    expect(faults).toEqual([]);
    const problems = objects.flatMap(checkObject);
    expect(
      problems.map(({ code, severity, message, hint }) => ({ code, severity, message, ...(hint && { hint }) })),
    ).toEqual([expected]);
    expect(problems[0]?.position).toMatchObject({ file: 'web.yaml', offset, endOffset });
  });

  test.each([
    ['null fields, which are the same as absent ones', pod('    resources: null\n    ports: ~\n', '  nodeSelector:\n')],
    ['empty words, which are the same as unset ones', pod('    imagePullPolicy: ""\n')],
    [
      'whole numbers written as fractions',
      deployment('  replicas: 3.0\n  template:\n    spec:\n      containers: [{name: a, image: b}]\n'),
    ],
    [
      'templates in commands and environment, which are other programs’',
      pod('    args: ["--format={{.Name}}", "$(HOST)", "${HOME}"]\n'),
    ],
    [
      'a Knative service with its own fields and a container without a name',
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containerConcurrency: 5\n      timeoutSeconds: 60\n      containers: [{image: b}]\n',
    ],
    [
      'kinds without pods, whatever is in them',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {portss: 5}\n',
    ],
  ])('accepts %s', async (_name, yaml) => {
    const { objects } = await parseManifest(yaml, 'web.yaml');
    expect(objects).toHaveLength(1);
    expect(objects.flatMap(checkObject)).toEqual([]);
  });

  test('complains in the order of the text', async () => {
    const { objects } = await parseManifest(pod('    a: 1\n    env: [{name: X, value: 5}]\n    b: 2\n'), 'web.yaml');
    expect(objects.flatMap(checkObject).map(({ position }) => position?.line)).toEqual([8, 9, 10]);
  });
});
