import { Ban, Check, CircleDashed, CornerDownRight, type LucideIcon, X } from 'lucide-react';

interface Ended {
  status: string;
  fellBack: boolean;
  failureKind: string | null;
}

interface StatusLook {
  label: string;
  Icon: LucideIcon;
  className: string;
}

/** The status as text with an icon, never by colour alone. */
export function RequestStatus(request: Ended) {
  const { label, Icon, className } = statusLook(request);
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon size={14} /> {label}
    </span>
  );
}

export function statusLook({ status, fellBack, failureKind }: Ended): StatusLook {
  switch (status) {
    case 'succeeded':
      return fellBack
        ? { label: 'fell back', Icon: CornerDownRight, className: '[&_svg]:text-warn-text' }
        : { label: 'ok', Icon: Check, className: '[&_svg]:text-ok' };
    case 'pending':
      return { label: 'running', Icon: CircleDashed, className: 'text-text-3' };
    case 'cancelled':
      return { label: 'stopped', Icon: Ban, className: 'text-text-2' };
    case 'abandoned':
      return { label: 'abandoned', Icon: X, className: 'text-danger-text' };
    default:
      return { label: `failed: ${failureKind ?? 'unknown'}`, Icon: X, className: 'text-danger-text' };
  }
}
