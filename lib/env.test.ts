import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentVariables, readEnv } from './env';

describe('readEnv', () => {
  it('knows exactly the variables of .env.example', () => {
    const example = fs.readFileSync('.env.example', 'utf8');
    const named = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(environmentVariables().sort());
  });

  it('names the variable that is wrong', () => {
    expect(() => readEnv({ A3M_SANDBOX: 'maybe' })).toThrow('A3M_SANDBOX');
    expect(() => readEnv({ PORT: 'eighty' })).toThrow('PORT');
  });

  it('takes Gemini’s key under either name, and treats blank as absent', () => {
    expect(readEnv({ GEMINI_API_KEY: 'g' }).providers.google).toEqual({ apiKey: 'g' });
    expect(readEnv({ OPENAI_API_KEY: '  ' }).providers.openai).toEqual({});
  });
});
