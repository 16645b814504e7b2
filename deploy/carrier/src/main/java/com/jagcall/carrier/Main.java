package com.jagcall.carrier;

import com.jagcall.carrier.control.ControlServer;
import com.jagcall.carrier.smsc.Smsc;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Stands where a telephone network would, until it is told to stop (SIGTERM). */
public final class Main {

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
    return List.of(new Smsc(settings.smscPort(), settings.smscSystemId(), settings.smscPassword()));
  }

  private static void stop(ControlServer control, List<Part> parts) {
    control.close();
    parts.forEach(Part::close);
  }
}
