import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../ui/error-note.tsx';
import { Screen } from '../ui/screen.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Where a person is: going elsewhere forgets the fault. */
  readonly place: string;
}

/** A fault in one screen leaves the others usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: ErrorBoundaryProps) {
    if (before.place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Fault error={this.state.error} onReload={() => this.setState({ error: null })} />;
  }
}

function Fault({ error, onReload }: { readonly error: unknown; readonly onReload: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Screen title={t('crash.title')}>
      <ErrorNote
        error={error}
        action={
          <Button size="xs" onClick={onReload}>
            {t('crash.reload')}
          </Button>
        }
      />
    </Screen>
  );
}
