import { describe, expect, it } from 'vitest';
import { parseChatRequest } from './parse-chat';

const parse = (body: object) =>
  parseChatRequest(JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], ...body }));

describe('the number of answers asked for', () => {
  it.each([1, 128, null])('may be %s', (n) => {
    expect(parse({ n }).request.n).toBe(n);
  });

  it.each([0, -1, 1.5, 129, 1e9, '3', true])('cannot be %s: a 400 names it', (n) => {
    expect(() => parse({ n })).toThrow(
      expect.objectContaining({ code: 'invalid_request_error', param: 'n', message: expect.stringMatching(/^n: /) }),
    );
  });
});
