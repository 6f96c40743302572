/** A switch: a checkbox that covers its whole row, and the track that shows how it stands. */
import { css } from 'lit';

export const switchStyles = css`
  .switch {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s4);
    min-height: var(--touch);
  }
  .track {
    position: relative;
    flex: none;
    width: 3.25rem;
    height: 2rem;
    border: 1.5px solid var(--edge-strong);
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    transition: background var(--quick) var(--ease);
  }
  .track::after {
    position: absolute;
    top: 0.25rem;
    inset-inline-start: 0.25rem;
    width: 1.3125rem;
    height: 1.3125rem;
    border-radius: var(--r-round);
    background: var(--edge-strong);
    content: '';
    transition: transform var(--calm) var(--spring);
  }
  input:checked + .track {
    border-color: var(--label);
    background: var(--label);
  }
  input:checked + .track::after {
    background: var(--on-label);
    transform: translateX(1.25rem);
  }
  input:checked + .track:dir(rtl)::after {
    transform: translateX(-1.25rem);
  }
  .switch input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .switch input:disabled {
    cursor: default;
  }
  .switch input:focus-visible + .track {
    outline: 3px solid var(--twine);
    outline-offset: 2px;
  }
  .switch:has(input:disabled) {
    opacity: 0.55;
  }
`;
