// What the runners' own JSON reports say: how many tests passed, and which did not and why.

/** @typedef {{passed: number, failed: number}} Count */
/** @typedef {{name: string, why: string}} Failure */
/** @typedef {{count: (report: any) => Count, failures: (report: any) => Failure[]}} Reader */

/** Lines of a failure that are told again at the end. */
const MOST_LINES = 12;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the reports come with the terminal's colours
const COLOUR = /\u001b\[\d*(;\d+)*m/g;

/** @param {string | undefined} message */
const short = (message = '') =>
  message
    .replaceAll(COLOUR, '')
    .trim()
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .slice(0, MOST_LINES)
    .join('\n');

/** @type {Reader} */
export const vitestResults = {
  count: ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
  failures: ({ testResults }) =>
    testResults.flatMap((/** @type {any} */ file) => {
      const tests = file.assertionResults
        .filter((/** @type {any} */ { status }) => status === 'failed')
        .map((/** @type {any} */ { fullName, failureMessages }) => ({
          name: `${file.name} > ${fullName}`,
          why: short(failureMessages[0]),
        }));
      // A file that could not be loaded has no tests to blame.
      return tests.length === 0 && file.status === 'failed' ? [{ name: file.name, why: short(file.message) }] : tests;
    }),
};

/** @param {any} suite @returns {Failure[]} */
const failedIn = ({ suites = [], specs = [] }) => [
  ...specs
    .filter((/** @type {any} */ { ok }) => !ok)
    .map((/** @type {any} */ { file, line, title, tests }) => ({
      name: `${file}:${line} > ${title}`,
      why: short(tests.at(-1)?.results.at(-1)?.error?.message),
    })),
  ...suites.flatMap(failedIn),
];

/** @type {Reader} */
export const playwrightResults = {
  count: ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
  }),
  failures: (report) => [
    ...failedIn(report),
    ...report.errors.map((/** @type {any} */ { message }) => ({ name: 'outside any test', why: short(message) })),
  ],
};
