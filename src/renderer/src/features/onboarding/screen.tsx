import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ShipMark } from '../../app/ship-mark.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { CountryStep } from './country-step.tsx';
import { KeyStep } from './key-step.tsx';
import { PeopleStep } from './people-step.tsx';
import classes from './screen.module.css';
import { steps, useOnboarding } from './store.ts';

export function OnboardingScreen() {
  const { t } = useTranslation('onboarding');
  const step = useOnboarding((store) => store.step);
  const go = useOnboarding((store) => store.go);

  useEffect(() => {
    void useOnboarding.getState().look();
  }, []);

  return (
    <div className={classes.page}>
      <ShipMark size={40} />
      <Screen title={t('title')} subtitle={t('subtitle')} focusKey={step}>
        <Steps
          label={t('stepsLabel')}
          steps={steps.map((one) => t(`steps.${one}`))}
          current={steps.indexOf(step)}
          onStep={(index) => go(steps[index] ?? 'key')}
        />
        {step === 'key' && <KeyStep />}
        {step === 'country' && <CountryStep />}
        {step === 'people' && <PeopleStep />}
      </Screen>
    </div>
  );
}
