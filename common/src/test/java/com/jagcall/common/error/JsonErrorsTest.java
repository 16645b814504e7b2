package com.jagcall.common.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonErrorsTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void wrongType_saysWhatIsExpected() {
    assertExpected("an object is expected", "[]", ObjectNode.class);
    assertExpected("an object is expected", "1", Map.class);
    assertExpected("a list is expected", "{}", ArrayNode.class);
    assertExpected("a list is expected", "1", List.class);
    assertExpected("a string is expected", "[]", String.class);
  }

  private void assertExpected(String expected, String text, Class<?> type) {
    MismatchedInputException wrong =
        assertThrows(MismatchedInputException.class, () -> json.readValue(text, type));
    assertEquals(
        "body has the wrong type: " + expected + ".", JsonErrors.refusal(wrong).getMessage());
  }
}
