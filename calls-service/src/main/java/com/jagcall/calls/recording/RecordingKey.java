package com.jagcall.calls.recording;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which recording. Made of identifiers that we gave out ourselves, never of a customer's text, and
 * refused when they hold anything but ASCII letters, digits and underscores: it becomes the name of
 * a file.
 */
public record RecordingKey(Tenant tenant, String callId) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]{1,80}");
  private static final Pattern PATH =
      Pattern.compile("(live|test)/([A-Za-z0-9_]{1,80})/([A-Za-z0-9_]{1,80})\\.wav");

  /** Refuses what is no identifier with an {@link IllegalArgumentException}. */
  public RecordingKey {
    require(tenant.organizationId());
    require(callId);
  }

  /** The name in a folder or a bucket, such as {@code live/org_1/call_2.wav}. */
  public String path() {
    return tenant.mode().wire() + "/" + tenant.organizationId() + "/" + callId + ".wav";
  }

  /** The key that has a path; empty for every other text. */
  static Optional<RecordingKey> of(String path) {
    Matcher parts = PATH.matcher(path);
    return parts.matches()
        ? Optional.of(
            new RecordingKey(new Tenant(parts.group(2), Mode.of(parts.group(1))), parts.group(3)))
        : Optional.empty();
  }

  private static void require(String identifier) {
    if (!IDENTIFIER.matcher(identifier).matches()) {
      throw new IllegalArgumentException("not an identifier of ours");
    }
  }
}
