import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countSegments } from '#core/messages/segments.ts';
import { Note } from '../../ui/note.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './costly-note.module.css';
import { costlyOf, plainTemplate, stretches } from './highlight.ts';
import { textWith, valuesIn } from './sample-values.ts';
import { useCompose } from './store.ts';
import { useSample } from './use-sample.ts';

/** The characters that make every text cost more, what plain ones would save over the whole list, and the button for it. */
export function CostlyNote() {
  const { t } = useTranslation('compose');
  const template = useCompose((store) => store.plan?.template ?? '');
  const preview = useCompose((store) => store.preview);
  const stale = useCompose((store) => store.previewOf !== store.plan?.template);
  const change = useCompose((store) => store.change);
  const kind = useCompose((store) => store.plan?.kind ?? 'sms');
  const longest = useSample(0);
  const undoToast = useUndoToast();
  const costly = useMemo(() => costlyOf(stretches(template, null)), [template]);
  const { replaceable, stays } = costly;
  if (kind === 'mms') return null;

  if (replaceable.length === 0 && stays.length === 0) {
    const people = preview?.segments.ucs2 ?? 0;
    return people === 0 ? null : <Note tone="doubt">{t('costly.values', { count: people })}</Note>;
  }

  // What the button below does, and nothing more: people's own values stay as they are.
  const values = longest === null ? null : valuesIn(template, longest.text);
  const now = countSegments(longest?.text ?? textWith(template, null)).segments;
  const plain =
    longest === null || values !== null ? countSegments(textWith(plainTemplate(template), values)).segments : now;
  const all = replaceable.length > 0 ? replaceable : stays;
  const count = all.length;

  function replace() {
    const before = template;
    change({ template: plainTemplate(before) });
    undoToast({ message: t('costly.replaced'), onUndo: () => change({ template: before }) });
  }

  return (
    <Note
      tone="doubt"
      title={
        <>
          {plain < now && replaceable.length > 0
            ? t('costly.title', { count, now, plain })
            : t('costly.titleSame', { count })}{' '}
          {all.map((character) => (
            <span key={character} className={classes.character}>
              {shown(character)}
            </span>
          ))}
        </>
      }
      action={
        replaceable.length > 0 && (
          <Button size="xs" onClick={replace}>
            {t('costly.replace', { count })}
          </Button>
        )
      }
    >
      {replaceable.length > 0 &&
        (preview !== null && !stale && preview.savable > 0
          ? t('costly.saves', { count: preview.savable })
          : t('costly.look'))}
      {stays.length > 0 && replaceable.length > 0 && ` ${t('costly.stays', { characters: stays.join(' ') })}`}
    </Note>
  );
}

/** A space or an invisible character by its code, everything else as itself. */
function shown(character: string): string {
  if (!/^[\s\p{Cf}\p{Cc}]+$/u.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
