import type { DraftFile } from '@/lib/services/chat/chat-message';

export const MAX_FILES = 10;
const MB = 1024 * 1024;
const MAX_FILE_BYTES = 5 * MB;
const MAX_TURN_BYTES = 10 * MB;

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
/** Filter of the file dialog; the server checks the bytes. */
export const ACCEPTED = `${IMAGES.join(',')},text/*,.md,.csv,.json,.yaml,.yml,.toml,.xml,.sql,.ts,.tsx,.jsx,.py,.go,.rs,.java,.rb,.php,.sh,.log`;

/** Text files by name, whatever media type the browser reports. The same list as on the server. */
export const TEXT_NAMES =
  /\.(txt|md|markdown|csv|tsv|json|jsonl|ya?ml|toml|ini|xml|html?|css|scss|[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bash|zsh|sql|r|lua|scala|clj|ex|exs|hs|ml|vue|svelte|tf|gradle|dockerfile|env|log|diff|patch|proto|graphql)$/i;

/** What is known of a file before it is read. */
export type FileHead = Pick<DraftFile, 'name' | 'mediaType' | 'size'>;

export function isImage({ mediaType }: Pick<DraftFile, 'mediaType'>): boolean {
  return mediaType.startsWith('image/');
}

/** Why a file cannot be attached, in one sentence; null when it can. */
export function attachmentProblem(file: FileHead, present: FileHead[]): string | null {
  const { name, mediaType, size } = file;
  if (present.length >= MAX_FILES) return `${name} was not attached: a message can have at most ${MAX_FILES} files.`;
  if (size === 0) return `${name} is empty.`;
  if (size > MAX_FILE_BYTES) return `${name} is too large (${megabytes(size)}). The limit is 5 MB per file.`;
  const together = present.reduce((sum, other) => sum + other.size, size);
  if (together > MAX_TURN_BYTES)
    return `${name} was not attached: the files of a message can have at most 10 MB in total.`;
  if (isReadable(mediaType)) return null;
  return `${name} is not supported. Attach PNG, JPEG, WebP or GIF images, or text files.`;
}

/** Rejects types that are certainly not text. Unknown types are checked by their bytes. */
function isReadable(mediaType: string): boolean {
  if (mediaType.startsWith('image/')) return IMAGES.includes(mediaType);
  return !/^(audio|video|font|model)\/|^application\/(pdf|zip|gzip|x-tar|x-7z|vnd\.|msword|octet-stream$)/.test(
    mediaType,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

/** 824 B, 12 kB, 1.4 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < MB ? `${Math.round(bytes / 1024)} kB` : megabytes(bytes);
}

export interface ReadFiles {
  files: DraftFile[];
  /** One sentence for each rejected file. */
  refusals: string[];
}

/** Reads files to attach; rejected ones are reported with a reason. */
export async function readDraftFiles(chosen: File[], present: DraftFile[]): Promise<ReadFiles> {
  const files: DraftFile[] = [];
  const refusals: string[] = [];
  for (const file of chosen) {
    const head = { name: file.name || 'pasted', mediaType: detectMediaType(file), size: file.size };
    const refusal = attachmentProblem(head, [...present, ...files]);
    if (refusal) refusals.push(refusal);
    else
      await readOne(file, head).then(
        (read) => files.push(read),
        (reason: Error) => refusals.push(reason.message),
      );
  }
  return { files, refusals };
}

/**
 * Browsers report TypeScript as a video stream, CSV as a workbook when Excel is installed, and most source files
 * without a type.
 */
function detectMediaType({ name, type }: File): string {
  if (TEXT_NAMES.test(name) && !isReadable(type)) return 'text/plain';
  return type || 'text/plain';
}

async function readOne(file: File, head: FileHead): Promise<DraftFile> {
  const bytes = new Uint8Array(await file.arrayBuffer().catch(() => unreadable(head, 'it could not be opened')));
  if (!isImage(head) && !isText(bytes)) unreadable(head, 'it is not UTF-8 text');
  return { ...head, data: toBase64(bytes) };
}

function unreadable({ name }: FileHead, reason: string): never {
  throw new Error(`${name} was not attached: ${reason}.`);
}

export function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

const CHUNK = 0x8000;

/** In chunks, because a call accepts a limited number of arguments. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(binary);
}

/** The bytes of a data: URL. */
export function toBlob(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',');
  const type = dataUrl.slice('data:'.length, comma).replace(/;base64$/, '');
  return new Blob([Uint8Array.from(atob(dataUrl.slice(comma + 1)), (c) => c.charCodeAt(0))], { type });
}

const HEAD_LENGTH = 2_000;

/** The beginning of a text file, for estimates, without a trailing partial character. */
export function textHead({ data }: Pick<DraftFile, 'data'>): string {
  const binary = atob(data.slice(0, Math.ceil(HEAD_LENGTH / 3) * 4));
  return new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))).replace(/\uFFFD+$/, '');
}
