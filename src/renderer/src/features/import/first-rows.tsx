import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { useInTurn } from '../../ui/in-turn.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './first-rows.module.css';
import type { Preview } from './state.ts';
import { useImport } from './use-import.ts';

/** More columns than this are not drawn here: the Columns step lists every one. */
const shownColumns = 60;
/** Rows drawn in one frame. */
const rowsAtOnce = 7;

/** The first records in the chosen reading, so that a wrong one is seen at once. */
export function FirstRows() {
  const { t } = useTranslation('importing');
  const preview = useImport((state) => state.preview);
  const reading = useImport((state) => state.reading);
  return (
    <Card title={t('reading.firstRows')} padded={false} fill>
      {preview === null ? (
        <div className={classes.waiting} aria-busy>
          {['82%', '74%', '78%', '69%', '80%'].map((width) => (
            <SkeletonLine key={width} width={width} />
          ))}
        </div>
      ) : (
        <div
          className={classes.scroll}
          data-reading={reading || undefined}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          tabIndex={0}
          role="group"
          aria-label={t('reading.firstRows')}
        >
          <Rows preview={preview} />
        </div>
      )}
    </Card>
  );
}

function Rows({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('importing');
  const drawn = useInTurn(Math.ceil(preview.rows.length / rowsAtOnce));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.line}>
            {t('reading.line')}
          </th>
          {preview.columns.slice(0, shownColumns).map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
            <th key={index} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {preview.rows.slice(0, drawn * rowsAtOnce).map((row) => (
          <tr key={row.line}>
            <td className={classes.line}>{formatNumber(row.line)}</td>
            {preview.columns.slice(0, shownColumns).map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
              <td key={index} title={row.cells[index]}>
                {row.cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
