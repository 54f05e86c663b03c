import { type KeyboardEvent, useEffect, useRef } from 'react';
import classes from './data-table.module.css';

interface EditorProps {
  readonly label: string;
  readonly text: string;
  readonly onSave: (text: string) => void;
  /** 1 and -1: Tab; 0: Enter or Escape; null: the focus went elsewhere. */
  readonly onEnd: (step: 1 | -1 | 0 | null) => void;
}

/** A cell that is written in: Enter and Tab save, so does leaving it; Escape leaves it as it was. */
export function CellEditor({ label, text, onSave, onEnd }: EditorProps) {
  const field = useRef<HTMLInputElement>(null);
  /** What leaving by itself would save; null once that was decided. */
  const open = useRef<((text: string) => void) | null>(onSave);
  const typed = useRef(text);
  if (open.current !== null) open.current = onSave;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the life of the field
  useEffect(() => {
    open.current ??= onSave;
    field.current?.focus();
    field.current?.select();
    // Scrolled out of sight: what was typed is not lost.
    return () => {
      if (typed.current !== text) open.current?.(typed.current);
    };
  }, []);

  const finish = (save: boolean, step: 1 | -1 | 0 | null) => {
    if (open.current === null) return;
    open.current = null;
    if (save) onSave(typed.current);
    onEnd(step);
  };
  const keyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(true, 0);
    else if (event.key === 'Escape') finish(false, 0);
    else if (event.key === 'Tab') finish(true, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };

  return (
    <input
      ref={field}
      className={classes.editor}
      aria-label={label}
      defaultValue={text}
      spellCheck={false}
      autoComplete="off"
      dir="auto"
      onChange={(event) => {
        typed.current = event.currentTarget.value;
      }}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={keyDown}
      onBlur={() => finish(true, null)}
    />
  );
}
