import { Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Fragment, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api.ts';
import { Dialog } from '../ui/dialog.tsx';
import { places, runCommand, useShortcutsHelp } from './commands.ts';
import classes from './shortcuts.module.css';

/** The keys that work everywhere, the menu's commands, and the list of them all (F1). */
export function Shortcuts() {
  const [, navigate] = useLocation();
  const run = (command: Parameters<typeof runCommand>[0]) => () => runCommand(command, navigate);

  useEffect(() => api.on('app.menu', ({ command }) => runCommand(command, navigate)), [navigate]);

  useHotkeys(
    [
      ...places.map(({ command }, index) => [`mod+${index + 1}`, run(command)] as [string, () => void]),
      ['mod+N', run('new_campaign')],
      ['mod+I', run('import')],
      ['mod+F', run('search')],
      ['mod+comma', run('settings')],
      ['F1', run('shortcuts')],
    ],
    [],
    true,
  );

  return <ShortcutsList />;
}

function ShortcutsList() {
  const { t } = useTranslation('app');
  const open = useShortcutsHelp((help) => help.open);
  const mac = navigator.platform.startsWith('Mac');
  const mod = t(mac ? 'shortcuts.key.command' : 'shortcuts.key.ctrl');
  const key = (name: 'shift' | 'space' | 'enter' | 'home' | 'end' | 'pageUp' | 'pageDown' | 'arrows') =>
    t(`shortcuts.key.${name}`);

  const lists = [
    {
      title: t('shortcuts.act'),
      rows: [
        [t('shortcuts.palette'), [mod, 'K']],
        [t('shortcuts.newCampaign'), [mod, 'N']],
        [t('shortcuts.importFile'), [mod, 'I']],
        [t('shortcuts.search'), [mod, 'F']],
        [t('shortcuts.settings'), [mod, ',']],
        [t('shortcuts.help'), ['F1']],
      ],
    },
    {
      title: t('shortcuts.go'),
      rows: places.map(({ command }, index) => [t(`nav.${command}`), [mod, String(index + 1)]] as const),
    },
    {
      title: t('shortcuts.table'),
      rows: [
        [t('shortcuts.move'), [key('arrows')]],
        [t('shortcuts.ends'), [key('home'), key('end')]],
        [t('shortcuts.pages'), [key('pageUp'), key('pageDown')]],
        [t('shortcuts.select'), [key('space')]],
        [t('shortcuts.range'), [key('shift'), key('arrows')]],
        [t('shortcuts.openRow'), [key('enter')]],
      ],
    },
  ] as const;

  return (
    <Dialog
      opened={open}
      onClose={() => useShortcutsHelp.setState({ open: false })}
      title={t('shortcuts.title')}
      size={760}
    >
      <div className={classes.lists}>
        {lists.map(({ title, rows }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.rows}>
              {rows.map(([name, keys]) => (
                <div key={name} className={classes.row}>
                  <dt>{name}</dt>
                  <dd>
                    {keys.map((one) => (
                      <Fragment key={one}>
                        <Kbd size="xs">{one}</Kbd>
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
