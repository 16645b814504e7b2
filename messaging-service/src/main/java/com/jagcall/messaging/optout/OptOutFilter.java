package com.jagcall.messaging.optout;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of opt-outs is narrowed by; all of it must hold. Absent: not narrowed. */
public class OptOutFilter {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  @QueryParam("phone_number")
  @Parameter(
      description = "Only opt-outs of this number of yours, E.164. Write the plus sign as %2B.",
      example = "+14155550100")
  String phoneNumber;

  @QueryParam("recipient")
  @Parameter(
      description = "Only opt-outs of whoever has this number, E.164. Write the plus sign as %2B.",
      example = "+14155550123")
  String recipient;

  /** A condition of SQL on opt-out {@code o}, and the text its parameter has. */
  record Condition(String sql, String parameter, String value) {}

  /**
   * What an opt-out must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    QueryFaults faults = new QueryFaults();
    add(conditions, faults, "phone_number", phoneNumber);
    add(conditions, faults, "recipient", recipient);
    faults.refuseIfAny();
    return conditions;
  }

  private static void add(
      List<Condition> conditions, QueryFaults faults, String name, String text) {
    if (text == null) {
      return;
    }
    // A plus sign written as such in a query means a space.
    String number = text.startsWith(" ") ? "+" + text.substring(1) : text;
    if (E164.matcher(number).matches()) {
      conditions.add(new Condition("o." + name + " = :" + name, name, number));
    } else {
      faults.add(name, "must be an E.164 phone number, such as +14155550100");
    }
  }
}
