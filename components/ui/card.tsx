import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** Cards are never nested. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <section className={classNames('min-w-0 rounded-lg border border-line bg-surface shadow-card', className)}>
      {children}
    </section>
  );
}

interface CardHeaderProps {
  title: string;
  qualifier?: ReactNode;
  children?: ReactNode;
}

export function CardHeader({ title, qualifier, children }: CardHeaderProps) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-2 pt-3 pr-3 pl-4">
      <h2 className="font-semibold tracking-[-0.006em]">{title}</h2>
      {qualifier && <span className="text-meta text-text-3">{qualifier}</span>}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </header>
  );
}

export function CardBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames('px-4 pt-3 pb-4', className)}>{children}</div>;
}
