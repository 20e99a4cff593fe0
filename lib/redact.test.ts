import { describe, expect, it } from 'vitest';
import { redact } from './redact';

describe('redact', () => {
  it.each([
    [
      'connect to postgresql://a3m:hunter2@db.internal:5432/a3m failed',
      'connect to postgresql://…@db.internal:5432/a3m failed',
    ],
    ['GET https://x.example/v1?key=AIzaSyD-1234567890&alt=sse', 'GET https://x.example/v1?key=…&alt=sse'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer …'],
    ['authorization: basic dXNlcjpwYXNz', 'authorization: basic …'],
    ['key a3m_0123456789abcdefghij refused', 'key … refused'],
    ['Incorrect API key provided: sk-proj-abcdefgh12345678.', 'Incorrect API key provided: ….'],
    ['gsk_abcdefghijkl and xai-abcdefghijkl', '… and …'],
  ])('blots out the secret in %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    'openai/gpt-5-nano',
    'req_01JD4Z8Q2K7',
    'a task-oriented disk-based risk-free thing',
    'https://x.example/a@b',
  ])('leaves %j alone but for what stands before an @ in a URL', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('leaves JSON readable', () => {
    const facts = { url: 'redis://u:p@h', header: 'Bearer abc', key: 'sk-abcdefghijk', end: 'x' };
    expect(JSON.parse(redact(JSON.stringify(facts)))).toEqual({
      url: 'redis://…@h',
      header: 'Bearer …',
      key: '…',
      end: 'x',
    });
  });
});
