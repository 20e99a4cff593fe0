import { describe, expect, it } from 'vitest';
import {
  decodeText,
  guessPromptColumn,
  hasHeaderRow,
  parsePromptLines,
  parseTable,
  promptsInColumn,
} from './prompt-list';

const table = (csv: string) => {
  const read = parseTable(csv);
  if (!read.table) throw new Error(read.problem);
  return read.table;
};

describe('a list of prompts', () => {
  it('is one prompt per line', () => {
    expect(parsePromptLines('What is 2 + 2?\r\n  Name a colour. \n').prompts).toEqual([
      'What is 2 + 2?',
      'Name a colour.',
    ]);
  });

  it('is split at blank lines if there are any, so that prompts may have several lines', () => {
    expect(parsePromptLines('Summarise:\nline two\n\n\nSecond prompt\n \nThird').prompts).toEqual([
      'Summarise:\nline two',
      'Second prompt',
      'Third',
    ]);
  });

  it('rejects an empty list, too many prompts and a prompt that is too long, with a reason', () => {
    expect(parsePromptLines(' \n ').problem).toContain('at least one prompt');
    const many = parsePromptLines(Array.from({ length: 201 }, (_, i) => `Prompt ${i}`).join('\n'));
    expect(many).toMatchObject({ prompts: [], problem: expect.stringContaining('201 prompts') });
    expect(parsePromptLines('x'.repeat(100_001)).problem).toContain('Prompt 1 is longer');
  });

  it('rejects more than a request can hold, measured as sent', () => {
    const line = (length: number) => 'ä'.repeat(length);
    expect(parsePromptLines(Array.from({ length: 100 }, () => line(50_000)).join('\n')).problem).toContain('9.5 MB');
    expect(parsePromptLines(Array.from({ length: 100 }, () => line(40_000)).join('\n')).prompts).toHaveLength(100);
  });
});

describe('a CSV of prompts', () => {
  it('supports quotes, line breaks within them and a byte order mark', () => {
    const read = table('\uFEFFid,prompt\n1,"Say ""hello"",\nplease"\n2,Bye\n');
    expect(read.names).toEqual(['id', 'prompt']);
    expect(promptsInColumn(read, guessPromptColumn(read)).prompts).toEqual(['Say "hello",\nplease', 'Bye']);
  });

  it('supports semicolons and tabs', () => {
    expect(table('id;question\n1;Why, though?').rows).toEqual([['1', 'Why, though?']]);
    expect(table('\nid,question\n1,Why?').names).toEqual(['id', 'question']);
    expect(table('id\tquestion\n1\tWhy?').names).toEqual(['id', 'question']);
  });

  it('with one column takes whole lines, including commas and quotes', () => {
    const read = table('prompt\nHello, world, again\n"Say ""hello"",\nplease"\nWhy; "why", I say\n');
    expect(promptsInColumn(read, 0).prompts).toEqual([
      'Hello, world, again',
      'Say "hello",\nplease',
      'Why; "why", I say',
    ]);
  });

  it('reports the row with more columns than the first line', () => {
    expect(parseTable('id,prompt\n1,Hi\n2,Hello, world').problem).toContain('Row 3 has 3 columns');
    expect(table('id,prompt\n1,Hi,\n').rows).toEqual([['1', 'Hi', '']]);
  });

  it('may have no header: a first line that reads like a prompt is one', () => {
    for (const line of ['What is 2 + 2?', 'Summarise', 'Why?', 'x'.repeat(41)])
      expect([line, hasHeaderRow(line)]).toEqual([line, line === 'Summarise']);
    const read = table('What is 2 + 2?\nName a colour.\n');
    expect(read.names).toEqual(['Column 1']);
    expect(promptsInColumn(read, 0).prompts).toEqual(['What is 2 + 2?', 'Name a colour.']);
  });

  it('treats its first line as header or as a row on request', () => {
    expect(parseTable('Summarise\nTranslate', false).table?.rows).toEqual([['Summarise'], ['Translate']]);
    expect(parseTable('Test prompts\nTranslate', true).table).toEqual({
      names: ['Test prompts'],
      rows: [['Translate']],
    });
  });

  it('is decoded as UTF-8, otherwise as Windows-1252', () => {
    expect(decodeText(new TextEncoder().encode('\uFEFFgrüße €'))).toBe('grüße €');
    expect(decodeText(Uint8Array.of(0x67, 0x72, 0xfc, 0xdf, 0x65))).toBe('grüße');
  });

  it('uses the column with the longest values when none is named like prompts', () => {
    expect(guessPromptColumn(table('a,b\n1,A long prompt about something\n2,Another'))).toBe(1);
  });

  it('skips rows without a prompt', () => {
    expect(promptsInColumn(table('prompt,x\nOne,1\n,2\nTwo'), 0).prompts).toEqual(['One', 'Two']);
  });

  it('reports what is wrong with a file', () => {
    expect(parseTable('prompt\n"never closed').problem).toContain('Could not read the file as CSV');
    expect(parseTable('prompt').problem).toContain('no rows');
    expect(parseTable('').problem).toContain('no rows');
  });
});
