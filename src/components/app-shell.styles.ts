import { css } from 'lit';

export const appShellStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    background: var(--paper);
  }
  main,
  .list {
    min-width: 0;
    min-height: 0;
  }
  main:focus,
  .list:focus {
    outline: none;
  }
  main > * {
    height: 100%;
  }
  .alone {
    grid-column: 1 / -1;
    overflow-y: auto;
  }
  @media (min-width: 900px) {
    :host {
      grid-template-columns: 360px minmax(0, 1fr);
    }
    .list {
      border-right: 1px solid var(--edge);
    }
  }

  .empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--s3);
    padding: var(--s6);
    text-align: center;
  }
  .empty can-string {
    width: 100%;
    margin-bottom: var(--s5);
  }
  .empty h2 {
    font-size: var(--t-title);
  }
  .empty p {
    max-width: 22rem;
    color: var(--ink-soft);
  }

  update-notice {
    position: absolute;
    z-index: 10;
    right: var(--s4);
    bottom: calc(var(--s4) + env(safe-area-inset-bottom));
    left: var(--s4);
    max-width: 30rem;
    margin-inline: auto;
  }
`;
