package com.jagcall.calls.conversation;

import com.jagcall.calls.call.Order;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.speech.Synthesis;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** An agent that says its first message, listens, and hangs up when nobody says anything. */
@ApplicationScoped
@DefaultBean
public class FirstMessage implements Conversation {
  private final Synthesis synthesis;
  private final ConversationConfig config;

  FirstMessage(Synthesis synthesis, ConversationConfig config) {
    this.synthesis = synthesis;
    this.config = config;
  }

  @Override
  public Talk begin(Order order, AudioLine line, TalkListener listener) {
    FirstMessageTalk talk = new FirstMessageTalk(order.agent(), line, listener, synthesis, config);
    talk.begin();
    return talk;
  }
}
