/**
 * From a fresh clone to a running demo province: installs, builds, migrates, makes keys, loads content, seeds if the
 * database is empty, serves. Run again it starts in seconds and keeps the data.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIfChanged, installPackages, root, stop } from './install.mjs';

installPackages();
buildIfChanged();

const thao = (...args) => {
  const result = spawnSync(process.execPath, [join(root, 'build/processes/thao.js'), ...args, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (result.status !== 0) stop(`thao ${args.join(' ')} failed; see above.`);
  return JSON.parse(result.stdout);
};

thao('migrate');
thao('keys', 'init');
thao('content', 'sync');
const demo = thao('seed', 'demo', '--if-empty');

const port = process.env.PORT ?? '3000';
const host = process.env.HOST ?? '127.0.0.1';
const server = spawn(process.execPath, [join(root, 'build/processes/main.js')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));

for (let tries = 0; ; tries += 1) {
  const ready = await fetch(`http://${host}:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
  if (ready) break;
  if (tries > 150) stop('The server did not get ready within 30 seconds; see the lines above.');
  await new Promise((resolve) => setTimeout(resolve, 200));
}
const lines = [`Thạo: http://${host}:${port}`, ''];
if (demo.accounts?.length > 0) {
  lines.push(`Tài khoản thử (mật khẩu / password: ${demo.password})`);
  for (const account of demo.accounts) lines.push(`  ${account.username.padEnd(12)} ${account.roles}`);
}
process.stdout.write(`\n${lines.join('\n')}\n\n`);
