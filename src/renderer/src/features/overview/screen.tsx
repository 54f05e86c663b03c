import { Screen } from '../../ui/screen.tsx';

export function OverviewScreen() {
  return <Screen title="">{null}</Screen>;
}
