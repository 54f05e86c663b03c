import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ConfirmHost } from '../ui/confirm.tsx';
import { Routes } from './routes.tsx';
import { followSession, useSession } from './session.ts';
import { Shell } from './shell.tsx';
import { StartError } from './start-error.tsx';
import { cssVariables, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Router hook={useHashLocation}>
        <Session />
      </Router>
      {/* In the middle: at the end they would lie on what stands at the foot of a side panel. */}
      <Notifications position="bottom-center" limit={4} zIndex={400} />
      <ConfirmHost />
    </MantineProvider>
  );
}

function Session() {
  const ready = useSession((session) => session.ready);
  const startError = useSession((session) => session.startError);
  const chosen = useSession((session) => session.settings?.theme);
  const { setColorScheme } = useMantineColorScheme();

  useEffect(() => {
    void useSession.getState().start();
    return followSession();
  }, []);

  useEffect(() => {
    if (chosen !== undefined) setColorScheme(chosen === 'system' ? 'auto' : chosen);
  }, [chosen, setColorScheme]);

  if (startError !== null) return <StartError error={startError} />;
  // Nothing is drawn in the few milliseconds before the settings are known: a wrong theme or screen would flash.
  if (!ready) return null;
  return (
    <Shell>
      <Routes />
    </Shell>
  );
}
