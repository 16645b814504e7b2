package com.jagcall.common.document;

import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.idempotency.Idempotency;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to the API's document what is true of every operation, so that no resource has to say it:
 * how a key is sent, what an Idempotency-Key is, and which refusals there are. Which of them an
 * operation can answer follows from its shape.
 */
// Last: filters of one priority come in any order, and the document would not be the same twice.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class ErrorAnswers implements OASFilter {
  private static final String KEY = "api_key";

  private static final Map<String, String> REFUSALS =
      new TreeMap<>(
          Map.of(
              "400", "The request cannot be read: it is not JSON, or a value has the wrong type.",
              "401", "The API key is missing, unknown, revoked or expired.",
              "403", "The key lacks the scope this operation needs.",
              "404", "There is no such resource, or it is not yours.",
              "409", "The request conflicts with what is there.",
              "413", "The body is larger than 1 MiB.",
              "415", "The body is not sent as application/json.",
              "422", "The request can be read but breaks a rule; details say which.",
              "429", "There were too many requests within a minute.",
              "503", "Something needed for the answer is away; the request may be sent again."));

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (!hasOperationsForClients(document)) {
      return;
    }
    document.getComponents().addSecurityScheme(KEY, bearer());
    document.getComponents().addSchema("Error", envelope());
    REFUSALS.forEach(
        (status, description) ->
            document.getComponents().addResponse(name(status), refusal(status, description)));
    if (operations(document).anyMatch(ErrorAnswers::isIdempotent)) {
      document.getComponents().addParameter(Idempotency.PARAMETER, idempotencyKey());
    }
    document.getPaths().getPathItems().forEach(ErrorAnswers::complete);
  }

  private static Stream<Operation> operations(OpenAPI document) {
    return document.getPaths().getPathItems().values().stream()
        .flatMap(item -> item.getOperations().values().stream());
  }

  private static boolean isIdempotent(Operation operation) {
    return parameters(operation)
        .anyMatch(p -> p.getRef() != null && p.getRef().endsWith("/" + Idempotency.PARAMETER));
  }

  private static Stream<Parameter> parameters(Operation operation) {
    return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name(Idempotency.HEADER)
        .in(Parameter.In.HEADER)
        .description("Makes a repetition within 24 hours answer as the first request did.")
        .schema(type(Schema.SchemaType.STRING).minLength(1).maxLength(Idempotency.MAX_LENGTH));
  }

  /** What only services call has no API keys. */
  private static boolean hasOperationsForClients(OpenAPI document) {
    return document.getPaths() != null
        && document.getPaths().getPathItems().keySet().stream()
            .anyMatch(ErrorAnswers::isForClients);
  }

  private static boolean isForClients(String path) {
    return path.startsWith("/v1/");
  }

  private static void complete(String path, PathItem item) {
    if (isForClients(path)) {
      item.getOperations().values().forEach(operation -> complete(path, operation));
    }
  }

  private static void complete(String path, Operation operation) {
    List<String> refusals = new ArrayList<>(List.of("401", "403", "429", "503"));
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasQuery = parameters(operation).anyMatch(p -> p.getIn() == Parameter.In.QUERY);
    if (hasBody || hasQuery) {
      refusals.addAll(List.of("400", "422"));
    }
    if (hasBody) {
      refusals.addAll(List.of("413", "415"));
    }
    if (path.contains("{")) {
      refusals.add("404");
    }
    operation.setResponses(withRefusals(operation.getResponses(), refusals));
    if (operation.getSecurity() != null) {
      // The scope is told in the operation's description: a bearer key has no scopes to OpenAPI.
      operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(KEY)));
    }
  }

  /** What the resource says itself, a conflict of its own included, then the refusals by number. */
  private static APIResponses withRefusals(APIResponses own, List<String> refusals) {
    Map<String, APIResponse> all = new TreeMap<>(own.getAPIResponses());
    all.keySet().removeAll(refusals);
    for (String status : refusals) {
      all.put(status, OASFactory.createAPIResponse().ref(name(status)));
    }
    APIResponses answers = OASFactory.createAPIResponses();
    all.forEach(answers::addAPIResponse);
    return answers;
  }

  private static SecurityScheme bearer() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description("An API key: jc_live_… for live data, jc_test_… for test data.");
  }

  private static String name(String status) {
    return "Refused" + status;
  }

  private static APIResponse refusal(String status, String description) {
    APIResponse refusal =
        OASFactory.createAPIResponse()
            .description(description)
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref("Error"))));
    if (status.equals("429")) {
      refusal.addHeader("Retry-After", seconds());
    }
    return refusal;
  }

  private static Header seconds() {
    return OASFactory.createHeader()
        .description("After how many seconds a request will be served.")
        .schema(type(Schema.SchemaType.INTEGER));
  }

  /** The shape of {@link ErrorBody}. */
  private static Schema envelope() {
    Schema detail =
        type(Schema.SchemaType.OBJECT)
            .addProperty("field", type(Schema.SchemaType.STRING))
            .addProperty("message", type(Schema.SchemaType.STRING));
    Schema error =
        type(Schema.SchemaType.OBJECT)
            .addProperty("code", type(Schema.SchemaType.STRING).addExample("validation_error"))
            .addProperty("message", type(Schema.SchemaType.STRING))
            .addProperty("status", type(Schema.SchemaType.INTEGER).addExample(422))
            .addProperty("request_id", type(Schema.SchemaType.STRING))
            .addProperty("details", type(Schema.SchemaType.ARRAY).items(detail))
            .required(List.of("code", "message", "status"));
    return type(Schema.SchemaType.OBJECT)
        .description("Every answer that is not a success. The code is stable, the message is not.")
        .addProperty("error", error)
        .required(List.of("error"));
  }

  private static Schema type(Schema.SchemaType type) {
    return OASFactory.createSchema().addType(type);
  }
}
