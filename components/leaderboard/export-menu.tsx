import { Download } from 'lucide-react';
import { Button } from '../ui/button';
import { LinkPopover } from '../ui/link-popover';
import { type BoardAddress, boardHref } from './address';

/** What the page shows as CSV, with its filters. */
export function ExportMenu({ address }: { address: BoardAddress }) {
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
      <Export
        href={boardHref(address, '/api/leaderboard')}
        title="The ranking"
        words="Ranks, points, win rates and approval with intervals"
      />
      <Export
        href={boardHref(address, '/api/leaderboard/pairs')}
        title="Every pair"
        words="Who beat whom, how often, and ties"
      />
    </LinkPopover>
  );
}

function Export({ href, title, words }: { href: string; title: string; words: string }) {
  return (
    <a href={href} download className="flex flex-col rounded-sm px-2 py-1.5 hover:bg-hover pointer-coarse:py-3">
      <span className="font-medium">{title}</span>
      <span className="text-meta text-text-3">{words}</span>
    </a>
  );
}
