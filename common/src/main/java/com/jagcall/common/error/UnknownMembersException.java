package com.jagcall.common.error;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;

/** Members of a JSON object that the API does not know: all of them, not only the first. */
public class UnknownMembersException extends JsonMappingException {
  private static final long serialVersionUID = 1;

  private final transient List<String> names;

  UnknownMembersException(JsonParser parser, List<String> names) {
    super(parser, "unknown members");
    this.names = List.copyOf(names);
  }

  /** 422 with one detail for each unknown member. */
  ApiException refusal() {
    String prefix = getPath().isEmpty() ? "" : JsonErrors.path(this) + ".";
    return ApiException.validation(
        names.stream()
            .map(name -> prefix + FieldPath.printable(name))
            .map(name -> new FieldError(name, "is not a known member"))
            .toList());
  }
}
