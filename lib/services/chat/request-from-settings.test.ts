import { describe, expect, it } from 'vitest';
import type { Runtime } from '../../runtime/runtime';
import { DEFAULT_CHAT_SETTINGS, requestFrom } from './request-from-settings';

const runtime = { knowledge: { policies: [] } } as unknown as Runtime;
const messages = [{ role: 'user' as const, content: 'Hello' }];

describe('chat settings', () => {
  it('ask for nothing but the model when nothing is set', () => {
    const { request, options, policy } = requestFrom(runtime, DEFAULT_CHAT_SETTINGS, messages);
    expect(request).toEqual({ model: 'auto', messages, stream: true });
    expect(options).toEqual({});
    expect(policy).toBeUndefined();
  });

  it('put the system prompt first', () => {
    const { request } = requestFrom(runtime, { ...DEFAULT_CHAT_SETTINGS, systemPrompt: 'Be brief.' }, messages);
    expect(request.messages).toEqual([{ role: 'system', content: 'Be brief.' }, ...messages]);
  });

  it('move the weight of the policy that was asked for, and of no other', () => {
    const weighed = { ...DEFAULT_CHAT_SETTINGS, model: 'auto:best', qualityWeight: 0.3 };
    expect(requestFrom(runtime, weighed, messages).policy).toMatchObject({ name: 'best', qualityWeight: 0.3 });
    const pinned = { ...weighed, model: 'sandbox/a' };
    expect(requestFrom(runtime, pinned, messages).policy).toBeUndefined();
  });

  it('ask several together, a chosen model among them', () => {
    const several = { ...DEFAULT_CHAT_SETTINGS, askSeveral: 3 };
    const optionsFor = (settings: typeof several) => requestFrom(runtime, settings, messages).options;
    expect(optionsFor(several)).toEqual({ parallel: 3, consensus: true });
    expect(optionsFor({ ...several, model: 'sandbox/a' })).toEqual({ parallel: 3, consensus: true, fallback: true });
    expect(optionsFor({ ...several, model: 'auto:best', fallback: false })).toMatchObject({ fallback: false });
  });

  it('turn a typed schema into a response format, and refuse what is none', () => {
    const settings = { ...DEFAULT_CHAT_SETTINGS, jsonMode: true };
    expect(requestFrom(runtime, settings, messages).request.response_format).toEqual({ type: 'json_object' });
    const typed = { ...settings, jsonSchema: '{"type":"object"}' };
    expect(requestFrom(runtime, typed, messages).request.response_format).toMatchObject({
      json_schema: { schema: { type: 'object' } },
    });
    const broken = { ...settings, jsonSchema: '[1' };
    expect(() => requestFrom(runtime, broken, messages)).toThrow('not a JSON object');
  });
});
