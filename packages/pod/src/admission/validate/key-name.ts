import { atMost, regexProblem } from './dns-name.ts';

/** Why a text is not a key of a ConfigMap or Secret (apimachinery IsConfigMapKey@1.36.2). */
export function configKeyProblems(key: string): readonly string[] {
  const problems = key.length <= 253 ? [] : [atMost(253, 'characters')];
  if (!configKey.test(key)) {
    problems.push(regexProblem(configKeyText, '[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name'));
  }
  return [...problems, ...dotProblems(key)];
}

/** Why a text is not the name of an environment variable by the strict rule (apimachinery IsEnvVarName@1.36.2). */
export function envNameProblems(name: string): readonly string[] {
  if (envName.test(name)) return dotProblems(name);
  const problem = regexProblem(envNameText, envNameFormat, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1');
  return [problem, ...dotProblems(name)];
}

/** The relaxed rule for names of environment variables, the default since 1.32: any printable ASCII but `=`. */
export function relaxedEnvNameProblems(name: string): readonly string[] {
  if (name === '') return ['environment variable name must be non-empty'];
  return /^[ -<>-~]*$/.test(name) ? [] : [relaxedEnvNameText];
}

/** Why a text is not the name of an HTTP header. */
export function headerNameProblems(name: string): readonly string[] {
  return /^[-A-Za-z0-9]+$/.test(name) ? [] : [regexProblem(headerText, '[-A-Za-z0-9]+', 'X-Header-Name')];
}

function dotProblems(text: string): readonly string[] {
  if (text === '.') return ["must not be '.'"];
  if (text === '..') return ["must not be '..'"];
  return text.startsWith('..') ? ["must not start with '..'"] : [];
}

const configKey = /^[-._a-zA-Z0-9]+$/;
const envNameFormat = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const envName = new RegExp(`^${envNameFormat}$`);

const configKeyText = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
const envNameText =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
const relaxedEnvNameText =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";
const headerText = "a valid HTTP header must consist of alphanumeric characters or '-'";
