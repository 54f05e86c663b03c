import { Button, Group, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { Dialog } from './dialog.tsx';

export interface ConfirmOptions {
  /** Names the object and the count: "Delete 3 people for good?" */
  readonly title: string;
  readonly body?: ReactNode;
  /** What the button does: "Delete 3 people". */
  readonly action: string;
  readonly tone?: 'normal' | 'danger';
  /** Makes the person type this first, for large or final things. */
  readonly typed?: string;
}

interface Asking {
  readonly options: ConfirmOptions | null;
  readonly answer: (yes: boolean) => void;
}

const useAsking = create<Asking>(() => ({ options: null, answer: () => {} }));

/** Asks before something that cannot be taken back; answers true when the person pressed the button. */
export function useConfirm(): (options: ConfirmOptions) => Promise<boolean> {
  return ask;
}

function ask(options: ConfirmOptions): Promise<boolean> {
  useAsking.getState().answer(false);
  return new Promise((resolve) => {
    useAsking.setState({
      options,
      answer: (yes) => {
        useAsking.setState({ options: null, answer: () => {} });
        resolve(yes);
      },
    });
  });
}

/** Draws the question; the shell holds one. */
export function ConfirmHost() {
  const { options, answer } = useAsking();
  return (
    <Dialog opened={options !== null} onClose={() => answer(false)} title={options?.title ?? ''}>
      {options !== null && <Question key={options.title} options={options} answer={answer} />}
    </Dialog>
  );
}

function Question({ options, answer }: { readonly options: ConfirmOptions; readonly answer: (yes: boolean) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const digits = (text: string) => text.replace(/[\s.,'’\u00a0\u202f]/g, '').toLowerCase();
  const ready = options.typed === undefined || digits(typed) === digits(options.typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) answer(true);
      }}
    >
      {options.body !== undefined && (
        <Text component="div" size="md" c="var(--ink2)">
          {options.body}
        </Text>
      )}
      {options.typed !== undefined && (
        <TextInput
          mt="md"
          data-autofocus
          label={t('confirm.typeCount', { wanted: options.typed })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => answer(false)}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          disabled={!ready}
          {...(options.typed === undefined ? { 'data-autofocus': true } : {})}
          {...(options.tone === 'danger' ? { color: 'red' } : {})}
        >
          {options.action}
        </Button>
      </Group>
    </form>
  );
}
