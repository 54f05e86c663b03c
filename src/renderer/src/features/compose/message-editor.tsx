import { type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Stretch, stretches } from './highlight.ts';
import classes from './message-editor.module.css';
import { useCompose } from './store.ts';

export interface EditorHandle {
  /** Puts `{{name}}` where the caret is, in place of what is selected. */
  readonly insertField: (name: string) => void;
}

/**
 * A plain text area with its text drawn by a coloured twin underneath: typing, undo, spelling, input methods and readers
 * stay the browser's own. The twin has the same metrics to the pixel, and gives the area its height.
 */
export function MessageEditor({ ref }: { readonly ref: Ref<EditorHandle> }) {
  const { t } = useTranslation('compose');
  const template = useCompose((store) => store.plan?.template ?? '');
  const known = useCompose((store) => (store.preview?.people === 0 ? null : (store.preview?.fields ?? null)));
  const change = useCompose((store) => store.change);
  const area = useRef<HTMLTextAreaElement>(null);
  const parts = useMemo(() => stretches(template, known), [template, known]);

  useImperativeHandle(ref, () => ({
    insertField(name) {
      const element = area.current;
      if (element === null) return;
      element.focus();
      const text = `{{${name}}}`;
      // The old command is the one way that keeps the browser's undo; the other replaces it where it is gone.
      if (!document.execCommand('insertText', false, text)) {
        element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end');
        change({ template: element.value });
      }
    },
  }));

  return (
    <div className={classes.editor}>
      <div className={classes.twin} aria-hidden>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no identity and no state, only a place
          <Part key={`${index}-${part.kind}`} part={part} />
        ))}
        {/* A last empty line needs something to stand on. */}
        {'\u200b'}
      </div>
      <textarea
        ref={area}
        className={classes.area}
        aria-label={t('message.label')}
        placeholder={t('message.placeholder')}
        value={template}
        maxLength={10_000}
        spellCheck
        onChange={(event) => change({ template: event.currentTarget.value })}
      />
    </div>
  );
}

function Part({ part }: { readonly part: Stretch }) {
  switch (part.kind) {
    case 'field':
      return (
        <span className={classes.field} data-unknown={!part.known || undefined}>
          <span className={classes.brace}>{'{{'}</span>
          {part.text.slice(2, -2)}
          <span className={classes.brace}>{'}}'}</span>
        </span>
      );
    case 'costly':
      return <span className={classes.costly}>{part.text}</span>;
    case 'broken':
      return <span className={classes.broken}>{part.text}</span>;
    case 'text':
      return part.text;
  }
}
