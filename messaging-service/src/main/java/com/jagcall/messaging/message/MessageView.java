package com.jagcall.messaging.message;

import com.jagcall.common.money.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message as its organization sees it. */
@RegisterForReflection
@Schema(name = "Sms", description = "A text message, sent or received.")
public record MessageView(
    @Schema(description = "Identifier.", examples = "sms_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(description = "Who receives it, E.164.", examples = "+14155550123", required = true)
        String to,
    @Schema(
            description =
                "Who sends it: a number of the organization, E.164; of an inbound message as the "
                    + "carrier names the sender.",
            examples = "+14155550100",
            required = true)
        String from,
    @Schema(description = "The text.", examples = "Your table is ready.", required = true)
        String body,
    @Schema(description = "Which way it goes.", required = true) Direction direction,
    @Schema(
            description =
                "`queued`: accepted, and will be sent. `sent`: the carrier has it. `delivered`: it "
                    + "arrived. `undelivered`: the carrier had it, and it is not known to have "
                    + "arrived. `failed`: the carrier did not take it. `received`: it came in. It "
                    + "only moves on: queued, sent, then delivered or undelivered; or failed.",
            required = true)
        MessageStatus status,
    @Schema(description = "How many segments it takes, which is what is charged.", required = true)
        int segments,
    @Schema(
            description = "How it is written: the alphabet of GSM, or UCS-2 when it has not all.",
            enumeration = {"gsm7", "ucs2"},
            required = true)
        String encoding,
    @Schema(
            description =
                "Why it is `undelivered` (`undeliverable`, `expired`, `deleted`, `rejected`, "
                    + "`unconfirmed`: nothing was heard of it) or `failed` (`invalid_number`, "
                    + "`carrier_refused`, `carrier_unavailable`); `parts_missing` of an inbound "
                    + "message of which not all parts came. Null: nothing is wrong.",
            examples = "undeliverable",
            required = true,
            nullable = true)
        String errorCode,
    @Schema(
            description =
                "What it costs: what is held while it is `queued`, then what was charged; null: "
                    + "not known yet.",
            examples = "0.0079",
            required = true,
            nullable = true)
        String cost,
    @Schema(description = "The currency of the cost.", examples = "USD", required = true)
        String currency,
    @Schema(
            description = "The agent whose message it is; null: nobody's.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true,
            nullable = true)
        String agentId,
    @Schema(
            description = "Your own data, as it was sent.",
            examples = "{\"order\":\"17\"}",
            required = true)
        Map<String, String> metadata,
    @Schema(description = "When it was accepted, or came in.", required = true) Instant createdAt,
    @Schema(description = "When it last changed.", required = true) Instant updatedAt) {

  public static MessageView of(Message message) {
    return new MessageView(
        message.id(),
        message.toNumber(),
        message.fromNumber(),
        message.body(),
        message.direction(),
        message.status(),
        message.segments(),
        message.encoding(),
        message.errorCode(),
        message.costMicros() == null ? null : Money.text(message.costMicros()),
        Money.CURRENCY,
        message.agentId(),
        message.metadata(),
        message.createdAt(),
        message.updatedAt());
  }
}
