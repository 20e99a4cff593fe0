import { Ban, Check, CircleDashed, CornerDownRight, type LucideIcon, X } from 'lucide-react';

interface Ended {
  status: string;
  fellBack: boolean;
  failureKind: string | null;
}

interface StatusLook {
  words: string;
  Icon: LucideIcon;
  className: string;
}

/** How a request ended, in a word beside its icon: never by colour alone. */
export function RequestStatus(request: Ended) {
  const { words, Icon, className } = statusLook(request);
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon size={14} /> {words}
    </span>
  );
}

export function statusLook({ status, fellBack, failureKind }: Ended): StatusLook {
  switch (status) {
    case 'succeeded':
      return fellBack
        ? { words: 'fell back', Icon: CornerDownRight, className: '[&_svg]:text-warn-text' }
        : { words: 'ok', Icon: Check, className: '[&_svg]:text-ok' };
    case 'pending':
      return { words: 'running', Icon: CircleDashed, className: 'text-text-3' };
    case 'cancelled':
      return { words: 'stopped', Icon: Ban, className: 'text-text-2' };
    case 'abandoned':
      return { words: 'abandoned', Icon: X, className: 'text-danger-text' };
    default:
      return { words: `failed: ${failureKind ?? 'unknown'}`, Icon: X, className: 'text-danger-text' };
  }
}
