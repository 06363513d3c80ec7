// First: both must be in force before anything else on the page is created.
import './host/no-eval.ts';
import './host/trusted-types.ts';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { followFocus } from './design/focus-back.ts';
import { applyAppearance } from './design/theme.ts';
import { findHost } from './host/host.ts';
import './design/tokens.css';
import './design/base.css';
import './design/buttons.css';
import './design/fields.css';
import './design/choices.css';
import './design/tabs.css';
import './design/chips.css';
import './design/progress.css';
import './design/menus.css';
import './design/forced-colors.css';

applyAppearance();
const root = document.getElementById('root');
if (root) {
  followFocus(root);
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="en">
        <App host={findHost()} />
      </I18nProvider>
    </StrictMode>,
  );
}
