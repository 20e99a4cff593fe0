import type { ReactNode } from 'react';
import { ChatsFrame } from '@/components/chat/history/chats-frame';
import { ChatsProvider } from '@/components/chat/history/chats-provider';
import { pageCaller } from '@/lib/auth/guards';
import { listConversations } from '@/lib/db/chat/conversation-list';
import {
  deleteChatAction,
  listChatsAction,
  pinChatAction,
  renameChatAction,
  restoreChatAction,
} from './history-actions';
import { createShareAction, listSharesAction, revokeShareAction } from './share-actions';

/** In the layout, so that the chat list keeps its search and scroll position from chat to chat. */
export default async function PlaygroundLayout({ children }: { children: ReactNode }) {
  const { runtime, caller } = await pageCaller();
  const first = await listConversations(runtime.database, caller);
  return (
    <ChatsProvider
      key={caller.teamId}
      first={first}
      now={Date.now()}
      actions={{
        onList: listChatsAction,
        onRename: renameChatAction,
        onPin: pinChatAction,
        onDelete: deleteChatAction,
        onRestore: restoreChatAction,
        shares: { onCreate: createShareAction, onList: listSharesAction, onRevoke: revokeShareAction },
      }}
    >
      <ChatsFrame>{children}</ChatsFrame>
    </ChatsProvider>
  );
}
