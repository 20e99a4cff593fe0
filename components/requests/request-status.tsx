import { Ban, Check, CircleDashed, CornerDownRight, X } from 'lucide-react';

interface RequestStatusProps {
  status: string;
  fellBack: boolean;
  failureKind: string | null;
}

/** How a request ended, in a word beside its icon: never by colour alone. */
export function RequestStatus({ status, fellBack, failureKind }: RequestStatusProps) {
  if (status === 'succeeded' && fellBack) {
    return (
      <Line className="[&_svg]:text-warn-text">
        <CornerDownRight size={14} /> fell back
      </Line>
    );
  }
  if (status === 'succeeded') {
    return (
      <Line className="[&_svg]:text-ok">
        <Check size={14} /> ok
      </Line>
    );
  }
  if (status === 'pending') {
    return (
      <Line className="text-text-3">
        <CircleDashed size={14} /> running
      </Line>
    );
  }
  if (status === 'cancelled') {
    return (
      <Line className="text-text-2">
        <Ban size={14} /> stopped
      </Line>
    );
  }
  return (
    <Line className="text-danger-text">
      <X size={14} /> {status === 'abandoned' ? 'abandoned' : `failed: ${failureKind ?? 'unknown'}`}
    </Line>
  );
}

function Line({ className, children }: { className: string; children: React.ReactNode }) {
  return <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}>{children}</span>;
}
