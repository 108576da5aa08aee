/**
 * Everything that must hold, in one command on a fresh clone: installs what tests need, checks, tests, and closes with
 * one line `N passed, N failed`. Each check counts one; tests count one each.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildIfChanged, installPackages, root } from '../app/cli/install.mjs';

const started = Date.now();
const reports = mkdtempSync(join(tmpdir(), 'thao-verify-'));
let passed = 0;
let failed = 0;

installPackages();
process.env.CHROMIUM_PATH = findBrowser();
findProgram('pdftotext', 'poppler-utils');
if (process.platform === 'linux') findProgram('gcc', 'gcc', 'libc6-dev');
buildIfChanged();

check('formatting', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
check('lint', 'npx', ['eslint', '.', '--max-warnings', '0']);
check('import directions', 'npx', ['depcruise', '--config', '.dependency-cruiser.cjs', 'app', 'db']);
check('types', 'npx', ['tsc', '--noEmit']);
check('translations', 'npx', ['tsx', 'tests/translations.ts']);
check('oldest browsers', process.execPath, ['tests/built-files.mjs']);
tests(
  'unit and route tests',
  ['vitest', 'run', '--config', 'tests/vitest.config.ts'],
  'vitest.json',
  readVitest,
);
tests(
  'browser tests',
  ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'],
  'playwright.json',
  readPlaywright,
);

process.stdout.write(`\nverify took ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function check(name, command, args) {
  process.stdout.write(`\n== ${name}\n`);
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`!! ${name} failed\n`);
  }
}

function tests(name, args, file, read) {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(reports, file);
  const result = spawnSync('npx', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, THAO_TEST_REPORT: report },
  });
  const counts = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  passed += counts.passed;
  // A runner that failed without a failed test (a crash, no tests found) is itself one failure.
  failed += result.status !== 0 && counts.failed === 0 ? 1 : counts.failed;
}

function readVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function readPlaywright(report) {
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given && existsSync(given)) return given;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return (
    onPath(names) ?? (installByApt('chromium'), onPath(names)) ?? missing('a Chromium browser', 'chromium')
  );
}

function findProgram(name, ...debianPackages) {
  return (
    onPath([name]) ??
    (installByApt(...debianPackages), onPath([name])) ??
    missing(name, debianPackages.join(' '))
  );
}

/** Only in CI as root: nobody's machine gets packages without being asked. */
function installByApt(...names) {
  if (!process.env.CI || process.getuid?.() !== 0 || !onPath(['apt-get'])) return;
  const options = { stdio: ['ignore', 2, 2] };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options);
}

function missing(what, debianPackages) {
  process.stderr.write(
    `The tests need ${what}. Install it, on Debian: apt-get install -y ${debianPackages}\n`,
  );
  process.exit(1);
}
