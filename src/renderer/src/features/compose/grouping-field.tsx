import { NumberInput, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OptionRow } from './option-row.tsx';
import { useCompose } from './store.ts';

const usualGroup = 100;
const mostGrouped = 500;

/** One request per person, or identical texts together: fewer requests, at the price of receipts per person. */
export function GroupingField() {
  const { t } = useTranslation(['compose', 'common']);
  const size = useCompose((store) => store.plan?.recipientsPerRequest ?? 1);
  const preview = useCompose((store) => store.preview);
  const change = useCompose((store) => store.change);
  const grouped = size > 1;
  return (
    <OptionRow
      label={t('when.grouping')}
      hint={
        grouped
          ? t('when.groupedHint', {
              requests: t('common:requests', { count: preview?.requests ?? 0 }),
              people: preview?.people ?? 0,
            })
          : t('when.singleHint')
      }
    >
      <SegmentedControl
        size="xs"
        aria-label={t('when.grouping')}
        value={grouped ? 'grouped' : 'single'}
        data={[
          { value: 'single', label: t('when.single') },
          { value: 'grouped', label: t('when.grouped') },
        ]}
        onChange={(value) => change({ recipientsPerRequest: value === 'grouped' ? usualGroup : 1 })}
      />
      {grouped && (
        <NumberInput
          w={90}
          aria-label={t('when.perRequest')}
          title={t('when.perRequest')}
          min={2}
          max={mostGrouped}
          clampBehavior="blur"
          value={size}
          onChange={(value) => {
            const people = Math.round(Number(value));
            if (people >= 2 && people <= mostGrouped) change({ recipientsPerRequest: people });
          }}
        />
      )}
    </OptionRow>
  );
}
