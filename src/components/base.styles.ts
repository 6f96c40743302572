/** What every component shares: reset, focus ring, buttons, fields, hidden text. */
import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1,
  h2,
  h3 {
    font-family: var(--font-display);
    font-weight: 650;
    line-height: 1.2;
    text-wrap: balance;
  }
  p {
    text-wrap: pretty;
  }
  a {
    color: var(--twine-ink);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 3px solid var(--twine);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }

  /* .button: quiet by default; .primary carries the screen's one main action */
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    min-height: var(--touch);
    padding: var(--s2) var(--s4);
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-round);
    background: var(--paper-raised);
    font-weight: 600;
    transition:
      background var(--quick) var(--ease),
      transform var(--quick) var(--ease);
  }
  .button:hover:not(:disabled) {
    background: var(--paper-sunken);
  }
  .button:active:not(:disabled) {
    transform: scale(0.98);
  }
  .button.primary {
    border-color: var(--twine);
    background: var(--twine);
    color: var(--on-twine);
  }
  .button.primary:hover:not(:disabled) {
    border-color: var(--twine-pressed);
    background: var(--twine-pressed);
  }
  .button.plain {
    border-color: transparent;
    background: transparent;
  }
  .button.plain:hover:not(:disabled) {
    background: var(--paper-sunken);
  }
  .button.icon {
    width: var(--touch);
    padding: 0;
    flex: none;
  }

  .field {
    width: 100%;
    min-height: var(--touch);
    padding: var(--s2) var(--s4);
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
    color: var(--ink);
    font: inherit;
  }
  .field::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }

  svg.icon {
    display: block;
    flex: none;
  }
  /* Back is where the line begins. */
  svg.icon.back:dir(rtl),
  svg.icon.send:dir(rtl) {
    scale: -1 1;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
