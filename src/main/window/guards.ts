import { app, type Session } from 'electron';

/** The page stays where it is, opens nothing, is granted nothing, and reaches no network. */
export function guardContents(origin: string): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { preventDefault: () => void }, url: string) => {
      if (!url.startsWith(`${origin}/`)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stay(event, event.url));
    contents.on('will-redirect', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export function guardSession(session: Session, allowed: readonly string[]): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !allowed.some((start) => details.url.startsWith(start)) });
  });
}
