'use client';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { Field } from '../../form/field';
import { DialogFoot } from '../../ui/dialog-foot';

interface PresetNameDialogProps {
  title: string;
  purpose: string;
  initial: string;
  submit: string;
  /** Resolves to the problem with the name, or null. */
  onSubmit: (name: string) => Promise<string | null>;
  onClose: () => void;
}

/** Asks for a name. Stays open with the problem until the name is accepted. */
export function PresetNameDialog({ title, purpose, initial, submit, onSubmit, onClose }: PresetNameDialogProps) {
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const onFormSubmit = async (event: FormEvent) => {
    event.preventDefault();
    // React bubbles the event to a form around the dialog.
    event.stopPropagation();
    if (!name.trim()) return setProblem('Give the preset a name.');
    setBusy(true);
    const failed = await onSubmit(name.trim());
    setBusy(false);
    setProblem(failed);
    if (!failed) onClose();
  };

  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-backdrop" />
        <Radix.Content className="fixed top-[16vh] left-1/2 z-50 w-[min(400px,calc(100vw-32px))] -translate-x-1/2 rounded-xl border border-line-overlay bg-overlay p-5 shadow-pop">
          <Radix.Title className="text-body font-semibold">{title}</Radix.Title>
          <Radix.Description className="text-text-2 text-pretty">{purpose}</Radix.Description>
          <form onSubmit={(event) => void onFormSubmit(event)} className="mt-4 flex flex-col gap-3">
            <Field
              label="Name"
              value={name}
              maxLength={60}
              error={problem}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(null);
              }}
            />
            <DialogFoot problem={null} submit={submit} busy="Saving …" isBusy={isBusy} onCancel={onClose} />
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
