import { Download } from 'lucide-react';
import { Button } from './button';
import { LinkPopover } from './link-popover';

export interface ExportedFile {
  href: string;
  title: string;
  /** Content of the file. */
  description: string;
}

/** CSV exports of a page. */
export function ExportMenu({ files }: { files: ExportedFile[] }) {
  return (
    <LinkPopover
      label="Export CSV"
      align="end"
      trigger={
        <Button>
          <Download size={14} /> Export CSV
        </Button>
      }
    >
      {files.map(({ href, title, description }) => (
        <a
          key={href}
          href={href}
          download
          className="flex flex-col rounded-sm px-2 py-1.5 hover:bg-hover pointer-coarse:py-3"
        >
          <span className="font-medium">{title}</span>
          <span className="text-meta text-text-3">{description}</span>
        </a>
      ))}
    </LinkPopover>
  );
}
