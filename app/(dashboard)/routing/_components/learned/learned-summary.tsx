import {
  CircleAlert,
  type LucideIcon,
  MessageCircle,
  RefreshCw,
  Tags,
  ThumbsDown,
  ThumbsUp,
  TrendingDown,
  TrendingUp,
  Undo2,
  Vote,
} from 'lucide-react';
import type { LearnedEntry } from '../accuracy/accuracy';
import { describeFeedback } from './learned-labels';

const ICONS: Record<string, LucideIcon> = {
  vote: Vote,
  regenerate: RefreshCw,
  stronger: TrendingUp,
  cheaper: TrendingDown,
  failure: CircleAlert,
  correction: Tags,
  reversal: Undo2,
};

/** A piece of feedback with an icon. */
export function LearnedSummary({ entry }: { entry: LearnedEntry }) {
  const Icon = iconFor(entry);
  return (
    <span className="flex items-center gap-2">
      <Icon size={14} aria-hidden className="shrink-0 text-text-3" />
      {describeFeedback(entry)}
    </span>
  );
}

function iconFor({ kind, rating }: LearnedEntry): LucideIcon {
  if (kind === 'rating') return (rating ?? 0) < 0 ? ThumbsDown : ThumbsUp;
  return ICONS[kind] ?? MessageCircle;
}
