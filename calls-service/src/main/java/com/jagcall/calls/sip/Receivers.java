package com.jagcall.calls.sip;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ServerTransaction;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Who gets what arrives, by Call-ID and our tag. Only changed on the {@link Loop}. */
final class Receivers {

  private final Map<String, Receiver> byOurTag = new ConcurrentHashMap<>();

  /** Hears what belongs to its dialogs. */
  interface Receiver {

    /**
     * @param transaction null for an ACK
     */
    void request(Request request, ServerTransaction transaction);

    /** A 2xx to an INVITE whose transaction is over: repeated, or another branch of a fork. */
    void lateAnswer(Response response);

    /** The agent stops. */
    void stop();
  }

  void add(String callId, String ourTag, Receiver receiver) {
    byOurTag.put(key(callId, ourTag), receiver);
  }

  void remove(String callId, String ourTag) {
    byOurTag.remove(key(callId, ourTag));
  }

  Receiver of(Request request) {
    return byOurTag.get(key(callId(request), toTag(request)));
  }

  Receiver of(Response response) {
    return byOurTag.get(key(callId(response), fromTag(response)));
  }

  List<Receiver> all() {
    return List.copyOf(byOurTag.values());
  }

  int size() {
    return byOurTag.size();
  }

  static String callId(Message message) {
    return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
  }

  static String toTag(Message message) {
    return ((ToHeader) message.getHeader(ToHeader.NAME)).getTag();
  }

  static String fromTag(Message message) {
    return ((FromHeader) message.getHeader(FromHeader.NAME)).getTag();
  }

  private static String key(String callId, String tag) {
    return tag + ' ' + callId;
  }
}
