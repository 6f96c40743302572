import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { settingsWords } from './words/settings-words.ts';

/** Who can see what, in plain words. */
@customElement('settings-privacy')
export class SettingsPrivacy extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      dl {
        display: grid;
        gap: var(--s3);
        margin: 0;
      }
      dt {
        font-weight: 650;
      }
      dd {
        margin: 0;
        color: var(--ink-soft);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const text = settingsWords;
    const facts: [who: string, what: string][] = [
      [text.privacyFriend, text.privacyFriendText],
      [text.privacyNetwork, text.privacyNetworkText],
      [text.privacyHost, text.privacyHostText],
      [text.privacyUs, text.privacyUsText],
      [text.privacyDevice, text.privacyDeviceText],
    ];
    return html`<section aria-labelledby="privacy">
      <h2 id="privacy">${text.privacyHeading}</h2>
      <dl class="card">
        ${facts.map(
          ([who, what]) =>
            html`<div>
              <dt>${who}</dt>
              <dd>${what}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-privacy': SettingsPrivacy;
  }
}
