'use client';
import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Sheet, SheetClose } from '../../ui/sheet';

interface ParametersSheetProps {
  /** Some parameter differs from the defaults. */
  isChanged: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}

/** The parameters as a sheet on narrow screens. */
export function ParametersSheet({ isChanged, isOpen, onOpenChange, children }: ParametersSheetProps) {
  return (
    <Sheet
      title="Parameters"
      side="right"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      className="w-[min(320px,100vw)] border-l border-line-overlay bg-bg shadow-pop max-[640px]:inset-x-0 max-[640px]:top-[8dvh] max-[640px]:bottom-0 max-[640px]:w-auto max-[640px]:rounded-t-xl max-[640px]:border-t max-[640px]:border-l-0"
      trigger={
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label={isChanged ? 'Parameters, changed' : 'Parameters'}
          title="Parameters"
          className="shrink-0 min-[1280px]:hidden pointer-coarse:size-11!"
        >
          <SlidersHorizontal size={14} />
          {isChanged && (
            <span
              aria-hidden
              className="absolute top-[calc(50%-11px)] left-[calc(50%+5px)] size-1.5 rounded-full bg-accent"
            />
          )}
        </Button>
      }
    >
      <div className="flex h-full flex-col">
        <div className="min-h-0 flex-1">{children}</div>
        <div className="shrink-0 border-t border-line-subtle p-3 pb-[max(12px,env(safe-area-inset-bottom))]">
          <SheetClose asChild>
            <Button className="w-full pointer-coarse:h-11">Done</Button>
          </SheetClose>
        </div>
      </div>
    </Sheet>
  );
}
