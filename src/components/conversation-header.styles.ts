import { css } from 'lit';

export const conversationHeaderStyles = css`
  header {
    display: flex;
    align-items: center;
    gap: var(--s2);
    min-height: 4rem;
    padding: calc(var(--s2) + env(safe-area-inset-top)) var(--s3) var(--s2);
    border-block-end: 1px solid var(--edge);
    background: var(--paper-raised);
  }
  @media (min-width: 900px) {
    .back {
      display: none;
    }
    header {
      padding-inline-start: var(--s5);
    }
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  /* Only as wide as it is: it begins where the line does, and runs over at its own end. */
  h1 {
    width: fit-content;
    max-width: 100%;
    overflow: hidden;
    font-size: var(--t-lead);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--s1);
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  .line[data-line='open'] {
    color: var(--label-ink);
    font-weight: 600;
  }
  .vanishing {
    display: inline-flex;
  }
  .top {
    display: flex;
    align-items: center;
    min-width: 0;
  }
  /* Small to see, large to press. */
  .sure {
    flex: none;
    margin-block: calc(var(--s3) * -1);
    padding: var(--s3) var(--s2);
    border: 0;
    background: none;
  }
  can-string {
    flex: none;
    width: 9.5rem;
  }
  @media (max-width: 420px) {
    header {
      padding-inline: var(--s1);
    }
    .way {
      /* The menu tells it. */
      display: none;
    }
    can-string {
      width: 6.25rem;
      --can-width: 1.9rem;
    }
  }
  [popover] {
    position: absolute;
    max-height: calc(100dvh - 5rem);
    overflow-y: auto;
  }
  [popover]:popover-open {
    animation: open var(--quick) var(--ease);
  }
  @keyframes open {
    from {
      opacity: 0;
      transform: translateY(-0.25rem);
    }
  }
  .path,
  file-allowance,
  vanish-choice,
  finding-switch {
    width: 18rem;
    max-width: calc(100vw - 2 * var(--s5));
  }
  file-allowance,
  vanish-choice,
  finding-switch {
    display: block;
    margin-block-start: var(--s2);
    padding: var(--s2) var(--s4) var(--s3);
    border-block-start: 1px solid var(--edge);
  }
  .item span {
    overflow-wrap: anywhere;
  }
  .path {
    padding: var(--s2) var(--s4) var(--s3);
    color: var(--ink-soft);
    font-size: var(--t-small);
    overflow-wrap: anywhere;
  }
`;
