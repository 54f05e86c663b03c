import { Button, Menu, SegmentedControl, TextInput } from '@mantine/core';
import { IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { checkMediaUrl } from '#core/campaigns/sender.ts';
import type { ErrorDetails } from '#core/kernel/errors.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorNote, useErrorWords } from '../../ui/error-note.tsx';
import { CostlyNote } from './costly-note.tsx';
import { Counter } from './counter.tsx';
import { renameField } from './highlight.ts';
import classes from './message-card.module.css';
import { type EditorHandle, MessageEditor } from './message-editor.tsx';
import { useCompose } from './store.ts';

export function MessageCard() {
  const { t } = useTranslation('compose');
  const editor = useRef<EditorHandle>(null);
  const kind = useCompose((store) => store.plan?.kind ?? 'sms');
  const mediaUrl = useCompose((store) => store.plan?.mediaUrl ?? '');
  const problem = useCompose((store) => (store.plan?.template === '' ? null : (store.preview?.error ?? null)));
  const stale = useCompose((store) => store.previewOf !== store.plan?.template);
  const { change } = useCompose.getState();
  const errorWords = useErrorWords();
  const checked = mediaUrl === null || mediaUrl === '' ? null : checkMediaUrl(mediaUrl);
  const words = checked === null || checked.ok ? null : errorWords(checked.error);
  const mediaProblem = words === null ? null : `${words.title}. ${words.fix}`;

  return (
    <Card
      title={t('message.title')}
      aside={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('message.kind')}
            value={kind}
            data={[
              { value: 'sms', label: t('message.sms') },
              { value: 'mms', label: t('message.mms') },
            ]}
            onChange={(value) => change({ kind: value as 'sms' | 'mms' })}
          />
          <InsertField onInsert={(name) => editor.current?.insertField(name)} />
        </>
      }
    >
      <div className={classes.stack}>
        {kind === 'mms' && (
          <TextInput
            label={t('message.media')}
            description={t('message.mediaHint')}
            placeholder="https://"
            value={mediaUrl ?? ''}
            error={mediaProblem}
            spellCheck={false}
            onChange={(event) => change({ mediaUrl: event.currentTarget.value.trim() || null })}
          />
        )}
        <MessageEditor ref={editor} />
        <Counter />
        {problem !== null && !stale && (
          <ErrorNote
            error={problem}
            compact={problem.code === 'template_syntax'}
            action={<UseSuggestion details={problem.details ?? {}} />}
          />
        )}
        <CostlyNote />
        <p className={classes.replies}>
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
          {t('message.replies')}
        </p>
      </div>
    </Card>
  );
}

/** A misspelt field is mended with one click. */
function UseSuggestion({ details }: { readonly details: ErrorDetails }) {
  const { t } = useTranslation('compose');
  const { field, suggestion } = details;
  if (typeof field !== 'string' || typeof suggestion !== 'string') return null;
  return (
    <Button
      size="xs"
      onClick={() => {
        const { plan, change } = useCompose.getState();
        if (plan !== null) change({ template: renameField(plan.template, field, suggestion) });
      }}
    >
      {t('message.useSuggestion', { suggestion })}
    </Button>
  );
}

function InsertField({ onInsert }: { readonly onInsert: (name: string) => void }) {
  const { t } = useTranslation('compose');
  const fields = useCompose((store) => store.preview?.fields);
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconPlus size={16} stroke={1.75} />}>
          {t('message.insert')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.fields}>
          {(fields ?? []).map((name) => (
            <Menu.Item key={name} onClick={() => onInsert(name)}>
              <span className={classes.field}>{name}</span>
            </Menu.Item>
          ))}
          {(fields === undefined || fields.length === 0) && <Menu.Label>{t('message.insertNone')}</Menu.Label>}
        </div>
        <Menu.Divider />
        <Menu.Label>
          <span className={classes.hint}>{t('message.fallbackHint', { example: '{{first_name|there}}' })}</span>
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
