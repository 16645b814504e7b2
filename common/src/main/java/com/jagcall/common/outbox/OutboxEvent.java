package com.jagcall.common.outbox;

/**
 * Something that another service must learn of.
 *
 * @param receiver the service it is for, such as {@code billing-service}
 * @param type what happened, such as {@code hold.capture}
 * @param key the aggregate it happened to: events of one key reach a receiver in their order
 * @param payload a record with {@code @RegisterForReflection}; written as JSON, at most 64 KiB
 */
public record OutboxEvent(String receiver, String type, String key, Object payload) {}
