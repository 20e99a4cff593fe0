import { SelectField } from '../form/select-field';

export interface NewKey {
  name: string;
  /** Days until it expires; null for never. */
  days: number | null;
  /** Providers or models that the key may use; empty for all. */
  grants: string[];
}

/** Reads a form with the fields `name`, `days` and `grants`. */
export function newKeyFrom(form: FormData): NewKey {
  const days = Number(form.get('days'));
  const grants = String(form.get('grants') ?? '').split(',');
  return {
    name: String(form.get('name') ?? ''),
    days: days > 0 ? days : null,
    grants: grants.map((entry) => entry.trim()).filter(Boolean),
  };
}

export function ExpiryField() {
  return (
    <SelectField label="Expires" name="days" defaultValue="0">
      <option value="0">never</option>
      <option value="30">in 30 days</option>
      <option value="90">in 90 days</option>
      <option value="365">in a year</option>
    </SelectField>
  );
}
