package com.jagcall.messaging.smpp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the mobile network is reached: {@code jagcall.smpp}. */
@ConfigMapping(prefix = "jagcall.smpp")
public interface SmppConfig {

  /**
   * The binds by name; segments go through all of them. None: live messages cannot be sent or
   * received.
   */
  Map<String, BindConfig> binds();

  /**
   * How long a segment waits for a bind that has room, throttling included, before it counts as not
   * sent.
   */
  @WithDefault("PT10S")
  Duration patience();

  /** How many segments may wait; the next is refused at once. */
  @WithDefault("10000")
  int maxWaiting();

  /** How long a stop waits for the answers to what is on its way. */
  @WithDefault("PT10S")
  Duration shutdownTimeout();

  /** One bind_transceiver to an SMSC. */
  interface BindConfig {

    String host();

    @WithDefault("2775")
    int port();

    /** At most 15 characters. */
    String systemId();

    /** At most 8 characters. */
    String password();

    /** At most 12 characters. */
    Optional<String> systemType();

    /**
     * Binds to the same SMSC account have the same group: a receipt may come in through another
     * than its message went out. By default the bind's name. It is the {@code bind} of outcomes,
     * receipts and received segments.
     */
    Optional<String> group();

    Tls tls();

    Addressing addressing();

    /** How many submits may be without an answer. */
    @WithDefault("10")
    int window();

    /** How many submits in any second, at most 100,000. */
    @WithDefault("100")
    int rate();

    /** What data_coding 0 means to this SMSC. */
    @WithDefault("gsm")
    DefaultAlphabet alphabet();

    @WithDefault("udh")
    Concatenation concatenation();

    /** How submit_sm_resp and the optional parameter receipted_message_id write the SMSC's ids. */
    @WithDefault("text")
    IdFormat submitIds();

    /** How the text of receipts writes them. */
    @WithDefault("text")
    IdFormat receiptIds();

    Timing timing();
  }

  /**
   * TLS around the connection. The server's certificate must be trusted and be made out to the
   * host.
   */
  interface Tls {

    @WithDefault("false")
    boolean enabled();

    /** Certificates (PEM) to trust; by default those that Java trusts. */
    Optional<Path> trust();
  }

  /**
   * Type of number and numbering plan: SMPP 3.4 sections 5.2.5 and 5.2.6. Addresses go out without
   * a plus sign.
   */
  interface Addressing {

    @WithDefault("1")
    byte sourceTon();

    @WithDefault("1")
    byte sourceNpi();

    @WithDefault("1")
    byte destinationTon();

    @WithDefault("1")
    byte destinationNpi();
  }

  /** The limits in time of a bind. */
  interface Timing {

    /** For the connection and for the answer to the bind, each. */
    @WithDefault("PT5S")
    Duration connect();

    /** After so much silence the SMSC is asked whether it is there. */
    @WithDefault("PT30S")
    Duration enquireLink();

    /**
     * After that a submit counts as unanswered, and an SMSC that does not answer an enquire_link as
     * gone.
     */
    @WithDefault("PT30S")
    Duration response();

    /**
     * So long may it take to store what the SMSC delivers before it is told to deliver it again.
     */
    @WithDefault("PT10S")
    Duration storing();

    /** The first pause before a new connection; it doubles each time, up to the greatest. */
    @WithDefault("PT1S")
    Duration reconnect();

    @WithDefault("PT1M")
    Duration maxReconnect();

    /**
     * The first pause after the SMSC says that it is throttled; it doubles each time, up to the
     * greatest.
     */
    @WithDefault("PT0.2S")
    Duration throttled();

    @WithDefault("PT10S")
    Duration maxThrottled();
  }

  /** The alphabet of data_coding 0. */
  enum DefaultAlphabet {
    /** GSM 03.38, one character to an octet: what nearly all SMSCs expect. */
    GSM,
    /** GSM 03.38, eight characters in seven octets. */
    GSM_PACKED
  }

  /** How the parts of a long message say that they belong together. */
  enum Concatenation {
    /**
     * In a user data header with an 8-bit reference: a 16-bit one would leave room for only 152 or
     * 66 characters.
     */
    UDH,
    /** In the optional parameters sar_…, with a 16-bit reference: the SMSC makes the header. */
    SAR
  }

  /** How an SMSC writes a message id. */
  enum IdFormat {
    TEXT,
    DECIMAL,
    HEX
  }
}
