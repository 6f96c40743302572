/** A form within a card of the settings: opened by a button, with what to choose at its end. */
import { css } from 'lit';

export const formStyles = css`
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
  /* A live region must be there before it speaks, and take no room until then. */
  p[role]:empty {
    position: absolute;
  }
`;
