'use client';
import { Copy, PanelLeft, Search, SlidersHorizontal, SquarePen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type Shortcut, useShortcuts } from '../shortcuts/shortcuts';
import { messageField } from './composer/message-field';
import type { ConversationHandle } from './conversation/use-conversation';
import { adjacentChat } from './history/chat-list';
import { useChats } from './history/chats-provider';
import { isWide } from './history/history-sheet';

interface ChatShortcutsProps {
  conversation: ConversationHandle;
  onToggleParameters: () => void;
}

/** The keyboard shortcuts of the playground. */
export function ChatShortcuts({ conversation, onToggleParameters }: ChatShortcutsProps) {
  const router = useRouter();
  const chats = useChats();
  const { isBusy, stop } = conversation;

  const goTo = (step: 1 | -1) => {
    const entry = adjacentChat(chats.entries, chats.currentId, step, chats.now);
    if (entry) router.push(`/playground/${entry.id}`);
  };
  const showList = (isShown: boolean) => (isWide() ? chats.setPanelOpen(isShown) : chats.setSheetOpen(isShown));
  const search = () => {
    showList(true);
    chats.search.open();
    // When the search is open already, it only needs the focus.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('nav[aria-label=Conversations] [type=search]')?.focus(),
    );
  };

  useShortcuts('Playground', [
    { keys: 'mod+Enter', label: 'Send', inFields: true, isOn: !isBusy, run: () => press(SEND) },
    { keys: 'Escape', label: 'Stop and keep the text so far', inFields: true, isOn: isBusy, run: stop },
    {
      keys: 'mod+shift+o',
      label: 'New chat',
      icon: SquarePen,
      inFields: true,
      isAction: true,
      run: () => router.push('/playground'),
    },
    { keys: 'i', label: 'Write a message', run: () => messageField()?.focus() },
    ...PRESSED.map(pressing),
    { keys: 'r', label: 'Open the regenerate menu', run: openRegenerate },
    { keys: '/', label: 'Search chats', icon: Search, isAction: true, run: search },
    {
      keys: 'h',
      label: 'Show or hide chats',
      icon: PanelLeft,
      isAction: true,
      run: () => showList(!chats.isPanelOpen || !isWide()),
    },
    {
      keys: 'p',
      label: 'Show or hide parameters',
      icon: SlidersHorizontal,
      isAction: true,
      run: onToggleParameters,
    },
    { keys: 'j', label: 'Next chat', run: () => goTo(1) },
    { keys: 'k', label: 'Previous chat', run: () => goTo(-1) },
  ]);
  return null;
}

/** The button knows whether there is something to send. */
const SEND = '[aria-label="Send"]';

/** Shortcuts that press the last button of a kind in the conversation. */
const PRESSED: (Omit<Shortcut, 'run'> & { button: string })[] = [
  {
    button: '[aria-label="Copy answer"]',
    keys: 'mod+shift+c',
    label: 'Copy the last answer',
    icon: Copy,
    inFields: true,
    isAction: true,
  },
  { button: '[aria-label="Edit question"]', keys: 'e', keysInEmptyField: 'ArrowUp', label: 'Edit your last message' },
  { button: '[data-key=why]', keys: 'w', label: 'Why this model' },
  { button: '[aria-label="Good answer"]', keys: '+', label: 'Good answer' },
  { button: '[aria-label="Bad answer"]', keys: '-', label: 'Bad answer' },
  { button: '[aria-label="Next answer"]', keys: 'ArrowRight', label: 'Next version of the answer' },
  { button: '[aria-label="Previous answer"]', keys: 'ArrowLeft', label: 'Previous version of the answer' },
];

function pressing({ button, ...shortcut }: (typeof PRESSED)[number]): Shortcut {
  return { ...shortcut, run: () => press(button) };
}

/** False when there is no such button. */
function press(kind: string): boolean {
  const button = lastButton(kind);
  button?.click();
  return button !== undefined;
}

/**
 * Radix menus open on key and pointer events, not on click(). The menu shows the prices before anything is requested.
 */
function openRegenerate(): void {
  const trigger = lastButton('[aria-label="Regenerate"]');
  trigger?.focus();
  trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}

function lastButton(kind: string): HTMLButtonElement | undefined {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(`[aria-label=Conversation] button${kind}`)];
  return buttons.findLast((button) => !button.disabled && button.offsetParent !== null);
}
