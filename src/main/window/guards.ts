import { app, type Session } from 'electron';

/** The page stays where it is, opens nothing, is granted nothing, and reaches no network. */
export function guardContents(origin: string): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { preventDefault: () => void }, url: string) => {
      if (!url.startsWith(`${origin}/`)) event.preventDefault();
    };
    // The content policy says nothing about WebRTC: without this it sends UDP to any address.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
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

/**
 * Points whatever the page would still send at a proxy that is not there: TURN over TCP does not ask `webRequest`. Port 9 of
 * this computer (discard, RFC 863); also for addresses of this computer, which a proxy leaves out otherwise. The session's
 * own files do not pass through a proxy. What main sends has its proxy from another session.
 */
export async function blockNetwork(session: Session): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  });
}
