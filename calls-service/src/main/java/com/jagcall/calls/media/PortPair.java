package com.jagcall.calls.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** The two sockets of a call: RTP on an even port, RTCP on the next (RFC 3550 11). */
record PortPair(int port, DatagramChannel rtp, DatagramChannel rtcp) implements AutoCloseable {
  /** Expedited forwarding (RFC 3246), for routers that heed it. */
  private static final int EXPEDITED = 46 << 2;

  /** Binds both; empty when one of them is in use. */
  static Optional<PortPair> bind(InetAddress address, int port) {
    DatagramChannel rtp = null;
    try {
      rtp = channel(address, port);
      DatagramChannel rtcp = channel(address, port + 1);
      return Optional.of(new PortPair(port, rtp, rtcp));
    } catch (IOException e) {
      close(rtp);
      return Optional.empty();
    }
  }

  private static DatagramChannel channel(InetAddress address, int port) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            address instanceof java.net.Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
      channel.bind(new InetSocketAddress(address, port));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() {
    close(rtp);
    close(rtcp);
  }

  private static void close(DatagramChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
