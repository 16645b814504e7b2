package com.jagcall.common.error;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What is wrong with a JSON body, said without the names of our classes. */
public final class JsonErrors {
  private JsonErrors() {}

  /** Text that is no JSON is a 400 with the place; JSON of the wrong shape names its member. */
  public static ApiException refusal(JacksonException failure) {
    if (failure instanceof UnknownMembersException unknown) {
      return unknown.refusal();
    }
    if (failure.getCause() instanceof ApiException refusal) {
      return refusal;
    }
    if (failure instanceof MismatchedInputException wrong) {
      return hasMoreAfterItsEnd(wrong) ? notJson(wrong) : wrongType(wrong);
    }
    if (failure.getCause() instanceof InputCoercionException
        && failure instanceof JsonMappingException mapping) {
      return ApiException.validation(path(mapping), "is a number out of range");
    }
    if (failure instanceof StreamReadException
        || failure.getCause() instanceof StreamReadException) {
      return notJson(failure);
    }
    return failure instanceof JsonMappingException mapping
        ? wrongMember(mapping, "cannot be read")
        : notJson(failure);
  }

  private static boolean hasMoreAfterItsEnd(MismatchedInputException wrong) {
    return wrong.getOriginalMessage().startsWith("Trailing token");
  }

  private static ApiException wrongType(MismatchedInputException wrong) {
    if (wrong instanceof InvalidFormatException format
        && format.getTargetType() != null
        && format.getTargetType().isEnum()) {
      return ApiException.validation(path(wrong), "must be one of its documented values");
    }
    return wrongMember(wrong, "has the wrong type: " + expected(wrong.getTargetType()));
  }

  private static ApiException wrongMember(JsonMappingException wrong, String message) {
    String path = path(wrong);
    return new ApiException(
        ErrorCode.INVALID_PARAMETER,
        path + " " + message + ".",
        List.of(new FieldError(path, message)));
  }

  private static ApiException notJson(JacksonException failure) {
    JsonLocation at = failure.getLocation();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return new ApiException(ErrorCode.INVALID_JSON, "The body is not valid JSON" + place + ".");
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "see the documentation";
    }
    if (CharSequence.class.isAssignableFrom(type) || type.isEnum()) {
      return "a string is expected";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
      return "a number is expected";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false is expected";
    }
    // Every node of a JSON tree can be iterated over; only one kind of them is a list.
    boolean isNode = JsonNode.class.isAssignableFrom(type) && type != ArrayNode.class;
    return !isNode && Iterable.class.isAssignableFrom(type) || type.isArray()
        ? "a list is expected"
        : "an object is expected";
  }

  /** The member at fault as the client wrote it, or {@code body}. */
  static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : failure.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".");
        path.append(FieldPath.printable(reference.getFieldName()));
      }
    }
    return path.length() == 0 ? "body" : path.toString();
  }
}
