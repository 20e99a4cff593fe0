import { Button } from './button';
import { Problem } from './problem';

interface DialogFootProps {
  /** Error message; null without one. */
  problem: string | null;
  submit: string;
  /** Replaces the label while submitting. */
  busy: string;
  isBusy: boolean;
  onCancel: () => void;
}

/** The end of a dialog's form: error, Cancel and submit. */
export function DialogFoot({ problem, submit, busy, isBusy, onCancel }: DialogFootProps) {
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy}>
          {isBusy ? busy : submit}
        </Button>
      </div>
    </>
  );
}
