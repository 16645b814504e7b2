package com.jagcall.calls.sip;

import javax.sip.address.Hop;

/**
 * Where a message is sent.
 *
 * @param host an address
 * @param via what it is sent over
 * @param serverName the name a TLS certificate must bear; the address itself if the name is not
 *     known
 */
record NextHop(String host, int port, Transport via, String serverName) implements Hop {

  @Override
  public String getHost() {
    return host;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public String getTransport() {
    return via.token();
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + via.token();
  }
}
