import type { ButtonHTMLAttributes, Ref } from 'react';
import { classNames } from './class-names';

type Variant = 'default' | 'primary' | 'ghost' | 'danger';
type Size = 'regular' | 'small' | 'tiny';

const BASE =
  'inline-flex items-center justify-center gap-1.5 whitespace-nowrap font-medium transition-colors duration-[var(--t-fast)] touch-target disabled:text-text-disabled disabled:bg-surface-2 disabled:border-line disabled:shadow-none';

const VARIANTS: Record<Variant, string> = {
  default: 'border border-line-control bg-control text-text shadow-xs hover:bg-surface-3 [&_svg]:text-text-3',
  primary: 'border border-ink bg-ink text-on-ink hover:opacity-90 disabled:opacity-100',
  ghost:
    'border border-transparent text-text-2 hover:bg-hover disabled:bg-transparent disabled:border-transparent [&_svg]:text-text-3',
  danger: 'border border-line-control bg-control text-danger-text shadow-xs hover:bg-surface-3',
};

const SIZES: Record<Size, { text: string; icon: string }> = {
  regular: { text: 'h-8 rounded-md px-3 text-ui', icon: 'h-8 w-8 rounded-md' },
  small: { text: 'h-7 rounded-sm px-2 text-meta', icon: 'h-7 w-7 rounded-sm' },
  tiny: { text: 'h-6 rounded-sm px-1.5 text-meta', icon: 'h-6 w-6 rounded-sm' },
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: Variant = 'default', size: Size = 'regular', isIcon = false): string {
  return classNames(BASE, VARIANTS[variant], SIZES[size][isIcon ? 'icon' : 'text']);
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  size?: Size;
  ref?: Ref<HTMLButtonElement>;
  /** Square, for a single icon; needs an `aria-label`. */
  isIcon?: boolean;
}

export function Button({ variant, size, isIcon, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(variant, size, isIcon), className)} {...rest} />;
}
