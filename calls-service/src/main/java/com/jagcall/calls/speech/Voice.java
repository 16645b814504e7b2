package com.jagcall.calls.speech;

/**
 * Whose voice.
 *
 * @param id the agent's {@code voice_id}, such as {@code rachel}; an engine that does not know it
 *     takes its own
 * @param language of the text, as in BCP 47: {@code en}
 */
public record Voice(String id, String language) {}
