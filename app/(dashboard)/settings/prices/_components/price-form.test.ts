import { describe, expect, it } from 'vitest';
import { readPriceForm } from './price-form';

const createForm = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('price form', () => {
  it('sends only the classes that are filled in', () => {
    const form = createForm({ input: '0.42', output: '1.26', cachedInput: '', note: ' Contract ' });
    expect(readPriceForm(form, 'mistral/mistral-large-2512')).toEqual({
      model: 'mistral/mistral-large-2512',
      rates: { input: 0.42, output: 1.26 },
      from: null,
      until: null,
      note: 'Contract',
    });
  });

  it('accepts an hourly rate alone, and truncates times to the hour', () => {
    const form = createForm({
      model: 'ollama/gpt-oss:20b',
      perHour: '0.6',
      from: '2026-12-01T13:00',
      until: '2026-12-31T00:00',
    });
    expect(readPriceForm(form, '')).toMatchObject({
      model: 'ollama/gpt-oss:20b',
      rates: { input: 0, output: 0, perHour: 0.6 },
      from: '2026-12-01T13',
      until: '2026-12-31T00',
    });
  });
});
