import { describe, expect, it } from 'vitest';
import { parseClientRequestId } from './client-request-id';

const of = (id: string | undefined) => parseClientRequestId({ headers: { 'x-request-id': id } } as never);

describe('parseClientRequestId', () => {
  it.each(['01JD4Z8Q2K', 'order-2026.11_42', 'x'.repeat(128)])('takes %s', (id) => {
    expect(of(id)).toBe(id);
  });

  it.each([
    undefined,
    '',
    'short',
    'x'.repeat(129),
    'two words',
    'line\nbreak',
    'größer-als',
    '{"json":1}',
    'a,b,c,d,e',
  ])('does not take %j', (id) => {
    expect(of(id)).toBeUndefined();
  });

  it('does not take what looks like a key', () => {
    expect(of('sk-proj-abcdefgh12345678')).toBeUndefined();
  });
});
