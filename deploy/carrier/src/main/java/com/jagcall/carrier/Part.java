package com.jagcall.carrier;

import com.jagcall.carrier.control.Command;
import java.io.IOException;
import java.util.Map;

/** One of the networks that are simulated. {@link Main} starts them all. */
public interface Part extends AutoCloseable {

  /** The first step of its commands' paths: {@code smsc} has {@code POST /smsc/throttle}. */
  String name();

  /** What can be asked of it, by the second step of the path. */
  Map<String, Command> commands();

  /** Returns when it serves; its port is bound then. */
  void start() throws IOException;

  @Override
  void close();
}
