import type { StoredFile } from '../../db/chat/threads';
import type { ContentPart } from '../../engine/chat';
import { AppError } from '../../errors';
import { isStorable } from '../../storable-text';

export const MAX_FILES = 10;
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_TURN_BYTES = 10 * 1024 * 1024;

/** A file as a browser sends it. */
export interface SentFile {
  name: string;
  mediaType: string;
  /** Base64. */
  data: string;
}

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const TEXTS = /^(text\/.+|application\/(json|xml|yaml|x-yaml|toml|sql|javascript|typescript|x-sh|x-httpd-php|csv))$/;
/** Browsers send no type, or a wrong one, for most source files. */
export const TEXT_NAMES =
  /\.(txt|md|markdown|csv|tsv|json|jsonl|ya?ml|toml|ini|xml|html?|css|scss|[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bash|zsh|sql|r|lua|scala|clj|ex|exs|hs|ml|vue|svelte|tf|gradle|dockerfile|env|log|diff|patch|proto|graphql)$/i;

/** Validates and decodes the files of a question. Throws `invalid_request_error` or `request_too_large`. */
export function readFiles(sent: SentFile[]): StoredFile[] {
  if (sent.length > MAX_FILES) throw refused(`Attach at most ${MAX_FILES} files; you attached ${sent.length}.`);
  const files = sent.map(readFile);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > MAX_TURN_BYTES) throw tooLarge('The files are larger than 10 MB in total. Attach fewer.');
  return files;
}

function readFile({ name, mediaType, data }: SentFile): StoredFile {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length === 0) throw refused(`${name} is empty.`);
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(`${name} is larger than 5 MB.`);
  const image = detectImageType(bytes);
  if (image) return { name, mediaType: image, bytes };
  if (IMAGES.includes(mediaType))
    throw refused(`${name} is not a valid ${mediaType.slice('image/'.length).toUpperCase()} image.`);
  if (!TEXTS.test(mediaType) && !TEXT_NAMES.test(name))
    throw refused(`${name} is not supported. Attach PNG, JPEG, WebP or GIF images, or text files.`);
  if (textOrNull(bytes) === null) throw refused(`${name} is not UTF-8 text.`);
  return { name, mediaType: TEXTS.test(mediaType) ? mediaType : 'text/plain', bytes };
}

/** The image type by its signature, regardless of the file's name. */
function detectImageType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  return null;
}

function textOrNull(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isStorable(text) ? text : null;
  } catch {
    return null;
  }
}

export function isImage({ mediaType }: Pick<StoredFile, 'mediaType'>): boolean {
  return mediaType.startsWith('image/');
}

/** A question as the model receives it: fenced text files first, then the text, then images. */
export function questionContent(text: string, files: StoredFile[]): string | ContentPart[] {
  const texts = files.filter((file) => !isImage(file)).map(fenced);
  const whole = [...texts, text].filter(Boolean).join('\n\n');
  const images = files.filter(isImage).map(imagePart);
  if (images.length === 0) return whole;
  return [...(whole ? [{ type: 'text' as const, text: whole }] : []), ...images];
}

function imagePart({ mediaType, bytes }: StoredFile): ContentPart {
  return {
    type: 'image_url',
    image_url: { url: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` },
  };
}

/** Uses a fence longer than any fence in the text. */
function fenced({ name, bytes }: StoredFile): string {
  const text = textOrNull(bytes) ?? '';
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((fence) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${name}:\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function refused(message: string): AppError {
  return new AppError('invalid_request_error', message, { param: 'attachments' });
}

function tooLarge(message: string): AppError {
  return new AppError('request_too_large', message, { param: 'attachments' });
}
