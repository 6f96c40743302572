import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
    container-type: inline-size;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--s1);
    padding: calc(var(--s2) + env(safe-area-inset-top)) var(--s3) var(--s1);
  }
  h1 {
    font-size: var(--t-title);
  }
  h2 {
    font-size: var(--t-title);
  }
  h2:focus {
    outline: none;
  }
  .body {
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .page {
    display: grid;
    gap: var(--s4);
    max-width: 26rem;
    margin: 0 auto;
    padding: var(--s2) var(--s4) calc(var(--s5) + env(safe-area-inset-bottom));
  }
  .lead {
    color: var(--ink-soft);
  }
  .mine,
  .aside {
    display: grid;
    align-content: start;
    gap: var(--s3);
    min-width: 0;
  }
  .mine > h2,
  .mine > .lead {
    text-align: center;
    text-wrap: balance;
  }
  .mine > .lead {
    margin-top: calc(var(--s2) * -1);
  }
  card-qr {
    max-width: min(100%, 56dvh);
    margin-inline: auto;
  }

  /* One of two: a groove with a raised half */
  .switch {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--s1);
    padding: var(--s1);
    border-radius: var(--r-round);
    background: var(--paper-sunken);
  }
  .switch button {
    min-height: var(--touch);
    border: 0;
    border-radius: var(--r-round);
    background: transparent;
    color: var(--ink-soft);
    font-weight: 600;
  }
  .switch button[aria-pressed='true'] {
    background: var(--paper-raised);
    box-shadow: var(--shadow-low);
    color: var(--ink);
  }

  .next {
    display: grid;
    gap: var(--s3);
    padding: var(--s4);
    border-radius: var(--r-medium);
    background: var(--label-wash);
    color: var(--label-ink);
  }
  .next .button {
    border-color: currentColor;
    background: transparent;
  }

  .waiting {
    display: grid;
    justify-items: center;
    gap: var(--s3);
    padding: var(--s7) 0;
    text-align: center;
  }
  .waiting can-string {
    width: 100%;
    max-width: 24rem;
  }
  .waiting p {
    color: var(--ink-soft);
    max-width: 24rem;
  }
  .waiting.small {
    padding: var(--s4);
    border: 1px solid var(--edge);
    border-radius: var(--r-large);
    background: var(--paper-raised);
  }
  .waiting.small can-string {
    max-width: 15rem;
  }
  .waiting.small h3 {
    font-size: var(--t-lead);
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--s2);
    margin-top: var(--s2);
  }
  footer .button {
    color: var(--ink-soft);
  }

  /* Narrow: one half at a time */
  .halves[data-view='mine'] > .theirs,
  .halves[data-view='theirs'] > .mine {
    display: none;
  }
  .aside {
    margin-top: var(--s4);
  }

  /* Wide: both halves side by side, a thread between them */
  @container (min-width: 44rem) {
    .page {
      max-width: 58rem;
      gap: var(--s5);
      padding: var(--s4) var(--s5) var(--s6);
    }
    connect-steps {
      justify-self: center;
      width: min(100%, 36rem);
    }
    .narrow {
      display: none !important;
    }
    .halves {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--s7);
      align-items: start;
    }
    .halves[data-view] > .mine {
      display: grid;
    }
    .halves[data-view] > .theirs {
      display: block;
    }
    .aside {
      margin-top: 0;
    }
    .mine {
      justify-self: center;
      width: min(100%, 22rem);
    }
  }
`;
