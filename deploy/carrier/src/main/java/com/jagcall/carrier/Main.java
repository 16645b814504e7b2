package com.jagcall.carrier;

import com.jagcall.carrier.control.ControlServer;
import com.jagcall.carrier.sip.SipNetwork;
import com.jagcall.carrier.smsc.Smsc;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stands where a telephone network would, until it is told to stop (SIGTERM). */
public final class Main {

  /**
   * jSMPP tells of every connection; what matters of that is told by the SMSC. Kept: it would be
   * forgotten.
   */
  private static final Logger JSMPP = Logger.getLogger("org.jsmpp");

  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Settings settings;
    try {
      settings = Settings.of(System.getenv());
    } catch (IllegalArgumentException wrong) {
      System.err.println("error: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    JSMPP.setLevel(Level.OFF);
    List<Part> parts = parts(settings);
    for (Part part : parts) {
      part.start();
    }
    ControlServer control = new ControlServer(settings.controlPort(), parts);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(control, parts), "stop"));
    System.out.println("the control port is " + control.port());
    new CountDownLatch(1).await();
  }

  /** A new network is a line here. */
  private static List<Part> parts(Settings settings) {
    return List.of(
        new Smsc(settings.smscPort(), settings.smscSystemId(), settings.smscPassword()),
        new SipNetwork(settings.sipPort(), settings.sipCustomer()));
  }

  private static void stop(ControlServer control, List<Part> parts) {
    control.close();
    parts.forEach(Part::close);
  }
}
