import { css } from 'lit';

export const conversationStyles = css`
  :host {
    height: 100%;
  }
  drop-zone {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  message-list {
    flex: 1;
  }
  .introductions {
    /* However many a friend asks for, the conversation stays in sight. */
    flex: none;
    max-height: 45%;
    overflow-y: auto;
  }
  .introductions,
  .notices {
    display: grid;
    gap: var(--s2);
    width: 100%;
    max-width: 48rem;
    margin-inline: auto;
    padding: 0 var(--s3) var(--s2);
  }
  .notices:empty {
    display: none;
  }
`;
