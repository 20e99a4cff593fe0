import { describe, expect, it } from 'vitest';
import { boundedWriter, createLog, errorFacts, type LogLevel } from './log';

function recording(level: LogLevel) {
  const lines: string[] = [];
  return { lines, log: createLog(level, (line) => lines.push(line)) };
}

describe('createLog', () => {
  it('writes one JSON line an event, facts or none', () => {
    const { lines, log } = recording('info');
    log('info', 'Plain.');
    log('warn', 'With facts.', { requestId: 'req_1', count: 2, absent: undefined });
    expect(lines.every((line) => line.endsWith('}\n') && line.split('\n').length === 2)).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time: expect.any(String), level: 'info', message: 'Plain.' },
      { time: expect.any(String), level: 'warn', message: 'With facts.', requestId: 'req_1', count: 2 },
    ]);
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('at level %s writes %i of four levels', (level, count) => {
    const { lines, log } = recording(level);
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log(each, 'x');
    expect(lines).toHaveLength(count);
  });

  it('blots out a credential that comes along in an error', () => {
    const { lines, log } = recording('info');
    log(
      'error',
      'x',
      errorFacts(new Error('postgresql://a3m:hunter2@db/a3m said no to Bearer a3m_0123456789abcdefghij')),
    );
    expect(lines[0]).not.toMatch(/hunter2|a3m_0123/);
  });
});

describe('boundedWriter', () => {
  it('drops lines while nobody reads, rather than grow for ever, and tells how many', () => {
    const lines: string[] = [];
    const stream = { writableLength: 0, write: (line: string) => lines.push(line) > 0 };
    const write = boundedWriter(stream as never);
    write('a\n');
    stream.writableLength = 9 * 1024 * 1024;
    write('b\n');
    write('c\n');
    expect(lines).toEqual(['a\n']);
    stream.writableLength = 0;
    write('d\n');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'error', dropped: 2 });
    expect(lines[2]).toBe('d\n');
  });
});

describe('errorFacts', () => {
  it('keeps an error’s words, its cause and where it arose', () => {
    const facts = errorFacts(new TypeError('outer', { cause: new Error('inner') }));
    expect(facts).toMatchObject({ error: 'TypeError: outer', cause: 'Error: inner' });
    expect(facts.stack).toContain('log.test.ts');
  });

  it('does not repeat what a parser could not read', () => {
    const error = (() => {
      try {
        return JSON.parse('the secret prompt');
      } catch (caught) {
        return caught;
      }
    })();
    expect(JSON.stringify(errorFacts(error))).not.toContain('secret');
    expect(errorFacts(error).error).toBe('SyntaxError');
  });

  it('takes no line of a long message for a place', () => {
    const facts = errorFacts(new Error('first\nthe secret prompt\nthird'));
    expect(facts.stack).not.toContain('secret');
  });
});
