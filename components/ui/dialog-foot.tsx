import { Button } from './button';
import { Problem } from './problem';

interface DialogFootProps {
  /** What went wrong; null while nothing did. */
  problem: string | null;
  submit: string;
  /** Instead of it while the answer is awaited. */
  busy: string;
  isBusy: boolean;
  onCancel: () => void;
}

/** The end of a form in a dialog: what went wrong, Cancel, and the one that does it. */
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
