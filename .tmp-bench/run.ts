import { spawn } from 'node:child_process';
import { join } from 'node:path';
import http from 'node:http';
import { freshDatabase } from '../tests/database';
import { addSampleExam, learnerCtx, sampleQuestion } from '../tests/exam';
import { startAttempt } from '~/assessment/attempts.server';
import { findAttemptOwner, listEvents } from '~db/queries/attempts';
import { listPaper } from '~db/queries/gradings';
import { connectWriter } from '~/server/writer-client';
import { row } from '~db/client.server';

const N = Number(process.argv[2] ?? 32), SECONDS = Number(process.argv[3] ?? 5);
const fresh = freshDatabase();
addSampleExam(fresh.db, { questions: Array.from({ length: 200 }, (_, i) => sampleQuestion(i)), rows: [{ skill: 'IU01', count: 40 }] });
for (let i = 3; i <= N; i++) fresh.db.sql('insert into person (staff_code) values (?)').run(`LG-${i}`);
const sock = join(fresh.folder, 'w.sock');
const env = { ...process.env, THAO_DATABASE: fresh.path, THAO_WRITER_SOCKET: sock, PORT: '4999' };
const w = spawn(process.execPath, ['--import', 'tsx', 'app/server/writer.ts'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
const web = spawn(process.execPath, ['--import', 'tsx', '.tmp-bench/web.ts'], { env, stdio: 'inherit' });
const client = connectWriter(sock);
await new Promise((r) => setTimeout(r, 3000));
let t0 = performance.now();
const attempts = await Promise.all(Array.from({ length: N }, async (_, i) => {
  const ctx = learnerCtx(fresh.db, Date.now(), { personId: i + 1, ports: { attemptWriter: client } });
  const { publicId } = await startAttempt(ctx, { examCode: 'IU01', key: 'k' });
  const { attemptId } = findAttemptOwner(fresh.db, publicId)!;
  const items = listPaper(fresh.db, attemptId).map((p) => (JSON.parse(p.options) as [string, string][]).map(([t]) => t));
  return { publicId, attemptId, personId: i + 1, items, seq: 0 };
}));
console.log('starts', N, 'in ms', Math.round(performance.now() - t0));
const next = (a: (typeof attempts)[0]) => { a.seq++; const position = 1 + (a.seq % 40); return { epoch: 1, events: [{ sequence: a.seq, position, answer: [a.items[position - 1]![0]!], flagged: false }] }; };
const stats = (name: string, lat: number[], ms: number) => { lat.sort((x, y) => x - y); const p = (q: number) => lat[Math.floor(lat.length * q)]!.toFixed(2); console.log(name, Math.round(lat.length / ms * 1000), 'saves/s', 'p50', p(0.5), 'p99', p(0.99), 'p99.9', p(0.999), 'max', lat.at(-1)!.toFixed(1)); };
import { readFileSync } from 'node:fs';
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10; };
async function bench(name: string, save: (a: (typeof attempts)[0]) => Promise<unknown>) {
  const c0 = cpu(w.pid!), v0 = cpu(web.pid!); const lat: number[] = []; const end = performance.now() + SECONDS * 1000; const from = performance.now();
  await Promise.all(attempts.map(async (a) => { while (performance.now() < end) { const t = performance.now(); await save(a); lat.push(performance.now() - t); } }));
  stats(name, lat, performance.now() - from);
  console.log('  writer cpu per save us', ((cpu(w.pid!) - c0) * 1000 / lat.length).toFixed(1), 'web cpu per save us', ((cpu(web.pid!) - v0) * 1000 / lat.length).toFixed(1));
}
await bench('ipc', (a) => client.save({ attemptId: a.attemptId, personId: a.personId, ...next(a) }));
const agent = new http.Agent({ keepAlive: true, maxSockets: N });
await bench('http', (a) => new Promise((ok, no) => {
  const body = JSON.stringify(next(a));
  const q = http.request({ agent, port: 4999, host: '127.0.0.1', method: 'POST', path: `/attempts/${a.publicId}/answers`, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-person': String(a.personId) } }, (r) => { let t = ''; r.on('data', (c) => (t += c)); r.on('end', () => (r.statusCode === 200 ? ok(t) : no(new Error(t)))); });
  q.on('error', no); q.end(body);
}));
const total = attempts.reduce((n, a) => n + a.seq, 0);
console.log('acknowledged', total, 'stored', row(fresh.db, 'select count(*) n from answer_event'));
client.close(); w.kill(); web.kill(); agent.destroy();
await new Promise((r) => setTimeout(r, 500)); fresh.remove(); process.exit(0);
