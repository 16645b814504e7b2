package com.jagcall.calls.message;

import com.jagcall.calls.call.CallDirection;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.message.MessagingClient.Wanted;
import com.jagcall.calls.switchboard.Tasks;
import com.jagcall.calls.tool.AgentToolbox;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Base62;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Text messages that agents send in calls: from the number of theirs that the call is on. What may
 * be sent to whom is messaging-service's to judge; why it refuses is told to the model.
 */
@ApplicationScoped
public class CallMessages {
  private static final Logger LOG = Logger.getLogger(CallMessages.class);
  private static final int HALF = 11;

  private final MessagingClient client;
  private final Tasks tasks;

  CallMessages(@RestClient MessagingClient client, Tasks tasks) {
    this.client = client;
    this.tasks = tasks;
  }

  /** Sends those of one call. */
  public AgentToolbox.Messages of(Order order) {
    return (toolCall, to, body, done) ->
        tasks.run(
            () -> client.send(wanted(order, toolCall, to, body)),
            accepted -> done.accept("Sent."),
            failure -> {
              LOG.infof("An agent's message in %s: %s", order.callId(), failure);
              done.accept(reason(failure));
            });
  }

  private static Wanted wanted(Order order, String toolCall, String to, String body) {
    return new Wanted(
        id(order.callId(), toolCall, body),
        order.tenant().organizationId(),
        order.tenant().mode(),
        order.agent().id(),
        order.direction() == CallDirection.OUTBOUND ? order.from() : order.to(),
        to,
        body,
        Map.of("call_id", order.callId()));
  }

  /**
   * The same words for the same tool call of the same call are one message. The words count, since
   * there are models whose tool calls all have the same name.
   */
  static String id(String callId, String toolCall, String body) {
    try {
      byte[] name = (callId + '\n' + toolCall + '\n' + body).getBytes(StandardCharsets.UTF_8);
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name));
      return "sms_"
          + Base62.encode(hash.getLong() >>> 1, HALF)
          + Base62.encode(hash.getLong() >>> 1, HALF);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In words for the model. */
  static String reason(Throwable failure) {
    if (!(failure instanceof ApiException refusal)) {
      return "It is not certain that it was sent: messages are out of order. Do not try again.";
    }
    boolean isSender = refusal.details().stream().anyMatch(detail -> detail.field().equals("from"));
    if (refusal.code() == ErrorCode.INSUFFICIENT_BALANCE) {
      return "Not sent: the balance of the account does not cover it.";
    } else if (refusal.code() == ErrorCode.RECIPIENT_OPTED_OUT) {
      return "Not sent: this number wants no messages. It can answer START to change that.";
    } else if (isSender) {
      return "Not sent: the number of this call cannot send messages.";
    }
    return "Not sent: this number cannot be sent this message.";
  }
}
