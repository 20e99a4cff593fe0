'use client';
import { FileText, X } from 'lucide-react';
import type { DraftFile } from '@/lib/services/chat/chat-message';
import { Button } from '../../ui/button';
import { formatSize, isImage } from './attachments';

interface AttachmentChipsProps {
  files: DraftFile[];
  onRemove: (file: DraftFile) => void;
}

/** The attachments of the draft: images as previews, text files by name. */
export function AttachmentChips({ files, onRemove }: AttachmentChipsProps) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Attachments to send" className="mb-2 flex flex-wrap gap-2">
      {files.map((file, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be attached twice.
          key={`${file.name}-${i}`}
          className="flex h-10 max-w-full items-center gap-2 rounded-md border border-line bg-surface-2 pr-1 pl-1 pointer-coarse:h-12"
        >
          {isImage(file) ? (
            // biome-ignore lint/performance/noImgElement: the bytes exist only in this page.
            <img
              src={`data:${file.mediaType};base64,${file.data}`}
              alt=""
              className="size-8 rounded-sm border border-line-subtle object-cover"
            />
          ) : (
            <span className="grid size-8 place-items-center rounded-sm bg-surface-3">
              <FileText size={14} className="text-text-3" />
            </span>
          )}
          <span className="flex min-w-0 flex-col leading-4">
            <span className="max-w-[160px] truncate text-meta font-medium" title={file.name}>
              {file.name}
            </span>
            <span className="text-micro text-text-3 tabular">{formatSize(file.size)}</span>
          </span>
          <Button
            variant="ghost"
            size="tiny"
            isIcon
            aria-label={`Remove ${file.name}`}
            onClick={() => onRemove(file)}
            className="pointer-coarse:size-11!"
          >
            <X size={12} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
