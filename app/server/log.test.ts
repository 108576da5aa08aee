import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '~/access/errors';
import { freshDatabase } from '../../tests/database';
import { createLog, faultOf, readLogLevel } from './log';

const SECRET = 'Trần Thị Hồng Vân';

describe('the log', () => {
  const logged = (level: 'debug' | 'warn') => {
    const lines: string[] = [];
    const log = createLog({ level, now: () => Date.UTC(2026, 10, 25), write: (line) => lines.push(line) });
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log(each, `an ${each}`, { n: 1 });
    return lines;
  };

  it('writes one line of JSON an event, from its level on', () => {
    expect(logged('warn').map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'warn', at: '2026-11-25T00:00:00.000Z', event: 'an warn', n: 1 },
      { level: 'error', at: '2026-11-25T00:00:00.000Z', event: 'an error', n: 1 },
    ]);
    expect(logged('debug')).toHaveLength(4);
    expect([readLogLevel('warn'), readLogLevel('loud'), readLogLevel(undefined)]).toEqual([
      'warn',
      'info',
      'info',
    ]);
  });

  it('cannot be made to write a second line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines: string[] = [];
        const write = (line: string) => lines.push(line);
        createLog({ level: 'info', now: () => 0, write })('info', 'x', { text });
        expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
      }),
    );
  });
});

describe('what is logged of an error', () => {
  it('is its kind, code and place, never its text', () => {
    const cause = Object.assign(new RangeError(`cause with ${SECRET}`), { code: 'E_RANGE' });
    const fault = faultOf(Object.assign(new TypeError(`no ${SECRET}`, { cause }), { code: 'ERR_X' }));
    expect(fault).toMatchObject({
      name: 'TypeError',
      code: 'ERR_X',
      cause: { name: 'RangeError', code: 'E_RANGE' },
    });
    expect(fault.stack[0]).toContain('log.test.ts');
    expect(JSON.stringify(fault)).not.toContain(SECRET);
  });

  it('names places in all the forms that a stack knows', () => {
    const stack = [
      'Error: x',
      '    at Object.openSync (node:fs:573:18)',
      '    at new Thing (/opt/thao/build/a.js:1:2)',
      '    at Object.action [as handle] (file:///opt/thao/build/server/index.js:1:2)',
      '    at async Promise.all (index 0)',
      '    at async file:///opt/thao/a.mjs:3:33',
      '    at C:\\thao\\a.js:1:2',
    ];
    expect(faultOf(Object.assign(new Error('x'), { stack: stack.join('\n') })).stack).toHaveLength(6);
  });

  it('holds nothing of a text that looks like a stack', () => {
    const text = `${SECRET}\n    at ${SECRET} (/etc/passwd:1:1)\n    at ${SECRET}`;
    expect(JSON.stringify(faultOf(new Error(text)))).not.toContain(SECRET);
    // To its last line.
    const place = new Error('x\n    at mat-khau-2026 (/etc/passwd:1:1)');
    expect(JSON.stringify(faultOf(place))).not.toContain('mat-khau-2026');
  });

  it('holds nothing of whatever else was thrown', () => {
    for (const thrown of [
      SECRET,
      { message: SECRET },
      null,
      Object.assign(new Error('x'), { code: SECRET }),
    ]) {
      expect(JSON.stringify(faultOf(thrown))).not.toContain(SECRET);
    }
  });

  it('keeps the words of SQLite and of our own refusals, which name tables and codes', () => {
    const fresh = freshDatabase();
    const fail = () => fresh.db.sqlite.prepare(`select '${SECRET}' from no_such_table`).get();
    const thrown = (() => {
      try {
        return fail();
      } catch (error) {
        return error;
      }
    })();
    const fault = faultOf(thrown);
    fresh.remove();
    expect(fault.message).toMatch(/no_such_table/);
    expect(JSON.stringify(fault)).not.toContain(SECRET);
    expect(faultOf(new AppError('conflict', { username: SECRET })).message).toBe('conflict');
  });
});
