/** Which tests failed, read from what vitest and Playwright report as JSON, said so that a log cut off at its top still holds it. */
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface FailedTest {
  /** Flaky: failed, and then passed when it was repeated. */
  readonly how: 'failed' | 'flaky';
  /** As seen from the root of the repository. */
  readonly file: string;
  readonly title: string;
  readonly error: string;
}

/** What is read of vitest's report. A file that does not load has failed without a failed test. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What is read of Playwright's report. */
export interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number };
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
}

/** Lines of an error that are repeated: the assertion, and where in our own files it stands. */
const mostLines = 8;

export function failedInVitest({ testResults }: VitestReport, root: string): FailedTest[] {
  return testResults.flatMap(({ name, status, message, assertionResults }): FailedTest[] => {
    const file = relative(root, name);
    const noted = assertionResults.filter((test) => test.failureMessages.length > 0 || test.status === 'failed');
    if (status === 'failed' && !noted.some((test) => test.status === 'failed'))
      return [{ how: 'failed', file, title: 'the file as a whole', error: message }];
    return noted.map(({ status: outcome, ancestorTitles, title, failureMessages }) => ({
      how: outcome === 'failed' ? 'failed' : 'flaky',
      file,
      title: [...ancestorTitles, title].filter((part) => part !== '').join(' > '),
      error: failureMessages.join('\n'),
    }));
  });
}

/** @param folder Where the files of the report lie, as seen from the root of the repository. */
export function failedInPlaywright({ suites, errors }: PlaywrightReport, folder: string): FailedTest[] {
  const broken = errors.map(({ message = '' }): FailedTest => ({
    how: 'failed',
    file: folder,
    title: 'outside of any test',
    error: message,
  }));
  return [...suites.flatMap((suite) => failedInSuite(suite, folder, [])), ...broken];
}

function failedInSuite(suite: PlaywrightSuite, folder: string, titles: readonly string[]): FailedTest[] {
  const own = suite.specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }): FailedTest => ({
        how: status === 'flaky' ? 'flaky' : 'failed',
        file: `${folder}/${file}`,
        title: [...titles, title].join(' > '),
        error: results.flatMap(({ errors }) => errors.map(({ message = '' }) => message)).join('\n'),
      })),
  );
  // The outermost suite is the file, which is named already.
  const inner = (suite.suites ?? []).flatMap((each) => failedInSuite(each, folder, [...titles, each.title]));
  return [...own, ...inner];
}

/** For the end of the log; the empty text where nothing failed. */
export function listOf(tests: readonly FailedTest[]): string {
  if (tests.length === 0) return '';
  return ['What failed:', ...tests.map(oneOf), ''].join('\n');
}

function oneOf({ how, file, title, error }: FailedTest): string {
  const lines = stripVTControlCharacters(error)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/\bnode_modules\b|<anonymous>/.test(line))
    .slice(0, mostLines);
  return [`${how}: ${file} > ${title}`, ...lines.map((line) => `    ${line.trimEnd().slice(0, 300)}`)].join('\n');
}
