import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isOver, type Step, steps } from './state.ts';
import classes from './steps-line.module.css';
import { importActions, useImport } from './use-import.ts';
import { useReadingWords } from './use-reading-words.ts';

/** Where one is in the wizard, and how the file was read. Earlier steps can be gone back to. */
export function StepsLine() {
  const { t } = useTranslation('importing');
  const step = useImport((state) => state.step);
  const locked = useImport((state) => isOver(state) || state.progress !== null);
  const at = steps.indexOf(step);

  return (
    <div className={classes.line}>
      <nav aria-label={t('steps.label')}>
        <ol className={classes.steps}>
          {steps.map((name, place) => {
            const state = place < at ? 'past' : place === at ? 'now' : 'ahead';
            return (
              <li
                key={name}
                className={classes.step}
                data-state={state}
                aria-current={state === 'now' ? 'step' : undefined}
              >
                {state === 'past' && !locked ? (
                  <button type="button" className={classes.button} onClick={() => importActions().goTo(name)}>
                    <Mark place={place} state={state} name={name} />
                  </button>
                ) : (
                  <span className={classes.button}>
                    <Mark place={place} state={state} name={name} />
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      <FileLine changeable={!locked && step !== 'file'} />
    </div>
  );
}

interface MarkProps {
  readonly place: number;
  readonly state: 'past' | 'now' | 'ahead';
  readonly name: Step;
}

function Mark({ place, state, name }: MarkProps) {
  const { t } = useTranslation('importing');
  return (
    <>
      <span className={classes.mark} aria-hidden>
        {state === 'past' ? <IconCheck size={13} stroke={2.5} /> : place + 1}
      </span>
      {t(`steps.${name}`)}
      {state === 'past' && <span className="visually-hidden">, {t('steps.finished')}</span>}
    </>
  );
}

function FileLine({ changeable }: { readonly changeable: boolean }) {
  const { t } = useTranslation('importing');
  const { lineOf } = useReadingWords();
  const file = useImport((state) => state.file);
  const preview = useImport((state) => state.preview);
  const records = useImport((state) => (state.record === null ? null : state.record.summary.records));
  const step = useImport((state) => state.step);
  if (file === null || preview === null || step === 'file') return null;
  return (
    <p className={classes.file}>
      <span>{lineOf(preview, records)}</span>
      {changeable && (
        <>
          {' · '}
          <button
            type="button"
            className={classes.change}
            aria-label={t('changeLabel')}
            onClick={() => importActions().goTo('file')}
          >
            {t('change')}
          </button>
        </>
      )}
    </p>
  );
}
