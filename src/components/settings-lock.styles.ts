import { css } from 'lit';

export const settingsLockStyles = css`
  :host {
    display: grid;
    gap: var(--s5);
  }
  .card > .button {
    justify-self: start;
  }
  .form {
    display: grid;
    gap: var(--s4);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s2);
  }
  .after,
  .switch {
    font-weight: 600;
  }
  select {
    justify-self: start;
    min-height: var(--touch);
    padding-inline: var(--s3);
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
    color: var(--ink);
    font: inherit;
  }
  /* A live region must be there before it speaks, and take no room until then. */
  .done:empty {
    position: absolute;
  }
  .erase {
    color: var(--alarm-ink);
  }
`;
