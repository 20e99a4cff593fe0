import { Table2 } from 'lucide-react';
import { Button } from './button';

interface TableToggleProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Switches between a chart and its data table. */
export function TableToggle({ isOn, onChange }: TableToggleProps) {
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon
      aria-label="Show as a table"
      aria-pressed={isOn}
      title="Show as a table"
      onClick={() => onChange(!isOn)}
      className={isOn ? 'bg-selected' : ''}
    >
      <Table2 size={14} />
    </Button>
  );
}
