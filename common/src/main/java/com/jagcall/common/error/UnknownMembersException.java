package com.jagcall.common.error;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.List;

/** Members of a JSON object that the API does not know: all of them, not only the first. */
class UnknownMembersException extends MismatchedInputException {
  private static final long serialVersionUID = 1;

  private final transient List<String> names;

  UnknownMembersException(JsonParser parser, Class<?> type, List<String> names) {
    super(parser, "unknown members", type);
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
