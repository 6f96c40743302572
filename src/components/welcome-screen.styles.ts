import { css } from 'lit';

export const welcomeStyles = css`
  :host {
    min-height: 100%;
    background: radial-gradient(120% 60% at 50% 0%, var(--paper-raised) 0%, transparent 70%);
  }
  .page {
    display: grid;
    align-content: center;
    gap: var(--s5);
    min-height: 100dvh;
    max-width: 30rem;
    margin: 0 auto;
    padding: var(--s6) var(--s5) calc(var(--s6) + env(safe-area-inset-bottom));
  }
  /* A small phone: what is asked comes before what is pretty. */
  @media (max-height: 620px) {
    .page {
      gap: var(--s3);
      padding-block: var(--s3);
    }
    .picture {
      max-width: 9rem;
    }
  }
  .picture {
    display: flex;
    justify-content: center;
  }
  can-string {
    width: 100%;
  }
  .brand {
    color: var(--twine-ink);
    font-family: var(--font-display);
    font-size: var(--t-lead);
    font-weight: 700;
  }
  h1 {
    margin-top: var(--s1);
    font-size: var(--t-hero);
  }
  .lead {
    margin-top: var(--s3);
    color: var(--ink-soft);
    font-size: var(--t-lead);
  }
  .invited {
    display: flex;
    align-items: center;
    gap: var(--s3);
    margin-top: var(--s4);
    padding: var(--s3) var(--s4);
    border-radius: var(--r-medium);
    background: var(--label-wash);
    color: var(--label-ink);
    font-weight: 600;
  }
  form {
    display: grid;
    gap: var(--s2);
  }
  label {
    font-weight: 650;
  }
  .name {
    position: relative;
  }
  .field {
    min-height: 3.25rem;
    padding-inline-end: 3.5rem;
    font-size: var(--t-lead);
  }
  .another {
    position: absolute;
    top: 0.25rem;
    inset-inline-end: 0.25rem;
    color: var(--ink-soft);
  }
  .hint {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  .hint.alarm {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  .start {
    min-height: 3.25rem;
    margin-top: var(--s3);
    font-size: var(--t-lead);
  }
  .arrow {
    display: flex;
    transform: scaleX(-1);
  }
`;
