import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#contract/app.ts';
import type { Say } from '../words.ts';

/** Native menus that carry every command of the window, with its accelerator. */
export function installMenu(say: Say, run: (command: MenuCommand) => void): void {
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label: say(label),
    click: () => run(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    {
      label: say('file.title'),
      submenu: [
        command('file.newCampaign', 'new_campaign', 'CmdOrCtrl+N'),
        command('file.import', 'import', 'CmdOrCtrl+I'),
        { type: 'separator' },
        command('file.settings', 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { role: mac ? 'close' : 'quit', label: say(mac ? 'file.close' : 'file.quit') },
      ],
    },
    {
      label: say('edit.title'),
      submenu: [
        { role: 'undo', label: say('edit.undo') },
        { role: 'redo', label: say('edit.redo') },
        { type: 'separator' },
        { role: 'cut', label: say('edit.cut') },
        { role: 'copy', label: say('edit.copy') },
        { role: 'paste', label: say('edit.paste') },
        { role: 'selectAll', label: say('edit.selectAll') },
        { type: 'separator' },
        command('edit.search', 'search', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: say('view.title'),
      submenu: [
        command('view.overview', 'overview', 'CmdOrCtrl+1'),
        command('view.campaigns', 'campaigns', 'CmdOrCtrl+2'),
        command('view.contacts', 'contacts', 'CmdOrCtrl+3'),
        command('view.groups', 'groups', 'CmdOrCtrl+4'),
        command('view.receipts', 'receipts', 'CmdOrCtrl+5'),
        command('view.palette', 'palette', 'CmdOrCtrl+K'),
        { type: 'separator' },
        { role: 'zoomIn', label: say('view.zoomIn') },
        { role: 'zoomOut', label: say('view.zoomOut') },
        { role: 'resetZoom', label: say('view.zoomReset') },
        { role: 'togglefullscreen', label: say('view.fullScreen') },
      ],
    },
    { label: say('help.title'), submenu: [command('help.shortcuts', 'shortcuts', 'F1')] },
  ];
  if (mac) template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
