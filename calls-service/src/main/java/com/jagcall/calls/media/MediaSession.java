package com.jagcall.calls.media;

import com.jagcall.calls.sdp.Direction;
import com.jagcall.calls.sdp.SdpException;

/**
 * The sound of one call. Descriptions are SDP (RFC 8866) by the rules of offer and answer (RFC
 * 3264). May be used from any thread; no method waits for the network.
 *
 * <p>We call: {@link #offer()}, then {@link #accept} with each answer (of a 183, of the 200: the
 * last one counts). We are called: {@link #answer}. Either may be repeated during the call
 * (re-INVITE): hold, resume, another address, other keys.
 */
public interface MediaSession extends AutoCloseable {
  /**
   * Our description, to send and receive; the same text again when nothing has changed (session
   * refresh).
   */
  String offer();

  /**
   * Our description with another direction: {@code SENDONLY} or {@code INACTIVE} puts the other
   * side on hold.
   */
  String offer(Direction direction);

  /**
   * Answers the other side's offer, the first or a later one. When it throws, what was agreed
   * before still holds.
   *
   * @throws SdpException when it cannot be read (400) or nothing in it can be used (488)
   */
  String answer(String remoteOffer) throws SdpException;

  /**
   * Takes the other side's answer to the last {@link #offer}.
   *
   * @throws SdpException when it cannot be read or is no answer to what was offered
   */
  void accept(String remoteAnswer) throws SdpException;

  /**
   * Begins to send and to deliver frames, silence at first; when nothing is known of the other side
   * yet, as soon as it is. From here on {@link MediaListener} watches over the other side's
   * packets. Without effect when already started.
   */
  void start();

  /**
   * The line that is heard and spoken on: there from the beginning, so that playout may be filled
   * before the answer.
   */
  AudioLine line();

  /** At most eight; further ones throw {@link IllegalStateException}. */
  void listen(MediaListener listener);

  MediaStats stats();

  /** Says goodbye (RTCP BYE), closes the ports. Frames end. Without effect when already closed. */
  @Override
  void close();
}
