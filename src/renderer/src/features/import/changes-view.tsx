import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PhoneText } from '../../ui/phone-number.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './changes-view.module.css';
import type { Plan } from './figures.ts';
import { useImport } from './use-import.ts';

/** What importing would change about people who are in the book: how many by field, and the first ones value by value. */
export function ChangesView() {
  const { t } = useTranslation(['importing', 'common']);
  const plan = useImport((state) => state.plan);
  const fieldName = useFieldName();
  if (plan === null) {
    return (
      <div className={classes.waiting} aria-busy>
        <SkeletonLine width="46%" />
        <SkeletonLine width="62%" />
        <SkeletonLine width="54%" />
      </div>
    );
  }
  if (plan.changed === 0) return <EmptyState title={t('changes.none')} />;
  const shown = plan.changedPeople.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('changes.people')}>
      <ul className={classes.fields} aria-label={t('changes.summary')}>
        {plan.changes.map(({ field, people }) => (
          <li key={field}>
            <span className={classes.field}>{fieldName(field)}</span> {t('common:people', { count: people })}
          </li>
        ))}
      </ul>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('changes.person')}</th>
            <th scope="col">{t('changes.what')}</th>
            <th scope="col">{t('changes.from')}</th>
            <th scope="col">{t('changes.to')}</th>
          </tr>
        </thead>
        {plan.changedPeople.map((person) => (
          <Person key={person.phone} person={person} fieldName={fieldName} />
        ))}
      </table>
      {shown < plan.changed && (
        <p className={classes.more}>{t('changes.firstPeople', { count: shown, total: plan.changed })}</p>
      )}
    </div>
  );
}

/** The two names are the book's own; any other field is called what its column is called. */
function useFieldName(): (field: string) => string {
  const { t } = useTranslation('importing');
  return (field) => (field === 'first_name' || field === 'last_name' ? t(`changes.fields.${field}`) : field);
}

interface PersonProps {
  readonly person: Plan['changedPeople'][number];
  readonly fieldName: (field: string) => string;
}

function Person({ person, fieldName }: PersonProps) {
  const { phone, name, fields } = person;
  return (
    <tbody>
      {fields.map(({ field, from, to }, place) => (
        <tr key={field}>
          {place === 0 && (
            <th scope="rowgroup" rowSpan={fields.length} className={classes.person}>
              {name !== '' && <span className={classes.name}>{name}</span>}
              <span className={classes.phone}>
                <PhoneText phone={phone} />
              </span>
            </th>
          )}
          <td className={classes.what}>{fieldName(field)}</td>
          <td className={classes.from}>
            <Value text={from} />
          </td>
          <td className={classes.to}>
            <Value text={to} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Value({ text }: { readonly text: string }) {
  const { t } = useTranslation('importing');
  return text === '' ? <span className={classes.blank}>{t('changes.blank')}</span> : <bdi>{text}</bdi>;
}
