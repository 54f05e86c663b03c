import { Screen } from '../../ui/screen.tsx';

export function GroupsScreen() {
  return <Screen title="">{null}</Screen>;
}
