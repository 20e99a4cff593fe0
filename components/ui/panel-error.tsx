'use client';
import { CircleAlert, RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { Card, CardBody, CardHeader } from './card';

interface PanelErrorBoundaryProps {
  title: string;
  children: ReactNode;
}

/** Contains an error to one card and offers a retry. */
export class PanelErrorBoundary extends Component<PanelErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Card>
        <CardHeader title={this.props.title} />
        <CardBody>
          <div role="alert" className="flex flex-col items-start gap-1 py-4">
            <CircleAlert size={20} className="mb-2 text-danger" />
            <p className="font-semibold">This card could not be loaded</p>
            <p className="text-text-2">The database did not answer. The other cards are up to date.</p>
            <TryAgain onReset={() => this.setState({ hasFailed: false })} />
          </div>
        </CardBody>
      </Card>
    );
  }
}

function TryAgain({ onReset }: { onReset: () => void }) {
  const router = useRouter();
  const tryAgain = () => {
    router.refresh();
    onReset();
  };
  return (
    <Button className="mt-3" onClick={tryAgain}>
      <RefreshCw size={14} /> Try again
    </Button>
  );
}
