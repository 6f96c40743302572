import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
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
    min-width: 0;
    overflow: hidden;
    /* Room for descenders, which hiding the overflow would cut off. */
    padding-block: 0.12em;
    font-size: var(--t-title);
    text-overflow: ellipsis;
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
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
    max-width: 26rem;
    margin: 0 auto;
    padding: var(--s1) var(--s4) calc(var(--s5) + env(safe-area-inset-bottom));
  }
  .page[data-way='face'] {
    gap: var(--s3);
    padding-inline: var(--s3);
  }

  /* One of two: a groove with a raised half */
  .ways {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--s1);
    padding: var(--s1);
    border-radius: var(--r-round);
    background: var(--paper-sunken);
  }
  .ways button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    min-height: var(--touch);
    padding-inline: var(--s2);
    border: 0;
    border-radius: var(--r-round);
    background: transparent;
    color: var(--ink-soft);
    font-weight: 600;
    white-space: nowrap;
  }
  @container (max-width: 23rem) {
    .ways .icon {
      display: none;
    }
  }
  .ways button[aria-pressed='true'] {
    background: var(--paper-raised);
    box-shadow: var(--shadow-low);
    color: var(--ink);
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
    max-width: 24rem;
    color: var(--ink-soft);
  }

  connect-face ~ card-input {
    margin-block-start: var(--s4);
  }
  connect-theirs {
    padding-block-start: var(--s5);
    border-block-start: 2px dashed var(--edge);
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--s2);
    margin-block-start: var(--s2);
  }
  footer .button {
    color: var(--ink-soft);
  }
  .halves {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s5);
  }

  @container (min-width: 44rem) {
    .page,
    .page[data-way='face'] {
      max-width: 60rem;
      padding: var(--s1) var(--s5) var(--s6);
    }
    .page[data-way='far'] {
      gap: var(--s5);
    }
    .ways {
      justify-self: center;
      width: min(100%, 26rem);
    }
    connect-steps {
      justify-self: center;
      width: min(100%, 36rem);
    }
    .halves {
      grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
      gap: var(--s7);
      align-items: start;
    }
    connect-theirs {
      padding-block-start: 0;
      border-block-start: 0;
    }
    connect-face ~ notice-bar,
    connect-face ~ card-input {
      justify-self: center;
      width: min(100%, 30rem);
    }
    connect-invites {
      justify-self: center;
      width: min(100%, 44rem);
    }
  }

  /* A phone on its side: the ways stand beside the title, and the height is the code's. */
  @media (max-height: 30rem) {
    @container (min-width: 34rem) {
      header {
        padding-inline-end: calc(min(50%, 24rem) + var(--s4));
      }
      h1 {
        font-size: var(--t-lead);
        white-space: nowrap;
      }
      .ways {
        position: absolute;
        inset-block-start: env(safe-area-inset-top);
        inset-inline-end: var(--s3);
        width: min(50%, 24rem);
      }
      .page[data-way='face'] {
        max-width: 60rem;
        padding-block-start: var(--s1);
      }
    }
  }
`;
