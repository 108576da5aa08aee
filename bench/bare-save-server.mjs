/**
 * The baseline of the save bench: what a sceptic would write fastest. One bare Node server, no sessions, no rights, no
 * clock; it parses the body and inserts one row an answer, committed in groups of 2 ms with synchronous=FULL.
 */
import { createServer } from 'node:http';
import Database from 'better-sqlite3';

const [path, port] = process.argv.slice(2);
const db = new Database(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(
  'create table answer (attempt text, sequence integer, body text, primary key (attempt, sequence)) without rowid',
);
const insert = db.prepare('insert into answer values (?, ?, ?)');
let queue = [];

function flush() {
  const batch = queue;
  queue = [];
  db.transaction(() => {
    for (const { attempt, body } of batch)
      insert.run(attempt, body.events[0].sequence, JSON.stringify(body.events));
  }).immediate();
  for (const { response } of batch) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"ok":true}');
  }
}

createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    queue.push({ attempt: request.url, body: JSON.parse(text), response });
    if (queue.length === 1) setTimeout(flush, 2);
  });
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
