// Words that every screen uses. French is written first; English has the same type, so a missing one does not build.
// No-break spaces stand before : ; ? ! % and inside « », written \u00a0 so that they can be seen.

const fr = {
  no_answer: "Le serveur n’a pas répondu.",
  try_again_later: "Réessayez dans un instant\u00a0; rien n’a été fait deux fois.",
  server_fault: (status: number) => `Le serveur a refusé la demande (${status}).`,
  reference: (ref: string) => `Référence ${ref}`,
  retry: "Réessayer",
  close: "Fermer",
  loading: "Chargement",
  waiting_to_send: "en attente d’envoi",
  sent: "envoyé",
  not_sent: "Message non envoyé. Il est gardé.",
  take_back: "Reprendre le texte",
  lost: (age: string) => `Connexion perdue depuis ${age}.`,
  lost_kept: (age: string) => `Connexion perdue depuis ${age}. Vos messages sont gardés et partiront au retour.`,
  standing: "Le centre ne répond pas pour le moment. L’affichage peut dater. Vos messages sont gardés.",
  restored: "Connexion rétablie.",
  restored_sent: (count: number) =>
    count === 1 ? "Connexion rétablie, 1 message envoyé." : `Connexion rétablie, ${count} messages envoyés.`,
};

export type CommonWords = typeof fr;

const en: CommonWords = {
  no_answer: "The server did not answer.",
  try_again_later: "Try again in a moment; nothing was done twice.",
  server_fault: (status) => `The server refused the request (${status}).`,
  reference: (ref) => `Reference ${ref}`,
  retry: "Try again",
  close: "Close",
  loading: "Loading",
  waiting_to_send: "waiting to be sent",
  sent: "sent",
  not_sent: "Message not sent. It is kept.",
  take_back: "Take the text back",
  lost: (age) => `Connection lost ${age} ago.`,
  lost_kept: (age) => `Connection lost ${age} ago. Your messages are kept and leave when it returns.`,
  standing: "The centre does not answer at the moment. What is shown may be old. Your messages are kept.",
  restored: "Connection restored.",
  restored_sent: (count) =>
    count === 1 ? "Connection restored, 1 message sent." : `Connection restored, ${count} messages sent.`,
};

export const commonWords = { fr, en };
