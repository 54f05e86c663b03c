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

interface QuestionOptions extends ConfirmOptions {
  /** A second way out, beside the action and Cancel. */
  readonly other?: string;
}

type Answer = 'yes' | 'other' | 'no';

interface Asking {
  readonly options: QuestionOptions | null;
  readonly answer: (answer: Answer) => void;
}

const useAsking = create<Asking>(() => ({ options: null, answer: () => {} }));

/** Asks before something that cannot be undone; answers true when the person pressed the button. Cancel has the focus. */
export function useConfirm(): (options: ConfirmOptions) => Promise<boolean> {
  return confirm;
}

/** The same with a second way out. */
export function useQuestion(): (options: QuestionOptions) => Promise<Answer> {
  return ask;
}

async function confirm(options: ConfirmOptions): Promise<boolean> {
  return (await ask(options)) === 'yes';
}

function ask(options: QuestionOptions): Promise<Answer> {
  useAsking.getState().answer('no');
  return new Promise((resolve) => {
    useAsking.setState({
      options,
      answer: (answer) => {
        useAsking.setState({ options: null, answer: () => {} });
        resolve(answer);
      },
    });
  });
}

/** Draws the question; the shell holds one. */
export function ConfirmHost() {
  const { options, answer } = useAsking();
  return (
    <Dialog
      opened={options !== null}
      onClose={() => answer('no')}
      title={options?.title ?? ''}
      size={options?.other === undefined ? 440 : 540}
    >
      {options !== null && <Question key={options.title} options={options} answer={answer} />}
    </Dialog>
  );
}

function Question({
  options,
  answer,
}: {
  readonly options: QuestionOptions;
  readonly answer: (answer: Answer) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const digits = (text: string) => text.replace(/[\s.,'’\u00a0\u202f]/g, '').toLowerCase();
  const ready = options.typed === undefined || digits(typed) === digits(options.typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) answer('yes');
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
          label={t('confirm.typeCount', { wanted: options.typed })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        {/* The safe button has the focus: pressing Enter twice never does what cannot be undone. */}
        <Button variant="default" data-autofocus onClick={() => answer('no')}>
          {t('cancel')}
        </Button>
        {options.other !== undefined && (
          <Button variant="default" onClick={() => answer('other')}>
            {options.other}
          </Button>
        )}
        <Button type="submit" disabled={!ready} {...(options.tone === 'danger' ? { color: 'red' } : {})}>
          {options.action}
        </Button>
      </Group>
    </form>
  );
}
