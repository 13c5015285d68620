// Words of the customer's chat page.

import { commonWords } from "./common.ts";

const fr = {
  ...commonWords.fr,
  shop_headline: (brand: string) => `Bienvenue chez ${brand}`,
  shop_text: "Page de démonstration\u00a0: le coin d’une boutique où vit la discussion.",
  open: "Écrire à un conseiller",
  open_unread: (count: number) =>
    count === 1 ? "Ouvrir la discussion, 1 nouveau message" : `Ouvrir la discussion, ${count} nouveaux messages`,
  open_again: "Ouvrir la discussion",
  dialog: (brand: string) => `Discussion avec ${brand}`,
  welcome: (brand: string) => `Bonjour, ${brand} vous écoute.`,
  welcome_text: "Une personne vous répond ici. Écrivez votre question.",
  name: "Votre nom, facultatif",
  first_message: "Votre message",
  first_missing: "Écrivez votre message pour commencer.",
  start: "Envoyer le message",
  starting: "Votre message part…",
  start_kept: "Votre message est gardé. Il part dès le retour du réseau.",
  queued: "Votre message est dans la file.",
  position: (place: number) =>
    place <= 1 ? "Vous êtes la prochaine personne." : `Vous êtes en place ${place} dans la file.`,
  wait_soon: "Réponse attendue dans moins d’une minute.",
  wait_minutes: (minutes: number) =>
    minutes === 1 ? "Réponse attendue dans environ 1 minute." : `Réponse attendue dans environ ${minutes} minutes.`,
  wait_long: "L’attente est longue\u00a0: vous pouvez laisser cette page ouverte, la réponse arrive ici.",
  answering: (alias: string) => `${alias} vous répond.`,
  role: (brand: string) => `service client ${brand}`,
  held: "Un instant, votre réponse se prépare. Vos messages arrivent.",
  parked: "Votre réponse est attendue. Écrivez quand vous voulez.",
  ended_by_you: "Vous avez terminé la discussion.",
  ended: "La discussion est terminée.",
  ended_text: "Merci de votre visite. Vous pouvez en commencer une autre.",
  again: "Nouvelle discussion",
  your_message: "Votre message",
  write: "Écrivez votre message",
  send: "Envoyer",
  reduce: "Réduire la discussion",
  end: "Terminer la discussion",
  end_question: "Terminer la discussion\u00a0?",
  end_yes: "Terminer",
  end_no: "Continuer",
  offline: "Pas de réseau. Votre message part dès le retour du réseau.",
  retention: (days: number) => {
    if (days >= 60) return `Conversation gardée ${Math.round(days / 30.4)} mois.`;
    return days === 1 ? "Conversation gardée 1 jour." : `Conversation gardée ${days} jours.`;
  },
  you: "Vous",
  service: "Service client",
  expired: "Cette discussion n’est plus accessible.",
  expired_text: "Elle a pu être effacée. Vous pouvez en commencer une autre.",
};

export type ChatWords = typeof fr;

const en: ChatWords = {
  ...commonWords.en,
  shop_headline: (brand) => `Welcome to ${brand}`,
  shop_text: "Demonstration page: the corner of a shop where the chat lives.",
  open: "Write to an adviser",
  open_unread: (count) => (count === 1 ? "Open the chat, 1 new message" : `Open the chat, ${count} new messages`),
  open_again: "Open the chat",
  dialog: (brand) => `Chat with ${brand}`,
  welcome: (brand) => `Hello, ${brand} is listening.`,
  welcome_text: "A person answers you here. Write your question.",
  name: "Your name, optional",
  first_message: "Your message",
  first_missing: "Write your message to begin.",
  start: "Send the message",
  starting: "Your message is leaving…",
  start_kept: "Your message is kept. It leaves when the network returns.",
  queued: "Your message is in the queue.",
  position: (place) => (place <= 1 ? "You are the next person." : `You are number ${place} in the queue.`),
  wait_soon: "Answer expected in less than a minute.",
  wait_minutes: (minutes) =>
    minutes === 1 ? "Answer expected in about 1 minute." : `Answer expected in about ${minutes} minutes.`,
  wait_long: "The wait is long: you can leave this page open, the answer arrives here.",
  answering: (alias) => `${alias} is answering you.`,
  role: (brand) => `${brand} customer service`,
  held: "One moment, your answer is being prepared. Your messages arrive.",
  parked: "Your answer is awaited. Write whenever you like.",
  ended_by_you: "You ended the chat.",
  ended: "The chat has ended.",
  ended_text: "Thank you for your visit. You can start another one.",
  again: "New chat",
  your_message: "Your message",
  write: "Write your message",
  send: "Send",
  reduce: "Reduce the chat",
  end: "End the chat",
  end_question: "End the chat?",
  end_yes: "End",
  end_no: "Continue",
  offline: "No network. Your message leaves when the network returns.",
  retention: (days) => {
    if (days >= 60) return `Conversation kept for ${Math.round(days / 30.4)} months.`;
    return days === 1 ? "Conversation kept for 1 day." : `Conversation kept for ${days} days.`;
  },
  you: "You",
  service: "Customer service",
  expired: "This chat can no longer be reached.",
  expired_text: "It may have been erased. You can start another one.",
};

export const chatWords = { fr, en };
