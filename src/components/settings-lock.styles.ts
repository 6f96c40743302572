import { css } from 'lit';

export const settingsLockStyles = css`
  :host {
    display: grid;
    gap: var(--s5);
  }
  .after,
  .switch {
    font-weight: 600;
  }
  select {
    justify-self: start;
  }
  .erase {
    color: var(--alarm-ink);
  }
`;
