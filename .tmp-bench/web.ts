import { createServer } from 'node:http';
import { openDatabase } from '~db/client.server';
import { handleAttemptRequest } from '~/server/attempt-endpoints';
import { connectWriter } from '~/server/writer-client';
const db = openDatabase(process.env.THAO_DATABASE!);
const writer = connectWriter(process.env.THAO_WRITER_SOCKET!);
const deps = { db, now: () => Date.now(), writer, sameOrigin: () => true, findActor: (r: any) => ({ personId: Number(r.headers['x-person']) }) };
createServer((a, b) => { if (!handleAttemptRequest(deps, a, b)) b.writeHead(418).end(); }).listen(Number(process.env.PORT), '127.0.0.1');
