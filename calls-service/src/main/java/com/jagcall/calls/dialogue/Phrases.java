package com.jagcall.calls.dialogue;

import java.util.Locale;

/**
 * What is said when nobody else has words for it.
 *
 * @param moment an answer takes longer than it should
 * @param stillHere it takes longer still
 * @param apology there will be no answer; the caller may try again
 * @param breakdown there will be none any more
 * @param notUnderstood something was said, nobody knows what
 * @param areYouThere nobody said anything for long
 * @param nobodyThere and still nobody did
 * @param timeIsUp the call has lasted as long as it may
 */
public record Phrases(
    String moment,
    String stillHere,
    String apology,
    String breakdown,
    String notUnderstood,
    String areYouThere,
    String nobodyThere,
    String timeIsUp,
    String goodbye) {

  private static final Phrases ENGLISH =
      new Phrases(
          "One moment, please.",
          "I am still here. One moment, please.",
          "I am sorry, I could not think of an answer. Could you say that again?",
          "I am sorry, something is not working here. Please call again later. Goodbye.",
          "I am sorry, I did not understand that.",
          "Are you still there?",
          "I cannot hear you. Goodbye.",
          "I am sorry, our time is up. Goodbye.",
          "Goodbye.");

  private static final Phrases GERMAN =
      new Phrases(
          "Einen Moment, bitte.",
          "Ich bin noch da. Einen Moment, bitte.",
          "Entschuldigung, darauf fiel mir keine Antwort ein. Sagen Sie das bitte noch einmal?",
          "Entschuldigung, hier funktioniert etwas nicht. Bitte rufen Sie sp\u00e4ter noch einmal"
              + " an. Auf Wiederh\u00f6ren.",
          "Entschuldigung, das habe ich nicht verstanden.",
          "Sind Sie noch da?",
          "Ich kann Sie nicht h\u00f6ren. Auf Wiederh\u00f6ren.",
          "Entschuldigung, unsere Zeit ist um. Auf Wiederh\u00f6ren.",
          "Auf Wiederh\u00f6ren.");

  private static final Phrases SPANISH =
      new Phrases(
          "Un momento, por favor.",
          "Sigo aqu\u00ed. Un momento, por favor.",
          "Lo siento, no he encontrado una respuesta. \u00bfPuede repetirlo?",
          "Lo siento, algo no funciona. Por favor, llame m\u00e1s tarde. Adi\u00f3s.",
          "Lo siento, no lo he entendido.",
          "\u00bfSigue ah\u00ed?",
          "No le oigo. Adi\u00f3s.",
          "Lo siento, se nos ha acabado el tiempo. Adi\u00f3s.",
          "Adi\u00f3s.");

  private static final Phrases FRENCH =
      new Phrases(
          "Un instant, s'il vous pla\u00eet.",
          "Je suis toujours l\u00e0. Un instant, s'il vous pla\u00eet.",
          "Excusez-moi, je n'ai pas trouv\u00e9 de r\u00e9ponse. Pouvez-vous r\u00e9p\u00e9ter ?",
          "Excusez-moi, quelque chose ne fonctionne pas. Rappelez plus tard, s'il vous pla\u00eet."
              + " Au revoir.",
          "Excusez-moi, je n'ai pas compris.",
          "\u00cates-vous toujours l\u00e0 ?",
          "Je ne vous entends pas. Au revoir.",
          "Excusez-moi, notre temps est \u00e9coul\u00e9. Au revoir.",
          "Au revoir.");

  /** In the language of the tag (BCP 47); in English where nobody has translated them. */
  public static Phrases in(String language) {
    return switch (Locale.forLanguageTag(language).getLanguage()) {
      case "de" -> GERMAN;
      case "es" -> SPANISH;
      case "fr" -> FRENCH;
      default -> ENGLISH;
    };
  }
}
