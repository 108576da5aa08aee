/** `npm run thao -- …`: the built command line where there is one, the sources otherwise. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const built = join(root, 'build/processes/thao.js');
const args = existsSync(built) ? [built] : ['--import', 'tsx', join(root, 'app/cli/thao.ts')];
const result = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(result.status ?? 1);
