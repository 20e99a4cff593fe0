'use client';

import { Columns3, Pencil, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from '@/components/ui/link';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { formatUsd } from '../../lib/format';
import { useShortcuts } from '../shortcuts/shortcuts';
import { Button, buttonClass } from '../ui/button';
import { classNames } from '../ui/class-names';
import { messageText, sumSpending } from './conversation/messages';
import { ChatMenu } from './history/chat-menu';
import { useChats } from './history/chats-provider';
import { TitleField } from './history/title-field';
import { ShareDialog } from './sharing/share-dialog';

interface ChatHeaderProps {
  conversationId: string;
  title: string | null;
  /** All branches. */
  messages: ChatMessage[];
  /** The branch that is shown. */
  path: ChatMessage[];
  isBusy: boolean;
  /** Cost of the conversation's requests that no message shows. */
  unseenCostNanoUsd: number;
  historySheet: ReactNode;
}

/** Title, cost so far, and the actions on the conversation. */
export function ChatHeader(props: ChatHeaderProps) {
  const { conversationId, messages, path, isBusy, unseenCostNanoUsd, historySheet } = props;
  const { entries, rename, areParametersShown, showParameters } = useChats();
  const [isRenaming, setRenaming] = useState(false);
  const leafId = path.at(-1)?.id ?? null;
  const title = entries.find(({ id }) => id === conversationId)?.title ?? props.title;
  const { answers, costNanoUsd } = sumSpending(messages);
  const isStored = title !== null && leafId !== null;
  useShortcuts('Playground', [
    {
      keys: 'F2',
      label: 'Rename this chat',
      icon: Pencil,
      isOn: isStored,
      isAction: true,
      run: () => setRenaming(true),
    },
  ]);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line-subtle pr-4 pl-6 max-[640px]:h-11 max-[640px]:px-4">
      {historySheet}
      {isRenaming && title !== null ? (
        <TitleField
          title={title}
          onSave={(text) => {
            setRenaming(false);
            void rename(conversationId, text);
          }}
          onCancel={() => setRenaming(false)}
        />
      ) : (
        <h1 className="truncate font-semibold" title={title ?? undefined}>
          {title ?? 'New chat'}
        </h1>
      )}
      {answers > 0 && <Spent answers={answers} cost={formatUsd(costNanoUsd + unseenCostNanoUsd)} />}
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {isStored && (
          <>
            <CompareLink question={path.findLast(({ role }) => role === 'user')} />
            <ShareDialog conversationId={conversationId} leafId={leafId} isBusy={isBusy} />
            <ChatMenu
              conversationId={conversationId}
              title={title}
              leafId={leafId}
              onRename={() => setRenaming(true)}
            />
          </>
        )}
        {!areParametersShown && <ShowParameters onClick={() => showParameters(true)} />}
      </span>
    </header>
  );
}

/** On a phone, only the cost. */
function Spent({ answers, cost }: { answers: number; cost: string }) {
  return (
    <>
      <span className="whitespace-nowrap text-text-2 tabular max-[760px]:hidden">
        {answers} {answers === 1 ? 'answer' : 'answers'} · {cost}
      </span>
      <span className="whitespace-nowrap text-text-2 tabular min-[761px]:hidden">{cost}</span>
    </>
  );
}

/** Opens the hidden panel on wide screens. */
function ShowParameters({ onClick }: { onClick: () => void }) {
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon
      aria-label="Show parameters"
      title="Show parameters"
      className="max-[1279px]:hidden"
      onClick={onClick}
    >
      <SlidersHorizontal size={14} />
    </Button>
  );
}

/** Touch target size. */
const COARSE = 'pointer-coarse:h-11 pointer-coarse:min-w-11';

/** A length that all servers and browsers accept in a URL. */
const MAX_LINKED_PROMPT = 4_000;

/** Opens Compare with the last question. */
function CompareLink({ question }: { question: ChatMessage | undefined }) {
  const text = question ? messageText(question) : '';
  const fits = text !== '' && text.length <= MAX_LINKED_PROMPT;
  return (
    <Link
      href={fits ? `/compare?${new URLSearchParams({ prompt: text })}` : '/compare'}
      aria-label="Compare"
      title={fits || !text ? 'Ask several models side by side' : 'The question is too long for a link. Paste it there.'}
      className={classNames(buttonClass('ghost', 'small'), COARSE)}
    >
      <Columns3 size={14} /> <span className="max-[760px]:hidden">Compare</span>
    </Link>
  );
}
