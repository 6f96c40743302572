import { css } from 'lit';

export const appShellStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    background: var(--paper);
  }
  main,
  .list {
    grid-row: 2;
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
      border-inline-end: 1px solid var(--edge);
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
  .fetching {
    animation: wonder var(--calm) 400ms var(--ease) backwards;
  }
  @keyframes wonder {
    from {
      opacity: 0;
    }
  }
  .empty h2 {
    font-size: var(--t-title);
  }
  .empty p {
    max-width: 22rem;
    color: var(--ink-soft);
  }

  /* A row of its own: it never stands in front of what somebody is doing. */
  update-notice {
    grid-row: 1;
    grid-column: 1 / -1;
    width: min(100% - 2 * var(--s3), 40rem);
    margin: calc(var(--s2) + env(safe-area-inset-top)) auto 0;
  }
`;
