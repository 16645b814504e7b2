package com.jagcall.calls.trial;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a browser says besides sound.
 *
 * @param type {@code text}, {@code key} or {@code end}
 * @param text with {@code text}: what was written
 * @param key with {@code key}: which one was pressed
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record SocketMessage(String type, String text, String key) {}
