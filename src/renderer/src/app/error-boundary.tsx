import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../ui/error-note.tsx';
import { Screen } from '../ui/screen.tsx';

/** A fault in one screen leaves the others usable. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
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
