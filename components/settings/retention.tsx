'use client';
import { type FormEvent, useState } from 'react';
import { Field } from '../form/field';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader } from '../ui/card';
import { parseDays } from './retention-days';

interface RetentionProps {
  rowDays: number | null;
  textDays: number | null;
  mayChange: boolean;
  onChange: (input: { rowDays: number | null; textDays: number | null }) => Promise<{ ok: boolean; message?: string }>;
}

/** How long requests and texts are kept. Charts use rollups, which are not deleted. */
export function Retention({ rowDays, textDays, mayChange, onChange }: RetentionProps) {
  const [rows, setRows] = useState(rowDays?.toString() ?? '');
  const [texts, setTexts] = useState(textDays?.toString() ?? '');
  const [status, setStatus] = useState<{ isError: boolean; text: string } | null>(null);
  const wanted = { rowDays: parseDays(rows), textDays: parseDays(texts) };
  const isValid = wanted.rowDays !== undefined && wanted.textDays !== undefined;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (wanted.rowDays === undefined || wanted.textDays === undefined) return;
    const result = await onChange({ rowDays: wanted.rowDays, textDays: wanted.textDays });
    setStatus(
      result.ok
        ? { isError: false, text: 'Saved. Older data is deleted within half an hour.' }
        : { isError: true, text: result.message ?? 'The setting could not be saved.' },
    );
  };
  return (
    <Card>
      <CardHeader title="Retention" />
      <CardBody>
        <form onSubmit={save} className="flex flex-col gap-3">
          <p className="text-text-2 text-pretty">
            Totals of cost, tokens and latency are kept forever, and so are ratings. Charts don’t change when old
            requests are deleted.
          </p>
          <div className="grid grid-cols-2 gap-4 max-[640px]:grid-cols-1">
            <Field
              label="Requests, in days"
              inputMode="numeric"
              placeholder="forever"
              value={rows}
              disabled={!mayChange}
              onChange={(event) => setRows(event.target.value)}
              error={wanted.rowDays === undefined ? INVALID : null}
              help="Deleted in whole months, so up to a month later."
            />
            <Field
              label="Prompts and answers, in days"
              inputMode="numeric"
              placeholder="as long as the request"
              value={texts}
              disabled={!mayChange}
              onChange={(event) => setTexts(event.target.value)}
              error={wanted.textDays === undefined ? INVALID : null}
              help="Conversations and comparisons count from their last activity."
            />
          </div>
          <div className="flex items-center gap-3">
            {mayChange && (
              <Button type="submit" disabled={!isValid}>
                Save
              </Button>
            )}
            <p
              role={status?.isError ? 'alert' : 'status'}
              className={status?.isError ? 'text-danger-text' : 'text-text-3'}
            >
              {status?.text ?? (mayChange ? '' : 'Only an owner or an admin can change this.')}
            </p>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

const INVALID = 'Enter a whole number of days from 1 to 36500, or leave empty.';
