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
  it('is one a line', () => {
    expect(parsePromptLines('What is 2 + 2?\r\n  Name a colour. \n').prompts).toEqual([
      'What is 2 + 2?',
      'Name a colour.',
    ]);
  });

  it('is blocks once there is a blank line between them, so that prompts may have lines', () => {
    expect(parsePromptLines('Summarise:\nline two\n\n\nSecond prompt\n \nThird').prompts).toEqual([
      'Summarise:\nline two',
      'Second prompt',
      'Third',
    ]);
  });

  it('refuses nothing, and more than a set holds, in words', () => {
    expect(parsePromptLines(' \n ').problem).toContain('at least one prompt');
    const many = parsePromptLines(Array.from({ length: 201 }, (_, i) => `Prompt ${i}`).join('\n'));
    expect(many).toMatchObject({ prompts: [], problem: expect.stringContaining('201 prompts') });
    expect(parsePromptLines('x'.repeat(100_001)).problem).toContain('Prompt 1 is longer');
  });

  it('refuses more than is sent at once, counted as it is sent, in words', () => {
    const line = (length: number) => 'ä'.repeat(length);
    expect(parsePromptLines(Array.from({ length: 100 }, () => line(50_000)).join('\n')).problem).toContain('9.5 MB');
    expect(parsePromptLines(Array.from({ length: 100 }, () => line(40_000)).join('\n')).prompts).toHaveLength(100);
  });
});

describe('a CSV of prompts', () => {
  it('is read with quotes, line breaks within them and a byte order mark', () => {
    const read = table('\uFEFFid,prompt\n1,"Say ""hello"",\nplease"\n2,Bye\n');
    expect(read.names).toEqual(['id', 'prompt']);
    expect(promptsInColumn(read, guessPromptColumn(read)).prompts).toEqual(['Say "hello",\nplease', 'Bye']);
  });

  it('may have semicolons or tabs', () => {
    expect(table('id;question\n1;Why, though?').rows).toEqual([['1', 'Why, though?']]);
    expect(table('\nid,question\n1,Why?').names).toEqual(['id', 'question']);
    expect(table('id\tquestion\n1\tWhy?').names).toEqual(['id', 'question']);
  });

  it('of one column takes whole lines, with the commas and quotes in them', () => {
    const read = table('prompt\nHello, world, again\n"Say ""hello"",\nplease"\nWhy; "why", I say\n');
    expect(promptsInColumn(read, 0).prompts).toEqual([
      'Hello, world, again',
      'Say "hello",\nplease',
      'Why; "why", I say',
    ]);
  });

  it('says which row has more columns than the first line, and loses none of it', () => {
    expect(parseTable('id,prompt\n1,Hi\n2,Hello, world').problem).toContain('Row 3 has 3 columns');
    expect(table('id,prompt\n1,Hi,\n').rows).toEqual([['1', 'Hi', '']]);
  });

  it('may be without heads: a first line that reads like a prompt is one', () => {
    for (const line of ['What is 2 + 2?', 'Summarise', 'Why?', 'x'.repeat(41)])
      expect([line, hasHeaderRow(line)]).toEqual([line, line === 'Summarise']);
    const read = table('What is 2 + 2?\nName a colour.\n');
    expect(read.names).toEqual(['Column 1']);
    expect(promptsInColumn(read, 0).prompts).toEqual(['What is 2 + 2?', 'Name a colour.']);
  });

  it('takes its first line for heads, or for a row, when it is told to', () => {
    expect(parseTable('Summarise\nTranslate', false).table?.rows).toEqual([['Summarise'], ['Translate']]);
    expect(parseTable('Test prompts\nTranslate', true).table).toEqual({
      names: ['Test prompts'],
      rows: [['Translate']],
    });
  });

  it('is read as UTF-8, and as Windows writes it where it is not', () => {
    expect(decodeText(new TextEncoder().encode('\uFEFFgrüße €'))).toBe('grüße €');
    expect(decodeText(Uint8Array.of(0x67, 0x72, 0xfc, 0xdf, 0x65))).toBe('grüße');
  });

  it('takes the longest column where none is named', () => {
    expect(guessPromptColumn(table('a,b\n1,A long prompt about something\n2,Another'))).toBe(1);
  });

  it('leaves out rows without a prompt', () => {
    expect(promptsInColumn(table('prompt,x\nOne,1\n,2\nTwo'), 0).prompts).toEqual(['One', 'Two']);
  });

  it('says in words what is wrong with a file', () => {
    expect(parseTable('prompt\n"never closed').problem).toContain('Could not read the file as CSV');
    expect(parseTable('prompt').problem).toContain('no rows');
    expect(parseTable('').problem).toContain('no rows');
  });
});
