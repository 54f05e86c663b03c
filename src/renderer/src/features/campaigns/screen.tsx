import { Screen } from '../../ui/screen.tsx';

export function CampaignsScreen() {
  return <Screen title="">{null}</Screen>;
}
