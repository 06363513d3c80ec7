import { Settings2 } from 'lucide-react';
import { strings } from '../strings.ts';
import { IconButton } from './button.tsx';
import { ChoiceMenu } from './menu.tsx';
import { densities, setAppearance, themes, useAppearance } from './theme.ts';

export function AppearanceMenu() {
  const { theme, density } = useAppearance();
  return (
    <ChoiceMenu
      label={strings.frame.appearance}
      trigger={
        <IconButton name={strings.frame.appearance} icon={<Settings2 size={18} strokeWidth={1.75} />} />
      }
      groups={[
        {
          heading: strings.frame.theme,
          mode: 'single',
          items: themes.map((key) => ({
            key,
            text: strings.frame.themes[key],
            name: strings.frame.themes[key],
          })),
          selected: [theme],
          onChange: ([chosen]) => setAppearance({ theme: themes.find((each) => each === chosen) ?? theme }),
        },
        {
          heading: strings.frame.density,
          mode: 'single',
          items: densities.map((key) => ({
            key,
            text: strings.frame.densities[key],
            name: strings.frame.densities[key],
          })),
          selected: [density],
          onChange: ([chosen]) =>
            setAppearance({ density: densities.find((each) => each === chosen) ?? density }),
        },
      ]}
    />
  );
}
