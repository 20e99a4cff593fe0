import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

const TONES = {
  info: { icon: Info, look: 'bg-surface-2 border-line text-text-2 [&_svg]:text-text-3' },
  warn: { icon: TriangleAlert, look: 'bg-warn-bg border-warn-line text-text [&_svg]:text-warn-text' },
  danger: { icon: CircleAlert, look: 'bg-danger-bg border-danger-line text-text [&_svg]:text-danger-text' },
};

export function Note({
  tone = 'info',
  children,
  role,
}: {
  tone?: keyof typeof TONES;
  children: ReactNode;
  role?: 'alert' | 'status';
}) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div
      role={role}
      className={classNames('flex items-start gap-2 rounded-md border px-3 py-2.5 text-meta text-pretty', look)}
    >
      <Icon size={14} className="mt-px shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
