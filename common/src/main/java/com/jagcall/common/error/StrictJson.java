package com.jagcall.common.error;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON as it is written: nothing unknown, nothing twice, nothing after the end, and no number
 * taken for a text or the other way round.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
  private static final int MAX_NAMED = 20;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    mapper.setConfig(
        mapper.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    mapper.addHandler(new NoteUnknownMembers());
    mapper.registerModule(
        new SimpleModule("strict").setDeserializerModifier(new RefuseUnknownMembers()));
  }

  /** Steps over what is unknown, and notes it for the object's end. */
  private static final class NoteUnknownMembers extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String name)
        throws IOException {
      if (!(context.getAttribute(UnknownMembersException.class) instanceof Unknown unknown)) {
        return false;
      }
      parser.skipChildren();
      unknown.names.add(name);
      return true;
    }
  }

  /** What was unknown in the object that is being read. */
  private record Unknown(Set<String> names) {}

  private static final class RefuseUnknownMembers extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
      return new StrictDeserializer(deserializer);
    }
  }

  /** Reads an object as before, then refuses it if anything in it was unknown. */
  private static final class StrictDeserializer extends DelegatingDeserializer {
    private static final long serialVersionUID = 1;

    StrictDeserializer(JsonDeserializer<?> deserializer) {
      super(deserializer);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
      return new StrictDeserializer(deserializer);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
        return super.deserialize(parser, context);
      }
      Object outer = context.getAttribute(UnknownMembersException.class);
      Unknown unknown = new Unknown(new LinkedHashSet<>());
      context.setAttribute(UnknownMembersException.class, unknown);
      Object value = super.deserialize(parser, context);
      context.setAttribute(UnknownMembersException.class, outer);
      if (!unknown.names.isEmpty()) {
        List<String> names = unknown.names.stream().limit(MAX_NAMED).toList();
        throw new UnknownMembersException(parser, handledType(), names);
      }
      return value;
    }
  }
}
