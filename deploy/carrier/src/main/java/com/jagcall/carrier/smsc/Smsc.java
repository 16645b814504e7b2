package com.jagcall.carrier.smsc;

import com.jagcall.carrier.Part;
import com.jagcall.carrier.control.Command;
import java.io.IOException;
import java.util.Map;

/** A short message service centre. */
public final class Smsc implements Part {

  private final int port;

  public Smsc(int port, String systemId, String password) {
    this.port = port;
  }

  @Override
  public String name() {
    return "smsc";
  }

  @Override
  public Map<String, Command> commands() {
    return Map.of("state", new Command("what it has seen", parameters -> Map.of("port", port)));
  }

  @Override
  public void start() throws IOException {}

  @Override
  public void close() {}
}
