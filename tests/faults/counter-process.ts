/** Run by a test, several at once: `counter-process DATABASE TIMES` reads a number and writes the next one, so often. */
import { openDatabase } from '~db/client.server';
import { getSettingText, setSettingText } from '~db/queries/trail';
import { write } from '../factories';

const [path = '', times = ''] = process.argv.slice(2);
const db = openDatabase(path);
for (let turn = 0; turn < Number(times); turn += 1) {
  write(db, Date.now(), () => {
    const count = Number(getSettingText(db, 'counter') ?? 0);
    setSettingText(db, 'counter', String(count + 1));
  });
}
db.close();
