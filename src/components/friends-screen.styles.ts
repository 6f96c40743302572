import { css } from 'lit';

export const friendsStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    height: 100%;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--s3);
    padding: calc(var(--s3) + env(safe-area-inset-top)) var(--s4) var(--s2);
  }
  header h1 {
    flex: 1;
    font-size: var(--t-title);
  }
  logo-mark {
    width: 2.75rem;
  }
  .body {
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--s2) var(--s2) var(--s5);
  }
  li + li {
    margin-top: var(--s2);
  }
  footer {
    display: grid;
    gap: var(--s3);
    padding: var(--s3) var(--s4) calc(var(--s4) + env(safe-area-inset-bottom));
  }
  .connect {
    min-height: 3.25rem;
    font-size: var(--t-lead);
  }
  .empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--s3);
    min-height: 100%;
    max-width: 24rem;
    margin: 0 auto;
    padding: var(--s4);
    text-align: center;
  }
  .empty can-string {
    width: 100%;
  }
  .empty h2 {
    font-size: var(--t-title);
  }
  .empty p {
    color: var(--ink-soft);
  }
  .empty ol {
    display: grid;
    gap: var(--s3);
    margin-top: var(--s3);
    counter-reset: step;
    text-align: start;
  }
  .empty ol li {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: baseline;
    gap: var(--s3);
    margin: 0;
    counter-increment: step;
  }
  .empty ol li::before {
    width: 1.75rem;
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-round);
    content: counter(step);
    font-family: var(--font-display);
    font-weight: 650;
    line-height: 1.6;
    text-align: center;
  }
`;
