/** What both commands of the README need first, with nothing but Node: packages as locked, and a database binding. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...headersOfThisNode() },
    ...options,
  });
  return result.status ?? 1;
}

/** Where Node's headers stand beside it, a binding compiles without asking the network for them. */
function headersOfThisNode() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_version.h')) ? { npm_config_nodedir: prefix } : {};
}

export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Thạo needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.thao-lock');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    process.stderr.write('Installing packages (a minute or two; the SQLite binding may be compiled)…\n');
    if (
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] }) !== 0
    ) {
      stop('npm ci failed; see above.');
    }
    writeFileSync(stamp, lock);
  }
  const loads = () =>
    spawnSync(
      process.execPath,
      ['-e', "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()"],
      {
        cwd: root,
      },
    ).status === 0;
  if (!loads()) {
    run('npm', ['rebuild', 'better-sqlite3'], { stdio: ['ignore', 2, 2] });
    if (!loads()) {
      stop(
        'The SQLite binding does not load. Where no prebuilt one fits, it is compiled: install python3, make and a C++ compiler, then run the command again.',
      );
    }
  }
}

/** Builds when a source changed since the last build. */
export function buildIfChanged() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'vite.config.ts', 'remix.config.js', 'tsconfig.json']) {
    hash.update(readFileSync(join(root, name)));
  }
  for (const folder of ['app', 'db', 'public']) hashFolder(hash, join(root, folder));
  const digest = hash.digest('hex');
  const stamp = join(root, 'build', '.thao-sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  process.stderr.write('Building…\n');
  if (run(process.execPath, [join(root, 'app/cli/build.mjs')], { stdio: ['ignore', 2, 2] }) !== 0) {
    stop('The build failed; see above.');
  }
  writeFileSync(stamp, digest);
}

function hashFolder(hash, folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) hashFolder(hash, path);
    else if (!/\.test\.tsx?$/.test(name)) hash.update(path.slice(root.length)).update(readFileSync(path));
  }
}

export function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
