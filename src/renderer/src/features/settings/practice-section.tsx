import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '#contract/contract.ts';
import type { PracticeView } from '#contract/practice.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { formatPhone, PhoneText } from '../../ui/phone-number.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { PracticeData } from './practice-data.tsx';
import classes from './settings.module.css';

type Fault = Input<'practice.fault'>['kind'];
const faults = [
  'rejected',
  'server_error',
  'timeout',
  'reset',
  'throttled',
  'html',
  'out_of_credit',
  'slow',
] as const satisfies readonly Fault[];

/** The service inside Slipway: its figures, how it behaves, and how to make it fail on purpose. */
export function PracticeSection() {
  const { t } = useTranslation('settings');
  const toast = useUndoToast();
  const [practice, setPractice] = useState<PracticeView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [fault, setFault] = useState<Fault>('timeout');
  const [count, setCount] = useState(1);

  async function attempt(work: () => Promise<PracticeView>, done?: string) {
    setError(null);
    try {
      setPractice(await work());
      if (done !== undefined) toast({ message: done });
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once
  useEffect(() => void attempt(() => api.call('practice.get')), []);

  if (practice === null) return error === null ? <SkeletonCard /> : <ErrorNote error={error} />;
  const set = (change: Input<'practice.set'>) => void attempt(() => api.call('practice.set', change));

  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <div className={classes.wide}>
        <div className={classes.stack}>
          <Card title={t('section.practice')}>
            <p className={classes.text}>{t('practice.about')}</p>
            <dl className={classes.facts}>
              <div className={classes.fact}>
                <dt>{t('practice.address')}</dt>
                <dd>{practice.url ?? '–'}</dd>
              </div>
              <div className={classes.fact}>
                <dt>{t('practice.accepted')}</dt>
                <dd>{formatNumber(practice.accepted)}</dd>
              </div>
              <div className={classes.fact}>
                <dt>{t('practice.balance')}</dt>
                <dd className={classes.withButton}>
                  {practice.balanceText}
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => void attempt(() => api.call('practice.refill'), t('practice.refilled'))}
                  >
                    {t('practice.refill')}
                  </Button>
                </dd>
              </div>
            </dl>
          </Card>
          <PracticeData hint={t('practiceData.about')} />
          <Card title={t('practice.behaviour')}>
            <div className={classes.pair}>
              <Figure
                label={t('practice.latency')}
                hint={t('practice.latencyHint')}
                value={practice.latencyMs}
                max={60_000}
                onSave={(latencyMs) => set({ latencyMs: latencyMs ?? 0 })}
              />
              <Figure
                label={t('practice.delay')}
                hint={t('practice.delayHint')}
                value={practice.receiptDelayMs}
                max={3_600_000}
                onSave={(receiptDelayMs) => set({ receiptDelayMs: receiptDelayMs ?? 0 })}
              />
              <Figure
                label={t('practice.limit')}
                hint={t('practice.limitHint')}
                value={practice.rateLimitPerMinute}
                max={1_000_000}
                onSave={(limit) => set({ rateLimitPerMinute: limit === 0 ? null : limit })}
              />
            </div>
          </Card>
          <Card title={t('practice.mistakes')}>
            <div className={classes.fields}>
              <p className={classes.text}>{t('practice.mistakesHint')}</p>
              <div className={classes.kindAndCount}>
                <Select
                  label={t('practice.kind')}
                  allowDeselect={false}
                  data={faults.map((value) => ({ value, label: t(`practice.faults.${value}`) }))}
                  value={fault}
                  onChange={(value) => value !== null && setFault(value as Fault)}
                />
                <NumberInput
                  label={t('practice.count')}
                  min={1}
                  max={1_000}
                  allowDecimal={false}
                  value={count}
                  onChange={(value) => setCount(Math.max(1, Math.min(1_000, Number(value) || 1)))}
                />
              </div>
              <div>
                <Button
                  variant="default"
                  onClick={() =>
                    void attempt(
                      () => api.call('practice.fault', { kind: fault, count }),
                      t('practice.made', { count }),
                    )
                  }
                >
                  {t('practice.make', { count })}
                </Button>
              </div>
            </div>
          </Card>
        </div>
        <MagicNumbers numbers={practice.magicNumbers} />
      </div>
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number | null;
  readonly max: number;
  readonly onSave: (value: number | null) => void;
}

/** A number that is kept when the field is left. */
function Figure({ label, hint, value, max, onSave }: FigureProps) {
  const [draft, setDraft] = useState<number | null>(value);
  return (
    <NumberInput
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      min={0}
      max={max}
      allowDecimal={false}
      thousandSeparator
      value={draft ?? ''}
      onChange={(next) => setDraft(next === '' ? null : Number(next))}
      onBlur={() => draft !== value && onSave(draft)}
    />
  );
}

function MagicNumbers({ numbers }: { readonly numbers: PracticeView['magicNumbers'] }) {
  const { t } = useTranslation('settings');
  const toast = useUndoToast();
  return (
    <Card title={t('practice.numbers')} padded={false}>
      <p className={classes.text} style={{ padding: '0 18px 8px' }}>
        {t('practice.numbersHint')}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('practice.number')}</th>
            <th scope="col" colSpan={2}>
              {t('practice.effect')}
            </th>
          </tr>
        </thead>
        <tbody>
          {numbers.map(({ phone, effect }) => (
            <tr key={phone}>
              <td>
                <PhoneText phone={phone} />
              </td>
              <td className={classes.quiet}>{effect}</td>
              <td>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('practice.copyNumber', { phone: formatPhone(phone) })}
                  onClick={() =>
                    void api
                      .call('app.copy', { text: phone })
                      .then(() => toast({ message: t('practice.numberCopied', { phone: formatPhone(phone) }) }))
                  }
                >
                  <IconCopy size={16} stroke={1.75} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
