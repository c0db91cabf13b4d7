import { describe, expect, it } from 'vitest';
import type { PlaywrightReport, VitestReport } from '../../../scripts/failed-tests.ts';
import { failedInPlaywright, failedInVitest, listOf } from '../../../scripts/failed-tests.ts';

const passed = { status: 'passed', title: 'works', ancestorTitles: [], failureMessages: [] };

describe('what failed', () => {
  it('names a test of vitest by its file, its suites and its title, and no test that passed', () => {
    const failing = { status: 'failed', title: 'breaks', ancestorTitles: ['a suite'], failureMessages: ['Error: no'] };
    const testResults = [
      { name: '/root/tests/a.test.ts', status: 'failed', message: '', assertionResults: [passed, failing] },
    ];
    const report: VitestReport = { numPassedTests: 1, numFailedTests: 1, testResults };
    expect(failedInVitest(report, '/root')).toEqual([
      { how: 'failed', file: 'tests/a.test.ts', title: 'a suite > breaks', error: 'Error: no' },
    ]);
  });

  it('tells a test of vitest that passed when it was repeated', () => {
    const wavering = { ...passed, title: 'wavers', failureMessages: ['Error: once'] };
    const testResults = [
      { name: '/root/tests/a.test.ts', status: 'passed', message: '', assertionResults: [wavering] },
    ];
    const report: VitestReport = { numPassedTests: 1, numFailedTests: 0, testResults };
    expect(failedInVitest(report, '/root')).toEqual([
      { how: 'flaky', file: 'tests/a.test.ts', title: 'wavers', error: 'Error: once' },
    ]);
  });

  it('names a file of vitest that does not load', () => {
    const testResults = [
      { name: '/root/tests/a.test.ts', status: 'failed', message: 'Cannot find it', assertionResults: [] },
    ];
    const report: VitestReport = { numPassedTests: 0, numFailedTests: 0, testResults };
    expect(failedInVitest(report, '/root')).toEqual([
      { how: 'failed', file: 'tests/a.test.ts', title: 'the file as a whole', error: 'Cannot find it' },
    ]);
  });

  it('tells failed browser tests from flaky ones, and has what broke outside of any', () => {
    const ended = (status: string, ...messages: string[]) => ({
      status,
      results: messages.map((message) => ({ errors: [{ message }] })),
    });
    const spec = (title: string, test: ReturnType<typeof ended>) => ({ title, file: 'a.spec.ts', tests: [test] });
    const specs = [spec('fails', ended('unexpected', 'Error: late')), spec('passes', ended('expected'))];
    const inner = { title: 'a suite', specs: [spec('wavers', ended('flaky', 'Error: once'))] };
    const report: PlaywrightReport = {
      stats: { expected: 1, flaky: 1, unexpected: 1 },
      suites: [{ title: 'a.spec.ts', specs, suites: [inner] }],
      errors: [{ message: 'The server did not start' }],
    };
    expect(failedInPlaywright(report, 'tests/e2e')).toEqual([
      { how: 'failed', file: 'tests/e2e/a.spec.ts', title: 'fails', error: 'Error: late' },
      { how: 'flaky', file: 'tests/e2e/a.spec.ts', title: 'a suite > wavers', error: 'Error: once' },
      { how: 'failed', file: 'tests/e2e', title: 'outside of any test', error: 'The server did not start' },
    ]);
  });

  it('is said in few lines without colours, and nothing is said where nothing failed', () => {
    const error = `\u001B[31mError: no\u001B[39m\n\n${'    at somewhere\n'.repeat(40)}`;
    const list = listOf([{ how: 'failed', file: 'a.test.ts', title: 'breaks', error }]).split('\n');
    expect(list.slice(0, 3)).toEqual(['What failed:', 'failed: a.test.ts > breaks', '    Error: no']);
    expect(list.length).toBeLessThan(12);
    expect(listOf([])).toBe('');
  });
});
