'use client';
import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { formatMoment } from '@/lib/format';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Dialog } from '../../ui/dialog';
import { Note } from '../../ui/note';
import { settled } from '../history/chat-requests';
import { useChats } from '../history/chats-provider';
import type { ShareLink } from './share-links';

interface ShareDialogProps {
  conversationId: string;
  /** Last message of the shown branch; null while the chat is empty. */
  leafId: string | null;
  /** An answer is streaming and cannot be shared yet. */
  isBusy: boolean;
}

/** Creates links to the shown branch for the whole workspace; lists and revokes them. */
export function ShareDialog({ conversationId, leafId, isBusy }: ShareDialogProps) {
  const { shares } = useChats();
  const [isOpen, setOpen] = useState(false);
  const [links, setLinks] = useState<ShareLink[] | null>(null);
  const [newest, setNewest] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);

  const load = async () => {
    const result = await settled(shares.onList({ conversationId }));
    if (result.ok) setLinks(result.value);
    else setProblem(result.message);
  };
  const open = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setProblem(null);
    setNewest(null);
    void load();
  };
  const create = async () => {
    if (!leafId) return;
    setWorking(true);
    setProblem(null);
    const result = await settled(shares.onCreate({ conversationId, leafId }));
    setWorking(false);
    if (!result.ok) return setProblem(result.message);
    setLinks(result.value.links);
    setNewest(result.value.id);
  };
  const revoke = async (id: string) => {
    const before = links;
    setProblem(null);
    setLinks((current) => current?.filter((link) => link.id !== id) ?? null);
    const result = await settled(shares.onRevoke({ id }));
    if (result.ok) return;
    setLinks(before);
    setProblem(result.message);
  };

  return (
    <Dialog
      title="Share this chat"
      purpose="Anyone signed in to this workspace can read it, in any team. No one else can."
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button
          variant="ghost"
          size="small"
          disabled={!leafId}
          aria-label="Share"
          title="Share"
          className="pointer-coarse:h-11 pointer-coarse:min-w-11"
        >
          <Share2 size={14} /> <span className="max-[760px]:hidden">Share</span>
        </Button>
      }
    >
      <p className="text-text-2 text-pretty">
        The link shows the current branch up to its last message, with models and costs. Later messages, other versions
        and ratings are not shown.
      </p>
      <Button variant="primary" className="mt-4" disabled={isWorking || isBusy} onClick={() => void create()}>
        {isWorking ? 'Creating link …' : 'Create link'}
      </Button>
      {isBusy && <p className="mt-1.5 text-meta text-text-3">Available when the answer is complete.</p>}
      {problem && (
        <div className="mt-3">
          <Note tone="danger" role="alert">
            {problem}
          </Note>
        </div>
      )}
      <Links links={links} newest={newest} onRevoke={(id) => void revoke(id)} />
    </Dialog>
  );
}

interface LinksProps {
  links: ShareLink[] | null;
  newest: string | null;
  onRevoke: (id: string) => void;
}

function Links({ links, newest, onRevoke }: LinksProps) {
  if (links === null) return <div className="mt-5 h-11 w-full skeleton" />;
  return (
    <section aria-label="Links to this chat" className="mt-5 border-t border-line-subtle pt-4">
      <h3 className="font-semibold">Links to this chat</h3>
      {links.length === 0 && <p className="text-text-3">No links yet.</p>}
      <ul className="mt-1 flex flex-col">
        {links.map((link) => (
          <LinkRow key={link.id} link={link} isNew={link.id === newest} onRevoke={() => onRevoke(link.id)} />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {newest ? 'Link created.' : ''}
      </p>
    </section>
  );
}

function LinkRow({ link, isNew, onRevoke }: { link: ShareLink; isNew: boolean; onRevoke: () => void }) {
  const [isSure, setSure] = useState(false);
  const href = `/shared/${link.id}`;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line-subtle py-2 first:border-t-0">
      <span className="min-w-0 flex-1 basis-[220px]">
        <a
          href={href}
          target="_blank"
          rel="noreferrer"
          title={`${window.location.origin}${href}`}
          className="block truncate font-medium text-accent-text hover:underline pointer-coarse:py-3"
        >
          {href}
        </a>
        <span className="block text-meta text-text-3 tabular">
          {isNew && 'New · '}
          {link.messages} {link.messages === 1 ? 'message' : 'messages'} · {formatMoment(link.createdAt)} UTC
        </span>
      </span>
      <CopyButton text={`${window.location.origin}${href}`} label="Copy link" />
      <Button
        variant="danger"
        size="small"
        onClick={() => (isSure ? onRevoke() : setSure(true))}
        onBlur={() => setSure(false)}
        title="The link stops working immediately"
      >
        {isSure ? 'Confirm revoke' : 'Revoke'}
      </Button>
    </li>
  );
}
