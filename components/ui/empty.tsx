import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  /** At most one action. */
  action?: ReactNode;
}

/** An empty state: one sentence and one action. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex max-w-[520px] flex-col items-start gap-1 py-4">
      <Icon size={20} strokeWidth={1.6} className="mb-2 text-text-3" />
      <p className="font-semibold">{title}</p>
      <p className="text-text-2">{children}</p>
      {action && <div className="mt-3 w-full">{action}</div>}
    </div>
  );
}
