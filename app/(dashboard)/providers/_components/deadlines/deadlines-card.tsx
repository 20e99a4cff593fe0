'use client';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Note } from '@/components/ui/note';
import type { DeadlineSettings, Deadlines } from '@/lib/engine/execute/deadlines';
import { Choice } from '../chaos/choice';
import { DeadlineFields } from './deadline-fields';
import { DeadlineOverrides } from './deadline-overrides';
import { DeadlineSaveBar } from './deadline-save-bar';
import { ALL, type DeadlineLimits, findTimeoutConflict, inherited, type Scope } from './deadlines';
import { type OnSaveDeadlines, useDeadlines } from './use-deadlines';

interface DeadlinesCardProps {
  current: DeadlineSettings;
  defaults: Deadlines;
  limits: DeadlineLimits;
  /** Ids of the providers that can have custom timeouts. */
  providers: string[];
  mayChange: boolean;
  onSave: OnSaveDeadlines;
}

/** Timeouts of each step of a call, for all providers and overrides for single ones. */
export function DeadlinesCard({ current, defaults, limits, providers, mayChange, onSave }: DeadlinesCardProps) {
  const draft = useDeadlines(current, limits, onSave);
  const [scope, setScope] = useState<Scope>(ALL);
  const conflict = draft.isInvalid ? null : findTimeoutConflict(draft.settings, defaults);
  const isAnySet = Object.keys(draft.settings).length > 0;
  return (
    <Card>
      <CardHeader title="Timeouts" qualifier="in seconds; leave a field empty to use the default">
        {mayChange && isAnySet && (
          <Button size="small" variant="ghost" onClick={draft.clearAll}>
            <RotateCcw size={14} /> Reset to defaults
          </Button>
        )}
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <ScopePicker scope={scope} providers={providers} settings={draft.settings} onChange={setScope} />
        <DeadlineFields
          scope={scope}
          values={draft.form[scope] ?? {}}
          placeholders={inherited(scope, draft.settings, defaults)}
          limits={limits}
          isDisabled={!mayChange}
          onChange={(name, text) => draft.change(scope, name, text)}
        />
        <DeadlineOverrides settings={draft.settings} mayChange={mayChange} onShow={setScope} onRemove={draft.clear} />
        {conflict && <Note tone="warn">{conflict}</Note>}
        {!mayChange && <p className="text-meta text-text-3">Only an owner or an admin can change timeouts.</p>}
      </CardBody>
      {mayChange && <DeadlineSaveBar draft={draft} />}
    </Card>
  );
}

interface ScopePickerProps {
  scope: Scope;
  providers: string[];
  settings: DeadlineSettings;
  onChange: (scope: Scope) => void;
}

function ScopePicker({ scope, providers, settings, onChange }: ScopePickerProps) {
  const own = settings.providers ?? {};
  const known = [...new Set([...providers, ...Object.keys(own)])];
  return (
    <Choice
      label="For"
      value={scope}
      onChange={onChange}
      options={[[ALL, 'all providers'], ...known.map((id) => [id, own[id] ? `${id} (custom)` : id])]}
    />
  );
}
