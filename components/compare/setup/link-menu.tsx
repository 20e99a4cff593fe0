'use client';
import { Check, Link as LinkIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import { copyText, NOT_COPIED } from '../../browser/copy-text';
import { buttonClass } from '../../ui/button';
import type { CompareActions } from '../types';
import { deepLink } from './deep-link';

interface LinkMenuProps {
  /** The columns to link to; null while they are hidden. */
  columns: ColumnSettings[] | null;
  prompt: string;
  isBlind: boolean;
  /** The saved comparison; null before the first run. */
  id: string | null;
  onShare: CompareActions['onShare'];
  onIsShared: CompareActions['onIsShared'];
}

const SHOWN_MS = 2_000;

/** Copies a link that sets up the comparison again, or a read-only link for colleagues. */
export function LinkMenu({ columns, prompt, isBlind, id, onShare, onIsShared }: LinkMenuProps) {
  const [words, describeRun] = useState<string | null>(null);
  const [isShared, setShared] = useState(false);
  useEffect(() => {
    if (!words) return;
    const timer = setTimeout(() => describeRun(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const copy = async (path: string) => {
    const isCopied = await copyText(`${window.location.origin}${path}`);
    describeRun(isCopied ? 'Link copied' : NOT_COPIED);
  };
  const share = async () => {
    const result = id === null ? null : await onShare({ id, isShared: true }).catch(() => null);
    if (!result?.ok || !result.value) return describeRun('Could not create a link');
    setShared(true);
    await copy(result.value);
  };
  const unshare = async () => {
    const result = id === null ? null : await onShare({ id, isShared: false }).catch(() => null);
    if (result?.ok) setShared(false);
    describeRun(result?.ok ? 'No longer shared' : 'Could not stop sharing');
  };
  const look = async (isOpen: boolean) => {
    const result = isOpen && id !== null ? await onIsShared({ id }).catch(() => null) : null;
    if (result?.ok) setShared(result.value);
  };
  return (
    <DropdownMenu.Root onOpenChange={look}>
      <DropdownMenu.Trigger className={buttonClass('default', 'regular')}>
        {words ? <Check size={14} /> : <LinkIcon size={14} />}
        <span className="max-[640px]:sr-only">{words ?? 'Copy link'}</span>
        <span role="status" className="sr-only">
          {words}
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="pop-in z-30 w-[300px] max-w-[calc(100vw-32px)] rounded-lg border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          <Item
            title="Copy setup link"
            words={
              columns
                ? 'Models, parameters and prompt. Opening it runs nothing.'
                : 'Available after the vote, because it names the models.'
            }
            isDisabled={!columns}
            onSelect={() => columns && void copy(deepLink({ columns, prompt, isBlind }))}
          />
          <Item
            title="Copy read-only link"
            words={id ? 'For anyone signed in to this workspace.' : 'Available after the first run.'}
            isDisabled={!id}
            onSelect={() => void share()}
          />
          {id && isShared && (
            <Item
              title="Stop sharing"
              words="Read-only links stop working immediately."
              onSelect={() => void unshare()}
            />
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  title: string;
  words: string;
  isDisabled?: boolean;
  onSelect: () => void;
}

function Item({ title, words, isDisabled = false, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item
      disabled={isDisabled}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer flex-col justify-center rounded-md px-3 py-1.5 outline-none data-disabled:cursor-not-allowed data-disabled:text-text-disabled data-highlighted:bg-hover"
    >
      <span>{title}</span>
      <span className={isDisabled ? 'text-meta' : 'text-meta text-text-3'}>{words}</span>
    </DropdownMenu.Item>
  );
}
