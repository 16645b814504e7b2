package com.jagcall.agents.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.StrictJson;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

class AgentMembersTest {
  private static final ObjectMapper JSON = json();
  private static final ValidatorFactory RULES = Validation.buildDefaultValidatorFactory();
  private static final AgentMembers MEMBERS = new AgentMembers(JSON, RULES.getValidator());

  private static ObjectMapper json() {
    ObjectMapper mapper =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    new StrictJson().customize(mapper);
    new ExactNumbers().customize(mapper);
    return mapper;
  }

  @AfterContainer
  static void closeRules() {
    RULES.close();
  }

  @Property
  void nothing_changesNothing(@ForAll("settings") AgentSettings settings) {
    assertEquals(settings, MEMBERS.over(settings, JSON.createObjectNode()));
  }

  @Property
  void whatIsCarried_replaces_andWhatIsNot_stays(
      @ForAll("settings") AgentSettings settings, @ForAll("members") ObjectNode members) {
    ObjectNode before = JSON.valueToTree(settings);
    ObjectNode after = JSON.valueToTree(MEMBERS.over(settings, members));
    after
        .properties()
        .forEach(
            member ->
                assertEquals(
                    members.has(member.getKey())
                        ? members.get(member.getKey())
                        : before.get(member.getKey()),
                    member.getValue(),
                    member.getKey()));
    assertEquals(before.size(), after.size());
  }

  @Property
  void changesOfDifferentMembers_commute(
      @ForAll("settings") AgentSettings settings,
      @ForAll("members") ObjectNode first,
      @ForAll("members") ObjectNode second) {
    second.remove(names(first));
    assertEquals(
        MEMBERS.over(MEMBERS.over(settings, first), second),
        MEMBERS.over(MEMBERS.over(settings, second), first));
  }

  @Property
  void theSameChangeTwice_isThatChange(
      @ForAll("settings") AgentSettings settings, @ForAll("members") ObjectNode members) {
    AgentSettings once = MEMBERS.over(settings, members);
    assertEquals(once, MEMBERS.over(once, members));
  }

  @Property
  void whatIsStored_isReadBackTheSame(@ForAll("settings") AgentSettings settings) {
    ToolsColumn tools = new ToolsColumn();
    MetadataColumn metadata = new MetadataColumn();
    SchemaColumn schema = new SchemaColumn();
    assertEquals(
        settings.extractionSchema(),
        schema.convertToEntityAttribute(
            schema.convertToDatabaseColumn(settings.extractionSchema())));
    assertEquals(
        settings.tools(),
        tools.convertToEntityAttribute(tools.convertToDatabaseColumn(settings.tools())));
    assertEquals(
        settings.metadata(),
        metadata.convertToEntityAttribute(metadata.convertToDatabaseColumn(settings.metadata())));
  }

  @Property
  void unknownMembers_areAllNamed(
      @ForAll("members") ObjectNode members, @ForAll("unknown") Set<String> unknown) {
    unknown.forEach(name -> members.put(name, 1));
    members.put("name", "Reception");
    ApiException refusal =
        assertThrows(ApiException.class, () -> MEMBERS.over(AgentSettings.DEFAULTS, members));
    assertEquals(ErrorCode.VALIDATION_ERROR, refusal.code());
    assertEquals(
        unknown, new HashSet<>(refusal.details().stream().map(detail -> detail.field()).toList()));
  }

  /** Any valid settings: those of a new agent with some members. */
  @Provide
  Arbitrary<AgentSettings> settings() {
    return members()
        .map(
            members -> {
              ObjectNode named = members.deepCopy();
              if (!named.has("name")) {
                named.put("name", "Reception");
              }
              return MEMBERS.over(AgentSettings.DEFAULTS, named);
            });
  }

  /** Any members with valid values, each there or not. */
  @Provide
  Arbitrary<ObjectNode> members() {
    List<Arbitrary<ObjectNode>> each =
        List.of(
            member("name", text(1, 100).filter(name -> name.equals(name.strip()))),
            member("status", Arbitraries.of("active", "inactive")),
            member("voice_id", Arbitraries.of("rachel", "josh", "a-1_b")),
            member("language", Arbitraries.of("en", "pt-BR", "zh-Hans-CN", "fil", "es-419")),
            member("system_prompt", text(0, 200)),
            member("first_message", text(0, 100).injectNull(0.3)),
            member("model", Arbitraries.of("gpt-4o", "a/b:c", null)),
            member(
                "temperature",
                Arbitraries.bigDecimals()
                    .between(java.math.BigDecimal.ZERO, java.math.BigDecimal.valueOf(2))
                    .ofScale(2)
                    .map(
                        n -> n.signum() == 0 ? java.math.BigDecimal.ZERO : n.stripTrailingZeros())),
            member("max_duration_seconds", Arbitraries.integers().between(30, 14_400)),
            member(
                "webhook_url",
                Arbitraries.of("https://example.com", "https://[::1]:8443/a?b=c", null)),
            member("transfer_number", Arbitraries.of("+15550100123", "+4915550100", null)),
            member("voicemail_message", text(0, 100).injectNull(0.3)),
            member("sms_replies", Arbitraries.of(true, false)),
            member(
                "extraction_schema",
                Arbitraries.of("{\"type\":\"object\",\"z\":0.10}", "{}")
                    .map(AgentMembersTest::parse)
                    .injectNull(0.3)),
            member(
                "metadata",
                Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40), text(0, 50))
                    .ofMaxSize(5)),
            member("tools", tools()));
    return Combinators.combine(each)
        .as(
            parts -> {
              ObjectNode all = JSON.createObjectNode();
              parts.forEach(all::setAll);
              return all;
            });
  }

  @Provide
  Arbitrary<Set<String>> unknown() {
    return Arbitraries.strings()
        .alpha()
        .ofMinLength(1)
        .ofMaxLength(20)
        .map(name -> "x_" + name)
        .set()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  private static Arbitrary<List<JsonNode>> tools() {
    Arbitrary<JsonNode> tool =
        Arbitraries.of(
                """
                {"type":"http","name":"NAME","description":"Books.","url":"https://example.com",
                 "parameters":{"type":"object","z":0.10,"a":[1,1e30]},"timeout_seconds":30}
                """,
                """
                {"type":"end_call","name":"NAME","description":null,"url":null,"parameters":null,
                 "timeout_seconds":10}
                """)
            .flatMap(json -> Arbitraries.integers().map(i -> json.replace("NAME", "n" + i)))
            .map(AgentMembersTest::parse);
    return tool.list().ofMaxSize(4).uniqueElements(t -> t.get("name"));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Text of letters of one and two UTF-16 units, and punctuation. */
  private static Arbitrary<String> text(int min, int max) {
    return Arbitraries.of("a", "Z", "é", "ß", "日", "ع", "😀", " ", "%", "\"", "\\")
        .list()
        .ofMinSize(min)
        .ofMaxSize(max / 2)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<ObjectNode> member(String name, Arbitrary<?> value) {
    Arbitrary<ObjectNode> there =
        value.map(v -> JSON.createObjectNode().set(name, JSON.valueToTree(v)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, there),
        net.jqwik.api.Tuple.of(1, Arbitraries.create(JSON::createObjectNode)));
  }

  private static Set<String> names(ObjectNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
