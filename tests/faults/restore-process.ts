/** Run by tests: restores ARCHIVE over DATABASE and FILES, and is killed before its n-th step on the disk. */
import { systemActor } from '~/access/context.server';
import { restoreBackup } from '~/operations/restore.server';
import { dieAtStep } from './dies-at';

const [step = '', file = '', databasePath = '', filesPath = '', keysPath = '', folder = ''] =
  process.argv.slice(2);
dieAtStep(Number(step), folder);
const place = { databasePath, filesPath, keysPath, now: Number(process.argv[8]), actor: systemActor('test') };
await restoreBackup(place, { file, replace: true });
process.stdout.write('done');
