import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXT_NAMES as SERVER_TEXT_NAMES } from '@/lib/services/chat/files';
import {
  attachmentProblem,
  formatSize,
  isText,
  readDraftFiles,
  TEXT_NAMES,
  textHead,
  toBase64,
  toBlob,
} from './attachments';

const MB = 1024 * 1024;
const file = (name: string, mediaType: string, size = 10) => ({ name, mediaType, size });

describe('a file', () => {
  it.each([
    file('a.png', 'image/png', 5 * MB),
    file('a.webp', 'image/webp'),
    file('notes.md', 'text/markdown'),
    file('data.json', 'application/json'),
    file('script.sh', 'application/x-sh'),
    file('Makefile', 'text/plain'),
  ])('goes with a question: $name', (one) => {
    expect(attachmentProblem(one, [])).toBeNull();
  });

  it.each([
    [file('a.svg', 'image/svg+xml'), 'a.svg is not supported'],
    [file('a.heic', 'image/heic'), 'a.heic is not supported'],
    [file('a.pdf', 'application/pdf'), 'a.pdf is not supported'],
    [file('a.docx', 'application/vnd.openxmlformats-officedocument'), 'a.docx is not supported'],
    [file('a.mp3', 'audio/mpeg'), 'a.mp3 is not supported'],
    [file('a.txt', 'text/plain', 0), 'a.txt is empty.'],
    [file('a.png', 'image/png', 5 * MB + 1), 'a.png is too large (5.0 MB). The limit is 5 MB per file.'],
  ])('is refused with its name and the reason: $0.name', (one, words) => {
    expect(attachmentProblem(one, [])).toContain(words);
  });

  it('is refused after ten others, and where all would be over 10 MB', () => {
    const ten = Array.from({ length: 10 }, (_, i) => file(`${i}.txt`, 'text/plain'));
    expect(attachmentProblem(file('11.txt', 'text/plain'), ten)).toContain('at most 10 files');
    const big = [file('1', 'image/png', 5 * MB), file('2', 'image/png', 5 * MB)];
    expect(attachmentProblem(file('3', 'image/png', 1), big)).toContain('at most 10 MB in total');
  });

  it('is read byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40_000 }), async (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same file again as a blob', async () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    const blob = toBlob(`data:image/png;base64,${toBase64(bytes)}`);
    expect(blob.type).toBe('image/png');
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  });

  it('is judged by its bytes where its type says nothing', async () => {
    const chosen = [
      new File([Uint8Array.of(0, 1, 2)], 'tool'),
      new File(['const a = 1;'], 'a.ts', { type: 'video/mp2t' }),
    ];
    const { files, refusals } = await readDraftFiles(chosen, []);
    expect(files).toEqual([{ name: 'a.ts', mediaType: 'text/plain', size: 12, data: btoa('const a = 1;') }]);
    expect(refusals).toEqual(['tool was not attached: it is not UTF-8 text.']);
    expect(isText(Uint8Array.of(0xff, 0xfe, 0x41))).toBe(false);
  });

  it('is a text by its name where the browser calls it something else', async () => {
    const chosen = [
      new File(['bolt,3'], 'Prices.CSV', { type: 'application/vnd.ms-excel' }),
      new File(['bolt,3'], 'prices.xlsx', { type: 'application/vnd.ms-excel' }),
      new File([Uint8Array.of(0, 1)], 'binary.csv', { type: 'application/vnd.ms-excel' }),
    ];
    const { files, refusals } = await readDraftFiles(chosen, []);
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([['Prices.CSV', 'text/plain']]);
    expect(refusals).toEqual([
      'prices.xlsx is not supported. Attach PNG, JPEG, WebP or GIF images, or text files.',
      'binary.csv was not attached: it is not UTF-8 text.',
    ]);
  });

  it('is a text by the same names as on the server', () => {
    expect(TEXT_NAMES).toEqual(SERVER_TEXT_NAMES);
  });

  it('lends an estimate its head, no half character with it', () => {
    expect(textHead({ data: Buffer.from('Grüße').toString('base64') })).toBe('Grüße');
    const head = textHead({ data: Buffer.from('ü'.repeat(5_000)).toString('base64') });
    expect(head).toMatch(/^ü{900,1100}$/);
  });

  it('says its size', () => {
    expect([824, 12_000, 1.4 * MB].map(formatSize)).toEqual(['824 B', '12 kB', '1.4 MB']);
  });
});
